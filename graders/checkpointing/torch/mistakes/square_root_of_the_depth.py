"""The length is the square root of the depth. That is the best one only if the input of a segment is as
large as the insides of a block; the ratio of the two belongs under the root, and `ceil` makes the true
minimum lie beside it.

zh: 段长取了深度的平方根。只有当段的输入与一个块的内部一样大时它才是最好的；两者的比值也应在根号之下，而 `ceil` 又使真正的最小值偏到旁边。

Caught by: the length of a segment
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
        x = checkpoint(run_segment, segment, x, mask, use_reentrant=False)
    return x


def segment_length(depth, input_bytes, inside_bytes):
    """Return the length, 1 to depth, whose inputs of segments and one segment's insides take the fewest bytes."""

    return round(depth**0.5)
