import jax


def loss(params, x, y):  # of one example: (10,), (1,)
    (w1, b1), (w2, b2) = params
    z = jax.nn.relu(x @ w1 + b1) @ w2 + b2  # (1,), logit
    return (jax.nn.softplus(z) - z * y).mean()


def per_example(params, x, y):  # (n, 10), (n, 1)
    # The parameters are shared; x and y are mapped over axis 0.
    mapped = jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))
    return mapped(params, x, y)


def eager(params, x, y):
    return lambda: per_example(params, x, y)


def compiled(params, x, y):
    fast = jax.jit(per_example)
    return lambda: fast(params, x, y)


program = per_example
