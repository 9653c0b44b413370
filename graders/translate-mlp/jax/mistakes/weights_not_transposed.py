"""You multiply by the weights of PyTorch as they are. They have the shape (out, in), and the layer is `x @
weight.T`. In a square layer nothing complains.

zh: 你直接乘上了 PyTorch 的权重。它们的形状是 (out, in)，这一层是 `x @ weight.T`。层是方阵时不会报错。

Caught by: logits
"""

import jax
import jax.numpy as jnp


@jax.jit
def predict(state, x):
    """Return the logits: (n, classes)."""
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    h = x @ state["hidden.weight"] + state["hidden.bias"]
    h = jax.nn.gelu(h, approximate=False)  # PyTorch's default; eval() leaves out the dropout
    return h @ state["output.weight"] + state["output.bias"]


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
        state, velocity, value = step(state, velocity, batch, lr, momentum, decay)
        losses.append(value)
    return state, losses
