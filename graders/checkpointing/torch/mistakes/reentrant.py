"""`use_reentrant=True` differentiates a segment only if one of its tensors needs a gradient. Here `x` is
data, so the output of the first segment needs none either, and nothing is ever trained. The other
variant sees the parameters as well.

zh: `use_reentrant=True` 只有在传入的某个张量需要梯度时才对这一段求导。这里 `x` 是数据，于是第一段的输出也不需要梯度，什么都不会被训练。另一种变体还能看到参数。

Caught by: gradients
"""

from torch.utils.checkpoint import checkpoint


def run_segment(blocks, x, mask):
    """Run some blocks, one after the other: (n, width)."""
    for block in blocks:
        x = block(x, mask)
    return x


def run_blocks(blocks, x, mask, every=None):
    """Run all blocks, `every` of them to a checkpointed segment; without `every` as they are."""
    if every is None:
        return run_segment(blocks, x, mask)
    for start in range(0, len(blocks), every):
        # What runs again must be told apart by its arguments, not by a variable that changes meanwhile.
        segment = blocks[start : start + every]
        x = checkpoint(run_segment, segment, x, mask, use_reentrant=True)
    return x


def segment_length(depth, input_bytes, inside_bytes):
    """Return the length, 1 to depth, whose inputs of segments and one segment's insides take the fewest bytes."""

    def peak(every):
        segments = -(-depth // every)  # rounded up
        return segments * input_bytes + every * inside_bytes

    return min(range(1, depth + 1), key=peak)
