"""`preserve_rng_state=False`: the second run draws new dropout masks, so the gradients belong to another
forward pass than the loss. The mean over many steps hides it well.

zh: `preserve_rng_state=False`：第二次运行抽取了新的 dropout 掩码，于是梯度属于另一次前向传播，而不是损失所属的那一次。多步平均之后很难看出来。

Caught by: dropout
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
        x = checkpoint(run_segment, segment, x, mask, use_reentrant=False, preserve_rng_state=False)
    return x


def segment_length(depth, input_bytes, inside_bytes):
    """Return the length, 1 to depth, whose inputs of segments and one segment's insides take the fewest bytes."""

    def peak(every):
        segments = -(-depth // every)  # rounded up
        return segments * input_bytes + every * inside_bytes

    return min(range(1, depth + 1), key=peak)
