import jax
import jax.numpy as jnp


def cell(h, x, w_x, w_h, b):  # (batch, hidden), (batch, in)
    return jnp.tanh(x @ w_x + h @ w_h + b)


def looped(params, h, xs):  # xs: (time, batch, in)
    for x in xs:
        h = cell(h, x, *params)
    return h


def scanned(params, h, xs):
    def step(h, x):
        return cell(h, x, *params), None  # nothing to stack

    h, _ = jax.lax.scan(step, h, xs)
    return h


def eager(params, h, xs):
    return lambda: looped(params, h, xs)


def compiled(params, h, xs):
    # One step is traced, for all of them; jit(looped) would
    # hold every step, and take longer to compile with each.
    fast = jax.jit(scanned)
    return lambda: fast(params, h, xs)


program, program_eager = scanned, looped
