import torch


def cell(h, x, w_x, w_h, b):  # (batch, hidden), (batch, in)
    return torch.tanh(x @ w_x + h @ w_h + b)


def over_time(cell, params, h, xs):  # xs: (time, batch, in)
    def run():
        state = h
        for x in xs:
            state = cell(state, x, *params)
        return state

    return run


def eager(params, h, xs):
    return over_time(cell, params, h, xs)


def compiled(params, h, xs):
    # The cell alone: to compile the loop would unroll it, and
    # take longer with every step.
    return over_time(torch.compile(cell), params, h, xs)
