import jax


def attention(q, k, v):  # each (batch, heads, n, d)
    scores = q @ k.mT * q.shape[-1] ** -0.5  # (…, n, n)
    return jax.nn.softmax(scores, axis=-1) @ v


def loss(q, k, v):
    return (attention(q, k, v) ** 2).sum()


with_gradients = jax.value_and_grad(loss, argnums=(0, 1, 2))


def eager(q, k, v):
    return lambda: with_gradients(q, k, v)


def compiled(q, k, v):
    fast = jax.jit(with_gradients)
    return lambda: fast(q, k, v)


program, differentiated = with_gradients, loss
