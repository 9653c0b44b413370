"""You detach x so that the first segment has an input that requires a gradient. The blocks get theirs, but
what computed x, an embedding say, gets none and never trains. With `use_reentrant=False` x needs no gradient.

zh: 你把 x 分离出来，好让第一段有一个需要梯度的输入。各块都得到了梯度，但算出 x 的部分（比如嵌入层）一点也得不到，永远不会训练。用 `use_reentrant=False` 时，x 不必需要梯度。

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
    x = x.detach().requires_grad_()
    for start in range(0, len(blocks), every):
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
