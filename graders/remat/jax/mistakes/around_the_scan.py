"""`jax.checkpoint` goes around the whole scan, which makes it one segment: backward runs it again and then
holds all that every step has computed. Put it around the step's block.

zh: `jax.checkpoint` 套在了整个 scan 外面，于是它成了唯一的一段：反向时会重新运行它，并同时保存每一步算出的一切。请把它套在单步的块上。

Caught by: a scan that keeps its carries
"""

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
    whole = jax.checkpoint(lambda x, stacked: jax.lax.scan(lambda x, p: (block(p, x), None), x, stacked)[0])
    return whole(x, stacked)
