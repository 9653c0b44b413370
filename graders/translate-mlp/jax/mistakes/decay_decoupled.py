"""You shrink the parameters beside the step, as AdamW does. In `torch.optim.SGD` decay joins the gradient
before the velocity, and acts again in later steps; the first step is the same.

zh: 你像 AdamW 那样在更新之外收缩参数。在 `torch.optim.SGD` 中，权重衰减先并入梯度再进入速度，会在后面的步中再次起作用；第一步两者相同。

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
    velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
    return jax.tree.map(lambda p, v: p * (1 - lr * decay) - lr * v, state, velocity), velocity, value


def train(state, batches, lr, momentum, decay):
    """Return the checkpoint after one step for each batch, and the loss before each."""
    velocity = jax.tree.map(jnp.zeros_like, state)
    losses = []
    for batch in batches:
        state, velocity, value = step(state, velocity, batch, lr, momentum, decay)
        losses.append(value)
    return state, losses
