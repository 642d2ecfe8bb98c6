"""The three language models: embedding → LSTM, tanh RNN or two tanh layers → tied readout.

Parameter names are PyTorch's (`lstm.weight_ih_l0` …, gate order i, f, g, o); nn.LSTM and
nn.RNN run the models outside training. Shapes: V words, D inputs, H units, T steps, B texts.
"""

import math

import torch
from torch import nn
from torch.nn import functional

from recurrence import LstmRecurrence, RnnRecurrence

CELLS = {"story-lstm": "lstm", "story-rnn": "rnn", "story-stateless": "feed-forward"}


class Decoder(nn.Module):
    """The readout's bias; its weight is the embedding."""

    def __init__(self, vocabulary):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(vocabulary))


class LanguageModel(nn.Module):
    """`gate_cost`: LstmRecurrence's. `slow_units`: as many units of an LSTM start with a forget bias from
    uniform(1, ln 150) and the opposite input bias, in the manner of Tallec & Ollivier (2018).
    """

    def __init__(self, cell, vocabulary=6000, units=256, gate_cost=0.0, slow_units=0):
        super().__init__()
        self.cell, self.units, self.gate_cost = cell, units, gate_cost
        self.embedding = nn.Embedding(vocabulary, units)
        nn.init.uniform_(self.embedding.weight, -0.1, 0.1)
        if cell == "lstm":
            self.lstm = nn.LSTM(units, units)
            nn.init.zeros_(self.lstm.bias_hh_l0)
            with torch.no_grad():
                self.lstm.bias_ih_l0.zero_()[units : 2 * units] = 1  # forget gate
                slow = torch.empty(slow_units).uniform_(1, math.log(150))
                self.lstm.bias_ih_l0[units : units + slow_units] = slow
                self.lstm.bias_ih_l0[:slow_units] = -slow
        elif cell == "rnn":
            self.rnn = nn.RNN(units, units)
            nn.init.orthogonal_(self.rnn.weight_hh_l0)
            nn.init.zeros_(self.rnn.bias_ih_l0)
            nn.init.zeros_(self.rnn.bias_hh_l0)
        else:
            self.layers = nn.ModuleList([nn.Linear(units, units), nn.Linear(units, units)])
        self.decoder = Decoder(vocabulary)

    def initial_state(self, texts):
        """Zeros: (h, c), each (B, H); only the LSTM uses c."""
        weight = self.embedding.weight
        return weight.new_zeros(texts, self.units), weight.new_zeros(texts, self.units)

    def train_hidden(self, ids, state, keep, masks, exact):
        """Hidden states (T, B, H) while training, and the state after the last step.

        `keep` (T, B, 1) is 0 where the state is set to zero before a step, 1 elsewhere. `masks`:
        dropout's, on the embedding and on the hidden states. Unless `exact`, products take bfloat16 factors.
        """
        inputs = self.embedding(ids) * masks[0]
        if self.cell == "lstm":
            hidden, cell = LstmRecurrence.apply(exact, self.gate_cost, inputs, *state, keep, *self.lstm._flat_weights)
            state = hidden[-1].detach(), cell.detach()
        else:
            hidden = RnnRecurrence.apply(exact, inputs, state[0], keep, *self.rnn._flat_weights)
            state = hidden[-1].detach(), state[1]
        return hidden * masks[1], state

    def feed_forward(self, inputs):
        outputs = []
        for layer in self.layers:
            inputs = torch.tanh(layer(inputs))
            outputs.append(inputs)
        return outputs

    def hidden(self, ids):
        """Hidden states (T, B, H) of `ids` (T, B) from the zero state, by PyTorch's own layers."""
        inputs = self.embedding(ids)
        if self.cell == "lstm":
            return self.lstm(inputs)[0]
        if self.cell == "rnn":
            return self.rnn(inputs)[0]
        return self.feed_forward(inputs)[-1]

    def logits(self, hidden):
        return functional.linear(hidden, self.embedding.weight, self.decoder.bias)


@torch.no_grad()
def text_nats(model, texts, start=0, batch=64):
    """−ln p of every token of every text, as one 1-D tensor a text.

    Each text is evaluated by itself: the state is zero, the start token `<eos>` is stepped
    once, then every word of the text and its closing `<eos>` is predicted (full softmax).
    """
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    nats = [None] * len(texts)
    for first in range(0, len(order), batch):
        chosen = order[first : first + batch]
        longest = len(texts[chosen[-1]])
        ids = torch.full((longest + 1, len(chosen)), start, dtype=torch.long)
        for column, index in enumerate(chosen):
            ids[1 : 1 + len(texts[index]), column] = torch.as_tensor(texts[index], dtype=torch.long)
        hidden = model.hidden(ids[:-1])
        for column, index in enumerate(chosen):
            length = len(texts[index])
            logits = model.logits(hidden[:length, column])
            nats[index] = functional.cross_entropy(logits, ids[1 : length + 1, column], reduction="none")
    return nats
