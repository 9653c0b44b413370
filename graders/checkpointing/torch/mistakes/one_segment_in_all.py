"""The whole model is one checkpoint. Nothing is kept after the forward pass, but the backward pass begins
by computing everything again, and then all activations are alive at once: the peak is that of the plain
loop.

zh: 整个模型是一个检查点。前向传播之后什么都没保留，但反向传播一开始就把一切重新计算，此时所有激活值同时存活：峰值与普通循环一样。

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
    return checkpoint(run_segment, blocks, x, mask, use_reentrant=False)


def segment_length(depth, input_bytes, inside_bytes):
    """Return the length, 1 to depth, whose inputs of segments and one segment's insides take the fewest bytes."""

    def peak(every):
        segments = -(-depth // every)  # rounded up
        return segments * input_bytes + every * inside_bytes

    return min(range(1, depth + 1), key=peak)
