"""Each block has a `jax.checkpoint` of its own, whatever `length` says. That keeps the input of each block,
more than is asked for. Put the loop over a segment's blocks inside.

zh: 无论 `length` 是多少，你都给每个块各套一个 `jax.checkpoint`。这样保存了每个块的输入，比要求的多。请把遍历一段中各块的循环放进去。

Caught by: segments
"""

import jax


def run(block, params, x):
    """Return x after one block for each of params."""
    for p in params:
        x = block(p, x)
    return x


def in_segments(block, params, x, length):
    """Return the output; kept is the input of each segment of `length` blocks."""
    return run(jax.checkpoint(block), params, x)


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
