import jax
import jax.numpy as jnp


def cell(params, h, x):  # (batch, hidden), (batch, in)
    w_x, w_h, b = params
    return jnp.tanh(x @ w_x + h @ w_h + b)


def looped(params, h, xs):  # xs: (time, batch, in)
    for x in xs:
        h = cell(params, h, x)
    return h


def scanned(params, h, xs):
    def step(h, x):
        return cell(params, h, x), None  # nothing is stacked

    h, _ = jax.lax.scan(step, h, xs)
    return h


def eager(params, h, xs):
    return lambda: looped(params, h, xs)


def compiled(params, h, xs):
    # Traced once for all steps; looped would be unrolled.
    fast = jax.jit(scanned)
    return lambda: fast(params, h, xs)


program, program_eager = scanned, looped
