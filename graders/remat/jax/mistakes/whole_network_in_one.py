"""One `jax.checkpoint` around all blocks keeps the first input alone. When backward begins, it runs the
whole network again and holds everything at once: the peak is where it was.

zh: 一个 `jax.checkpoint` 套住所有的块，只保存最初的输入。可反向开始时，它会重新运行整个网络，把一切同时放在内存里：峰值还在原处。

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
    return jax.checkpoint(lambda params, x: run(block, params, x))(params, x)


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
