import jax
import jax.numpy as jnp

RATE = 0.1


def loss(params, x, y):
    w1, b1, w2, b2 = params
    z = jax.nn.relu(x @ w1 + b1) @ w2 + b2  # (n, 1), logits
    return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))


def step(params, x, y):
    value, grads = jax.value_and_grad(loss)(params, x, y)
    return jax.tree.map(lambda p, g: p - RATE * g, params, grads), value


def training(step, params, x, y):
    def run():
        nonlocal params
        params, value = step(params, x, y)
        return value

    return run


def eager(params, x, y):
    return training(step, params, x, y)


def compiled(params, x, y):
    return training(jax.jit(step), params, x, y)


program, differentiated = step, loss
