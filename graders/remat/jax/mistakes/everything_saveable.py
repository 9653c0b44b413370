"""`everything_saveable` keeps everything, as if there were no `jax.checkpoint`. `dots_saveable` keeps the
products, which are dear, and leaves out what is elementwise, which is cheap to compute again.

zh: `everything_saveable` 保存一切，就像没有 `jax.checkpoint` 一样。`dots_saveable` 保存昂贵的乘积，不保存逐元素的结果，后者重算很便宜。

Caught by: products kept
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
    return run(jax.checkpoint(block, policy=jax.checkpoint_policies.everything_saveable), params, x)


def keep_named(block, params, x, name):
    """Return the output; kept are each block's input and the values of this name in it."""
    return run(jax.checkpoint(block, policy=jax.checkpoint_policies.save_only_these_names(name)), params, x)


def scanned(block, stacked, x):
    """Return the output of a scan over stacked parameters; kept is each block's input."""
    step = jax.checkpoint(block, prevent_cse=False)
    return jax.lax.scan(lambda x, p: (step(p, x), None), x, stacked)[0]
