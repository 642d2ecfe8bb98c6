"""LSTM and tanh RNN over a chunk of steps, forward and backward by hand.

The same mathematics as nn.LSTM and nn.RNN (one layer). Faster on one CPU core, because
products that do not depend on the recurrence are done once for all steps, and because
products may take bfloat16 factors (`exact` False; sums, states and weights stay float32).
`check()` compares values and gradients with PyTorch's own layers.
"""

import torch


def factor(matrix, exact):
    """`matrix` as a factor of a product: itself, or rounded to bfloat16."""
    return matrix if exact else matrix.bfloat16()


def _gradients(flat, x, states, weight_ih, previous_h, exact):
    """Of x, of the states and `keep` (none), of both weights and both biases; flat (T·B, G·H)."""
    bias, rows = flat.sum(0), flat.shape[0]
    flat = factor(flat, exact)
    return (
        (flat @ factor(weight_ih, exact)).view_as(x).to(x.dtype),
        *[None] * states,
        (flat.t() @ factor(x.reshape(rows, -1), exact)).to(x.dtype),
        (flat.t() @ factor(previous_h.view(rows, -1), exact)).to(x.dtype),
        bias, bias,
    )


class LstmRecurrence(torch.autograd.Function):
    """h (T, B, H) and the last C (B, H) from x (T, B, D), h0, C0 (B, H), keep (T, B, 1).

    `gate_cost` λ adds the gradient of λ · (mean i + mean (1 − f)), means over steps, texts and
    units, to the one that comes back: a price on writing and on forgetting. 0 is the plain LSTM.
    """

    @staticmethod
    def forward(ctx, exact, gate_cost, x, h, c, keep, weight_ih, weight_hh, bias_ih, bias_hh):
        steps, texts, inputs = x.shape
        units = h.shape[1]
        ctx.exact, ctx.gate_cost = exact, gate_cost
        projected = factor(x.reshape(-1, inputs), exact) @ factor(weight_ih, exact).t()
        gates = (projected + (bias_ih + bias_hh)).view(steps, texts, -1)
        recurrent = factor(weight_hh, exact).t().contiguous()
        previous_h, previous_c, tanh_c, hidden = (x.new_empty(steps, texts, units) for _ in range(4))
        for t in range(steps):
            h = torch.mul(h, keep[t], out=previous_h[t])
            c = torch.mul(c, keep[t], out=previous_c[t])
            now = gates[t].add_(factor(h, exact) @ recurrent)
            now[:, : 2 * units].sigmoid_()  # i = σ(…), f = σ(…)
            now[:, 2 * units : 3 * units].tanh_()  # g = tanh(…)
            now[:, 3 * units :].sigmoid_()  # o = σ(…)
            i, f, g, o = now.chunk(4, 1)
            c = torch.addcmul(f * c, i, g)  # C_t = f ⊙ C_{t−1} + i ⊙ g
            torch.tanh(c, out=tanh_c[t])
            h = torch.mul(o, tanh_c[t], out=hidden[t])  # h_t = o ⊙ tanh C_t
        ctx.save_for_backward(x, keep, weight_ih, weight_hh, gates, previous_h, previous_c, tanh_c)
        ctx.mark_non_differentiable(c)
        return hidden, c

    @staticmethod
    def backward(ctx, grad_hidden, _):
        x, keep, weight_ih, weight_hh, gates, previous_h, previous_c, tanh_c = ctx.saved_tensors
        steps, texts, units = tanh_c.shape
        i, f, g, o = gates.chunk(4, 2)
        to_c = o * (1 - tanh_c * tanh_c)  # ∂h/∂C
        factors = torch.stack(  # ∂C/∂(pre-activation) of i, f, g; ∂h/∂(pre-activation) of o
            [g * i * (1 - i), previous_c * f * (1 - f), i * (1 - g * g), tanh_c * o * (1 - o)], dim=2
        )
        carried = f * keep
        if ctx.gate_cost:  # (T, B, 2, H): of the price on i and on 1 − f
            cost = torch.stack([i * (1 - i), f * (f - 1)], dim=2).mul_(ctx.gate_cost / (steps * texts * units))
        grad_gates = torch.empty_like(factors)  # (T, B, 4, H)
        grad_h, grad_c = torch.zeros_like(tanh_c[0]), torch.zeros_like(tanh_c[0])
        recurrent = factor(weight_hh, ctx.exact)
        for t in reversed(range(steps)):
            grad_h = grad_h.add_(grad_hidden[t])
            grad_c = grad_c.addcmul_(grad_h, to_c[t])
            torch.mul(factors[t, :, :3], grad_c.unsqueeze(1), out=grad_gates[t, :, :3])
            if ctx.gate_cost:
                grad_gates[t, :, :2] += cost[t]
            torch.mul(factors[t, :, 3], grad_h, out=grad_gates[t, :, 3])
            grad_h = (factor(grad_gates[t].view(texts, -1), ctx.exact) @ recurrent) * keep[t]
            grad_c = grad_c.mul_(carried[t])
        flat = grad_gates.view(steps * texts, 4 * units)
        return None, None, *_gradients(flat, x, 3, weight_ih, previous_h, ctx.exact)


class RnnRecurrence(torch.autograd.Function):
    """h (T, B, H) from x (T, B, D), h0 (B, H), keep (T, B, 1): h_t = tanh(W_x x_t + W_h h_{t−1} + b)."""

    @staticmethod
    def forward(ctx, exact, x, h, keep, weight_ih, weight_hh, bias_ih, bias_hh):
        steps, texts, inputs = x.shape
        ctx.exact = exact
        projected = factor(x.reshape(-1, inputs), exact) @ factor(weight_ih, exact).t()
        hidden = (projected + (bias_ih + bias_hh)).view(steps, texts, -1)
        recurrent = factor(weight_hh, exact).t().contiguous()
        previous_h = torch.empty_like(hidden)
        for t in range(steps):
            torch.mul(h, keep[t], out=previous_h[t])
            h = hidden[t].add_(factor(previous_h[t], exact) @ recurrent).tanh_()
        ctx.save_for_backward(x, keep, weight_ih, weight_hh, hidden, previous_h)
        return hidden

    @staticmethod
    def backward(ctx, grad_hidden):
        x, keep, weight_ih, weight_hh, hidden, previous_h = ctx.saved_tensors
        steps, texts, units = hidden.shape
        slope = 1 - hidden * hidden  # tanh′
        grad = torch.empty_like(hidden)
        grad_h = torch.zeros_like(hidden[0])
        recurrent = factor(weight_hh, ctx.exact)
        for t in reversed(range(steps)):
            torch.mul(grad_h.add_(grad_hidden[t]), slope[t], out=grad[t])
            grad_h = (factor(grad[t], ctx.exact) @ recurrent) * keep[t]
        flat = grad.view(steps * texts, units)
        return None, *_gradients(flat, x, 2, weight_ih, previous_h, ctx.exact)


def _open_gates(layer, x, state):
    """mean i + mean (1 − f) of a one-layer nn.LSTM over x (T, B, D), by autograd's own operations."""
    h, c = state
    weight_ih, weight_hh, bias_ih, bias_hh = layer._flat_weights
    total = 0
    for now in x:
        i, f, g, o = (now @ weight_ih.t() + h @ weight_hh.t() + bias_ih + bias_hh).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        total = total + i.sigmoid().mean() + (1 - f.sigmoid()).mean()
    return total / len(x)


def check():
    """Largest difference from nn.LSTM and nn.RNN, values and gradients, in float64; the cost on open gates among them."""
    torch.manual_seed(0)
    worst = 0.0
    for layer, recurrence, states in ((torch.nn.LSTM(6, 5), LstmRecurrence, 2), (torch.nn.RNN(6, 5), RnnRecurrence, 1)):
        layer.double()
        x = torch.randn(7, 3, 6, dtype=torch.float64, requires_grad=True)
        state = [torch.randn(3, 5, dtype=torch.float64) for _ in range(states)]
        keep = torch.ones(7, 3, 1, dtype=torch.float64)
        first_arguments = (True, 0.0) if states == 2 else (True,)
        output = recurrence.apply(*first_arguments, x, *state, keep, *layer._flat_weights)
        ours = output[0] if states == 2 else output
        first = tuple(s.unsqueeze(0) for s in state)
        theirs = layer(x, first if states == 2 else first[0])[0]
        weights = torch.randn_like(ours)
        for mine, reference in zip(
            [ours, *torch.autograd.grad((ours * weights).sum(), [x, *layer._flat_weights])],
            [theirs, *torch.autograd.grad((theirs * weights).sum(), [x, *layer._flat_weights])],
        ):
            worst = max(worst, (mine - reference).abs().max().item())
        # A text that is cut in two by keep = 0 equals its second half from the zero state.
        keep[4] = 0
        output = recurrence.apply(*first_arguments, x, *state, keep, *layer._flat_weights)
        cut = output[0] if states == 2 else output
        worst = max(worst, (cut[4:] - layer(x[4:])[0]).abs().max().item())
    layer, cost = torch.nn.LSTM(6, 5).double(), 0.7
    x = torch.randn(7, 3, 6, dtype=torch.float64, requires_grad=True)
    state = [torch.randn(3, 5, dtype=torch.float64) for _ in range(2)]
    inputs = [x, *layer._flat_weights]
    ours = LstmRecurrence.apply(True, cost, x, *state, torch.ones(7, 3, 1, dtype=torch.float64), *layer._flat_weights)[0]
    for mine, reference in zip(
        torch.autograd.grad((ours * 0).sum(), inputs), torch.autograd.grad(cost * _open_gates(layer, x, state), inputs)
    ):
        worst = max(worst, (mine - reference).abs().max().item())
    return worst


if __name__ == "__main__":
    print(f"largest difference from PyTorch: {check():.1e}")
