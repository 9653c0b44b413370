"""The checkpointed function takes `segment` from the loop. When it runs again in the backward pass the loop
is over, and it computes the **last** segment, whose shapes fit. The gradients of all others are wrong,
without an error. Pass the segment as an argument.

zh: 被检查点包住的函数从循环里取 `segment`。反向传播中再次运行时循环已经结束，它计算的是**最后**一段，而形状恰好吻合。其余各段的梯度都错了，却不报错。请把段作为参数传入。

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
        x = checkpoint(lambda x, mask: run_segment(segment, x, mask), x, mask, use_reentrant=False)
    return x


def segment_length(depth, input_bytes, inside_bytes):
    """Return the length, 1 to depth, whose inputs of segments and one segment's insides take the fewest bytes."""

    def peak(every):
        segments = -(-depth // every)  # rounded up
        return segments * input_bytes + every * inside_bytes

    return min(range(1, depth + 1), key=peak)
