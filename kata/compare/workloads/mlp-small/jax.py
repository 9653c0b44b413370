import jax
import jax.numpy as jnp

RATE = 0.1


def loss(params, x, y):
    (w1, b1), (w2, b2) = params
    hidden = jax.nn.relu(x @ w1 + b1)  # (n, 50)
    z = hidden @ w2 + b2  # (n, 1), logits
    return jnp.mean(jax.nn.softplus(z) - z * y)


def step(params, x, y):
    value, grads = jax.value_and_grad(loss)(params, x, y)
    new = jax.tree.map(lambda p, g: p - RATE * g, params, grads)
    return new, value


def training(step, params, x, y):
    params = jax.tree.map(jnp.copy, params)  # ours to donate

    def run():
        nonlocal params
        params, value = step(params, x, y)
        return value

    return run


def eager(params, x, y):
    return training(step, params, x, y)


def compiled(params, x, y):  # forward, backward and the update
    # Donated: the new parameters take the old ones' memory.
    fast = jax.jit(step, donate_argnums=0)
    return training(fast, params, x, y)


program, differentiated = step, loss
