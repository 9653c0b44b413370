"""What backward keeps is a choice: inputs of segments, products of matrices, named values, or the carries of a scan."""

import jax


def run(block, params, x):
    """Return x after one block for each of params."""
    for p in params:
        x = block(p, x)
    return x


def in_segments(block, params, x, length):
    """Return the output; kept is the input of each segment of `length` blocks."""
    segment = jax.checkpoint(lambda part, x: run(block, part, x))
    for start in range(0, len(params), length):
        x = segment(params[start : start + length], x)
    return x


def keep_products(block, params, x):
    """Return the output; kept are each block's input and its products of matrices."""
    return run(jax.checkpoint(block, policy=jax.checkpoint_policies.dots_saveable), params, x)


def keep_named(block, params, x, name):
    """Return the output; kept are each block's input and the values of this name in it."""
    return run(jax.checkpoint(block, policy=jax.checkpoint_policies.save_only_these_names(name)), params, x)


def scanned(block, stacked, x):
    """Return the output of a scan over stacked parameters; kept is each block's input."""
    step = jax.checkpoint(block, prevent_cse=False)
    return jax.lax.scan(lambda x, p: (step(p, x), None), x, stacked)[0]
