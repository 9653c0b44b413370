"""Each segment seeds the generator, so that both runs drop the same. They do, and so do all segments in all
steps: the model trains with one fixed mask. The checkpoint itself saves the random state and puts it
back.

zh: 每一段都给生成器设置了种子，好让两次运行丢弃的相同。确实相同，但所有段、所有步也都相同：模型始终用一个固定的掩码训练。检查点本身就会保存并恢复随机状态。

Caught by: dropout
"""

import torch
from torch.utils.checkpoint import checkpoint


def run_segment(blocks, x, mask):
    """Run some blocks, one after the other: (n, width)."""
    torch.manual_seed(0)
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
