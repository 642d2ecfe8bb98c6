"""Cross-entropy of a tied readout, its gradients computed on the way forward in blocks of rows."""

import math

import torch

from recurrence import factor

COMMON, SAMPLED, ROWS = 1000, 500, 384


def candidates(vocabulary, generator=None):
    """Ids of the COMMON most frequent words and of SAMPLED others, drawn uniformly."""
    others = torch.randperm(vocabulary - COMMON, generator=generator)[:SAMPLED] + COMMON
    return torch.cat([torch.arange(COMMON), others])


class TiedCrossEntropy(torch.autograd.Function):
    """Mean −ln p(target) of hidden (N, H) against the readout weight (V, H), bias (V).

    With `chosen` (ids from candidates()) the softmax is an estimate: exact over the common
    words, the sampled others weighted by (V − COMMON) / SAMPLED, the target added.
    With None it is the full softmax. Unless `exact`, products take bfloat16 factors.
    """

    @staticmethod
    def forward(ctx, hidden, weight, bias, targets, chosen, exact):
        vocabulary, rows = weight.shape[0], hidden.shape[0]
        if chosen is None:
            block_weight, block_bias = weight, bias
        else:
            block_weight, block_bias = weight[chosen], bias[chosen]
            block_bias[COMMON:] += math.log((vocabulary - COMMON) / SAMPLED)
            column = torch.full((vocabulary,), -1)
            column[chosen] = torch.arange(len(chosen))
        block_weight = factor(block_weight, exact)
        block_t, hidden_factor = block_weight.t().contiguous(), factor(hidden, exact)
        grad_hidden = torch.empty_like(hidden)
        grad_block = hidden.new_zeros(block_weight.shape)
        grad_block_bias = torch.zeros_like(block_bias)
        grad_weight = grad_bias = None
        if chosen is not None:
            grad_weight, grad_bias = torch.zeros_like(weight), torch.zeros_like(bias)
        loss = 0.0
        for first in range(0, rows, ROWS):
            h, target = hidden[first : first + ROWS], targets[first : first + ROWS]
            logits = hidden_factor[first : first + ROWS] @ block_t + block_bias
            row = torch.arange(len(target))
            if chosen is None:
                target_logit = logits[row, target]
            else:
                rare = target >= COMMON
                rare_row, rare_target = row[rare], target[rare]
                drawn = column[rare_target]
                logits[rare_row[drawn >= 0], drawn[drawn >= 0]] = -math.inf  # the target counts once
                rare_weight, rare_h = weight[rare_target], h[rare]
                target_logit = logits[row, target.clamp(max=COMMON - 1)]
                target_logit[rare] = (rare_h * rare_weight).sum(1) + bias[rare_target]
            largest = torch.maximum(logits.amax(1), target_logit)
            p = logits.sub_(largest.unsqueeze(1)).exp_()
            total = p.sum(1)
            target_p = (target_logit - largest).exp()
            if chosen is not None:
                total[rare] += target_p[rare]
            loss += (total.log() + largest - target_logit).sum().item()
            p.mul_((1 / (total * rows)).unsqueeze(1))
            if chosen is None:
                p[row, target] -= 1 / rows
                p_factor = factor(p, exact)
                grad_hidden[first : first + ROWS] = p_factor @ block_weight
            else:
                common = ~rare
                p[row[common], target[common]] -= 1 / rows
                p_factor = factor(p, exact)
                grad_h = grad_hidden[first : first + ROWS]
                grad_h.copy_(p_factor @ block_weight)
                rare_grad = ((target_p[rare] / total[rare] - 1) / rows).unsqueeze(1)
                grad_h[rare] += rare_grad * rare_weight
                grad_weight.index_add_(0, rare_target, rare_grad * rare_h)
                grad_bias.index_add_(0, rare_target, rare_grad.squeeze(1))
            grad_block.add_(p_factor.t() @ hidden_factor[first : first + ROWS])
            grad_block_bias.add_(p.sum(0))
        if chosen is None:
            grad_weight, grad_bias = grad_block, grad_block_bias
        else:
            grad_weight.index_add_(0, chosen, grad_block)
            grad_bias.index_add_(0, chosen, grad_block_bias)
        ctx.save_for_backward(grad_hidden, grad_weight, grad_bias)
        return hidden.new_tensor(loss / rows)

    @staticmethod
    def backward(ctx, grad):
        grad_hidden, grad_weight, grad_bias = ctx.saved_tensors
        return grad * grad_hidden, grad * grad_weight, grad * grad_bias, None, None, None


class SharedCrossEntropy(torch.autograd.Function):
    """Mean −ln p(target) where many predictions share one hidden vector: full softmax.

    hidden (U, H) are the distinct vectors, rows (N) says which one prediction n uses. The
    same number and the same gradient as N separate rows, for the price of U of them: the
    stateless model knows only the current word, so a batch holds few distinct vectors.
    """

    @staticmethod
    def forward(ctx, hidden, weight, bias, rows, targets, exact):
        predictions = len(rows)
        uses = torch.bincount(rows, minlength=len(hidden)).to(hidden.dtype) / predictions
        order = rows.argsort()
        rows, targets = rows[order], targets[order]
        edges = torch.searchsorted(rows, torch.arange(0, len(hidden) + ROWS, ROWS))
        weight_factor, hidden_factor = factor(weight, exact), factor(hidden, exact)
        weight_t = weight_factor.t().contiguous()
        grad_hidden, grad_weight, grad_bias = (torch.zeros_like(x) for x in (hidden, weight, bias))
        loss = 0.0
        for block, first in enumerate(range(0, len(hidden), ROWS)):
            here = slice(edges[block], edges[block + 1])
            row, target, h = rows[here] - first, targets[here], hidden_factor[first : first + ROWS]
            logits = h @ weight_t + bias
            target_logit = logits[row, target]
            largest = logits.amax(1)
            p = logits.sub_(largest.unsqueeze(1)).exp_()
            total = p.sum(1)
            loss += ((total.log() + largest)[row] - target_logit).sum().item()
            p.mul_((uses[first : first + ROWS] / total).unsqueeze(1))
            p.index_put_((row, target), p.new_full((len(row),), -1 / predictions), accumulate=True)
            p_factor = factor(p, exact)
            grad_hidden[first : first + ROWS] = p_factor @ weight_factor
            grad_weight.add_(p_factor.t() @ h)
            grad_bias.add_(p.sum(0))
        ctx.save_for_backward(grad_hidden, grad_weight, grad_bias)
        return hidden.new_tensor(loss / predictions)

    @staticmethod
    def backward(ctx, grad):
        grad_hidden, grad_weight, grad_bias = ctx.saved_tensors
        return grad * grad_hidden, grad * grad_weight, grad * grad_bias, None, None, None


def check():
    """Largest difference of value and gradients from PyTorch: full, sampled and shared rows."""
    torch.manual_seed(0)
    hidden = torch.randn(900, 16, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(6000, 16, dtype=torch.float64, requires_grad=True)
    bias = torch.randn(6000, dtype=torch.float64, requires_grad=True)
    targets = torch.randint(0, 6000, (900,))
    chosen = candidates(6000)
    logits = torch.nn.functional.linear(hidden, weight, bias)
    full = torch.nn.functional.cross_entropy(logits, targets)
    log_weight = torch.full((6000,), -math.inf, dtype=torch.float64)
    log_weight[chosen] = math.log((6000 - COMMON) / SAMPLED)
    log_weight[:COMMON] = 0
    offsets = log_weight.repeat(900, 1)
    offsets[torch.arange(900), targets] = 0
    sampled = torch.nn.functional.cross_entropy(logits + offsets, targets)
    worst = 0.0
    for reference, argument in ((full, None), (sampled, chosen)):
        ours = TiedCrossEntropy.apply(hidden, weight, bias, targets, argument, True)
        worst = max(worst, abs(ours.item() - reference.item()))
        for mine, theirs in zip(
            torch.autograd.grad(ours, [hidden, weight, bias]),
            torch.autograd.grad(reference, [hidden, weight, bias], retain_graph=True),
        ):
            worst = max(worst, (mine - theirs).abs().max().item())
    rows = torch.randint(0, 900, (2500,))
    shared_targets = torch.randint(0, 6000, (2500,))
    reference = torch.nn.functional.cross_entropy(logits[rows], shared_targets)
    ours = SharedCrossEntropy.apply(hidden, weight, bias, rows, shared_targets, True)
    worst = max(worst, abs(ours.item() - reference.item()))
    for mine, theirs in zip(
        torch.autograd.grad(ours, [hidden, weight, bias]),
        torch.autograd.grad(reference, [hidden, weight, bias]),
    ):
        worst = max(worst, (mine - theirs).abs().max().item())
    return worst


if __name__ == "__main__":
    print(f"largest difference from PyTorch: {check():.1e}")
