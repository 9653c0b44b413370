"""Masks for padded batches: from lengths, in a mean, and in attention, with empty sequences.

The oracle has no mask: it cuts each sequence to its real positions. Gradients are its central differences.
"""

import numpy as np

from kata.grading import (
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_dtype,
    expect_equal,
    expect_shape,
    expect_unchanged,
)

EXACT = 1e-9  # values in float64
DIFFERENCE = 1e-6  # gradients: central differences of width 1e-5 are right to 1e-9
SINGLE = 1e-5  # values in float32
OUT = Text(en="masked_attention", zh="masked_attention")
MEAN = Text(en="masked_mean", zh="masked_mean")
MASK = Text(en="padding_mask", zh="padding_mask")
LENGTHS = (3, 6, 1, 5)  # real keys of each sequence
EMPTY = (3, 0, 6, 0)
KEYS = 6

Arrays = tuple[np.ndarray, ...]


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the output, sequence by sequence: (batch, queries, d_v)."""
    out = np.zeros((*q.shape[:2], v.shape[2]))
    for i, real in enumerate(mask):
        if real.any():
            scores = np.einsum("qd,kd->qk", q[i], k[i][real]) / np.sqrt(q.shape[2])
            log_weights = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
            out[i] = np.einsum("qk,kv->qv", np.exp(log_weights), v[i][real])
    return out


def mean(x: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the mean of the real positions, sequence by sequence: (batch, d)."""
    return np.stack([row[real].sum(axis=0) / max(1, real.sum()) for row, real in zip(x, mask, strict=True)])


def gradients(arrays: Arrays, mask: np.ndarray, weights: np.ndarray) -> Arrays:
    """Return the central differences of sum(weights * attention) for q, k and v."""
    return central_differences(lambda moved: np.sum(weights * attention(*moved, mask)), arrays)


def real_positions(rng: np.random.Generator, lengths: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return the lengths in a random order and their mask, (batch, KEYS)."""
    shuffled = rng.permutation(lengths)
    return shuffled, np.array([[position < length for position in range(KEYS)] for length in shuffled])


def draw(rng: np.random.Generator) -> Arrays:
    """Return q, k, v: batch 4, 2 queries, 6 keys, d = 3, d_v = 5; multiples of 1/64 that float32 holds exactly."""
    shapes = (4, 2, 3), (4, KEYS, 3), (4, KEYS, 5)
    return tuple(np.round(rng.normal(0, 1.5, shape) * 64) / 64 for shape in shapes)


def expect(subject: Subject, arrays: Arrays, mask: np.ndarray, hint: Text) -> None:
    """Compare the attention in float64."""
    got = subject.call("masked_attention", *arrays, mask, precision="float64")
    expect_close(got, attention(*arrays, mask), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of all three, and booleans in the mask."""
    lengths, mask = real_positions(rng, LENGTHS)
    q, k, v = draw(rng)
    got = subject.call("padding_mask", lengths, KEYS)
    expect_shape(got, (4, KEYS), what=MASK)
    expect_dtype(got, "bool", what=MASK)
    expect_shape(subject.call("masked_mean", v, mask, precision="float64"), (4, 5), what=MEAN)
    expect_shape(subject.call("masked_attention", q, k, v, mask, precision="float64"), (4, 2, 5), what=OUT)


@check(Text(en="mask from lengths", zh="由长度得到掩码"))
def from_lengths(subject: Subject, rng: np.random.Generator) -> None:
    """Lengths from 0 to the full size."""
    lengths, mask = real_positions(rng, (0, 6, 1, 4))
    hint = Text(
        en="Row i is True at the positions 0 to lengths[i] - 1, and False after them.",
        zh="第 i 行在位置 0 到 lengths[i] - 1 处为 True，其后为 False。",
    )
    expect_equal(subject.call("padding_mask", lengths, KEYS), mask, what=MASK, hint=hint)


@check(Text(en="masked mean", zh="带掩码的均值"))
def means(subject: Subject, rng: np.random.Generator) -> None:
    """Over the real positions alone; 0 where there is none; what the padding holds does not matter."""
    _, mask = real_positions(rng, (3, 6, 0, 1))
    _, _, x = draw(rng)
    x[~mask] = 1e4
    hint = Text(
        en="The sum of the real positions by their number. A sequence without any has the mean 0, not 0 / 0.",
        zh="真实位置之和除以它们的个数。没有真实位置的序列，均值是 0，而不是 0 / 0。",
    )
    got = subject.call("masked_mean", x, mask, precision="float64")
    expect_close(got, mean(x, mask), rtol=EXACT, atol=EXACT, what=MEAN, hint=hint)


@check(Text(en="attention over padded keys", zh="对有填充的键做注意力"))
def padded(subject: Subject, rng: np.random.Generator) -> None:
    """Every sequence has a real key; the padding holds large numbers."""
    hint = Text(
        en="As if the padding were cut off: no weight for it, and the real keys' weights sum to 1.",
        zh="就像把填充切掉一样：填充没有权重，真实键的权重之和为 1。",
    )
    _, mask = real_positions(rng, LENGTHS)
    q, k, v = draw(rng)
    v[~mask] = 100
    expect(subject, (q, k, v), mask, hint)
    if subject.framework != "jax":
        got = subject.call("masked_attention", q, k, v, mask)
        expect_close(got, attention(q, k, v, mask), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)
    expect(subject, (q, 100 * k, v), mask, hint)


@check(Text(en="extreme scores", zh="极端的得分"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Scores of some +-1e4: exp overflows, or every weight underflows."""
    _, mask = real_positions(rng, LENGTHS)
    q, k, v = draw(rng)
    hint = Text(
        en="If ordinary scores are right: exp overflows above 709. Subtract each row's own maximum first.",
        zh="如果普通的得分没有问题：exp 在 709 以上会上溢。请先减去每一行自己的最大值。",
    )
    expect(subject, (100 * q, 100 * k, v), mask, hint)


@check(Text(en="scattered real keys", zh="分散的真实键"))
def scattered(subject: Subject, rng: np.random.Generator) -> None:
    """Padding at the front or in between: the mask decides, not its count."""
    mask = np.array([[0, 0, 1, 1, 0, 1], [0, 1, 0, 0, 0, 0], [1, 1, 0, 1, 1, 1], [0, 0, 0, 0, 0, 1]], bool)
    hint = Text(
        en="If padding at the end is right: read the mask itself, not lengths that you count from it.",
        zh="如果末尾的填充没有问题：请使用掩码本身，而不是由它数出来的长度。",
    )
    expect(subject, draw(rng), mask[rng.permutation(4)], hint)


@check(Text(en="empty sequences", zh="空序列"))
def empty(subject: Subject, rng: np.random.Generator) -> None:
    """No real key at all: 0, whatever the padding holds."""
    hint = Text(
        en="If the other sequences are right: with no real key, the weights must all be 0 rather than sum to 1.",
        zh="如果其他序列没有问题：没有真实键时，权重应全部为 0，而不是和为 1。",
    )
    _, mask = real_positions(rng, EMPTY)
    expect(subject, draw(rng), mask, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    for name, args in {
        "masked_mean": (draw(rng)[2], real_positions(rng, EMPTY)[1]),
        "masked_attention": (*draw(rng), real_positions(rng, EMPTY)[1]),
    }.items():
        expect_unchanged(subject, name, *args)


@check(Text(en="gradient", zh="梯度"), frameworks=("torch", "jax"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Autodiff through the attention, with empty sequences: no nan, and 0 for the padding."""
    arrays = draw(rng)
    _, mask = real_positions(rng, EMPTY)
    weights = rng.normal(size=(4, 2, 5))
    hint = Text(
        en="If the output is right: a nan that was replaced on the way comes back in the gradient, as 0 times nan.",
        zh="如果输出是对的：途中被替换掉的 nan，会以 0 乘以 nan 的形式回到梯度里。",
    )
    right = gradients(arrays, mask, weights)
    for place, name in enumerate("qkv"):
        got = subject.gradient("objective", *arrays, mask, weights, wrt=place, precision="float64")
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        expect_close(got, right[place], rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, draw(rng), real_positions(rng, EMPTY)[1], hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """All three exported in float32 and run where the submission is not."""
    arrays = draw(rng)
    lengths, mask = real_positions(rng, EMPTY)
    hint = Text(
        en="If plain calls are right: under jit neither a branch nor a shape may depend on values.",
        zh="如果直接调用没有问题：在 jit 之下，分支和形状都不能依赖数组的数值。",
    )
    got = subject.exported("padding_mask", lengths.astype(np.int32), KEYS)
    expect_equal(got, mask, what=MASK, hint=hint)
    got = subject.exported("masked_mean", arrays[2], mask)
    expect_close(got, mean(arrays[2], mask), rtol=SINGLE, atol=SINGLE, what=MEAN, hint=hint)
    got = subject.exported("masked_attention", *arrays, mask)
    expect_close(got, attention(*arrays, mask), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)
