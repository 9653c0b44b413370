import torch


def gelu(x):  # (n,)
    cubic = x + 0.044715 * x * x * x
    return 0.5 * x * (1 + torch.tanh(0.7978845608 * cubic))


def eager(x):  # nine operations, nine passes over memory
    return lambda: gelu(x)


def compiled(x):  # one kernel, one pass
    fast = torch.compile(gelu)
    return lambda: fast(x)
