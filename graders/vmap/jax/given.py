"""Functions of one pair, one model, one example, compiled so that few programs are made; and a count of calls."""

import jax
import jax.numpy as jnp


@jax.jit
def gap(u, v):
    """Return a distance that is not symmetric: (d,), (d,) -> ()."""
    return jnp.sum(jnp.abs(u - 2 * v) ** 1.5)


@jax.jit
def predict(params, x):
    """Return one model's outputs: (n, d) -> (n,)."""
    return jnp.tanh(x @ params["w"] + params["b"])


@jax.jit
def loss(params, x_i, y_i):
    """Return the loss of one example: (d,), () -> ()."""
    return (jnp.tanh(x_i @ params["w"] + params["b"]) - y_i) ** 2


@jax.jit
def wave(params, x):
    """Return outputs of one model whose parameters are a tuple: (n, d) -> (n,), or (d,) -> ()."""
    w, b = params
    return jnp.sin(x @ w) * b


@jax.jit
def wave_loss(params, x_i, y_i):
    """Return that model's loss of one example: (d,), () -> ()."""
    return wave(params, x_i) * y_i


def calls(function, of, *args):
    """Return how often `function`, which is handed the function named `of`, runs it in Python."""
    inner, count = {"gap": gap, "predict": predict, "loss": loss}[of], []

    def counted(*values):
        count.append(None)
        return inner(*values)

    function(counted, *args)
    return len(count)
