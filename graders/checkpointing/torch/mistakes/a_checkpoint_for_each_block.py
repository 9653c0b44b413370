"""Every block has a checkpoint of its own, whatever `every` says, so the input of every block is kept. For
blocks whose insides are small that is most of the memory.

zh: 无论 `every` 是多少，每个块都有自己的检查点，因此每个块的输入都被保留。对内部很小的块来说，这就占了大部分内存。

Caught by: memory
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
    for block in blocks:
        x = checkpoint(block, x, mask, use_reentrant=False)
    return x


def segment_length(depth, input_bytes, inside_bytes):
    """Return the length, 1 to depth, whose inputs of segments and one segment's insides take the fewest bytes."""

    def peak(every):
        segments = -(-depth // every)  # rounded up
        return segments * input_bytes + every * inside_bytes

    return min(range(1, depth + 1), key=peak)
