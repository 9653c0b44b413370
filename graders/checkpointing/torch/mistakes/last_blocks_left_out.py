"""The loop ends at the last whole segment, so if `every` doesn't divide the depth, the blocks that remain
never run. A shorter segment is a segment too.

zh: 循环在最后一个完整的段处结束，因此当 `every` 不能整除深度时，剩下的块从不运行。较短的段也是段。

Caught by: values
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
    for start in range(0, len(blocks) - every + 1, every):
        # What runs again must be told apart by its arguments, not by a variable that changes meanwhile.
        segment = blocks[start : start + every]
        x = checkpoint(run_segment, segment, x, mask, use_reentrant=False)
    return x


def segment_length(depth, input_bytes, inside_bytes):
    """Return the length, 1 to depth, whose inputs of segments and one segment's insides take the fewest bytes."""

    def peak(every):
        segments = -(-depth // every)  # rounded up
        return segments * input_bytes + every * inside_bytes

    return min(range(1, depth + 1), key=peak)
