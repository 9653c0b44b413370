"""Networks of blocks that keep less for backward, in JAX."""

import jax


def run(block, params, x):
    """Return x after one block for each of params."""
    for p in params:
        x = block(p, x)
    return x


def in_segments(block, params, x, length):
    """Keep the input of each segment of `length` blocks.

    params: a list of trees; block(p, x) -> x.
    """
    # TODO: what goes into one jax.checkpoint?
    return run(block, params, x)


def keep_products(block, params, x):
    """Keep each block's input and its matrix products."""
    # TODO: jax.checkpoint_policies
    return run(block, params, x)


def keep_named(block, params, x, name):
    """Keep each block's input and the values of this name."""
    # TODO: another policy
    return run(block, params, x)


def scanned(block, stacked, x):
    """Keep each block's input, in a scan over `stacked`.

    stacked: one tree; leaves (blocks, ...).
    """
    # TODO: where does jax.checkpoint go?
    step = lambda x, p: (block(p, x), None)
    return jax.lax.scan(step, x, stacked)[0]
