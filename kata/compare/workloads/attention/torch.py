import torch


def attention(q, k, v):  # each (batch, heads, n, d)
    scores = q @ k.mT * q.shape[-1] ** -0.5  # (…, n, n)
    return torch.softmax(scores, dim=-1) @ v


def loss(q, k, v):
    return attention(q, k, v).square().sum()


def with_gradients(loss, q, k, v):
    leaves = [x.detach().requires_grad_() for x in (q, k, v)]

    def run():
        value = loss(*leaves)
        grads = torch.autograd.grad(value, leaves)
        return value.detach(), grads

    return run


def eager(q, k, v):
    return with_gradients(loss, q, k, v)


def compiled(q, k, v):
    return with_gradients(torch.compile(loss), q, k, v)
