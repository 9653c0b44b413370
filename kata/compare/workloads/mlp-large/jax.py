import jax
import jax.numpy as jnp

RATE = 0.1


def mlp(params, x):
    *hidden, (w, b) = params
    for w_h, b_h in hidden:
        x = jax.nn.relu(x @ w_h + b_h)  # (n, fan_out)
    return x @ w + b  # (n, 10), logits


def loss(params, x, y):
    logp = jax.nn.log_softmax(mlp(params, x))  # (n, 10)
    at_label = jnp.take_along_axis(logp, y[:, None], axis=1)
    return -at_label.mean()


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
