"""Each step begins with a velocity of zero: what `step` returns is not kept. The first step is right,
momentum never acts.

zh: 每一步的速度都从零开始：`step` 返回的速度没有保留下来。第一步是对的，但动量从不起作用。

Caught by: three steps
"""

import jax
import jax.numpy as jnp


@jax.jit
def predict(state, x):
    """Return the logits: (n, classes)."""
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    h = x @ state["hidden.weight"].T + state["hidden.bias"]
    h = jax.nn.gelu(h, approximate=False)  # PyTorch's default; eval() leaves out the dropout
    return h @ state["output.weight"].T + state["output.bias"]


def loss(state, x, labels):
    """Return the mean cross-entropy."""
    log_p = jax.nn.log_softmax(predict(state, x))
    return -jnp.take_along_axis(log_p, labels[:, None], axis=1).mean()


@jax.jit
def step(state, velocity, batch, lr, momentum, decay):
    """Return what one step of torch.optim.SGD makes of state and velocity, and the loss before it."""
    value, grads = jax.value_and_grad(loss)(state, *batch)
    grads = jax.tree.map(lambda g, p: g + decay * p, grads, state)
    velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
    return jax.tree.map(lambda p, v: p - lr * v, state, velocity), velocity, value


def train(state, batches, lr, momentum, decay):
    """Return the checkpoint after one step for each batch, and the loss before each."""
    velocity = jax.tree.map(jnp.zeros_like, state)
    losses = []
    for batch in batches:
        state, _, value = step(state, velocity, batch, lr, momentum, decay)
        losses.append(value)
    return state, losses
