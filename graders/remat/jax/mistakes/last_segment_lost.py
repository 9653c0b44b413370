"""Your loop stops before a last segment that is shorter, so some blocks never run. `range(0, len(params),
length)` starts one there too; a slice past the end is only shorter.

zh: 你的循环在较短的最后一段之前就停了，有些块从未运行。`range(0, len(params), length)` 在那里也会开始一段；切片越过末尾只会变短。

Caught by: values and gradients
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
    for start in range(0, len(params) - length + 1, length):
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
