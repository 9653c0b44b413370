"""Linear attention with the features elu + 1, over all keys and causal.

The oracle forms every weight by itself, query by query; gradients are its central differences.
"""

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged

EXACT = 1e-9  # values in float64
DIFFERENCE = 1e-6  # gradients: central differences of width 1e-5 are right to 1e-9
SINGLE = 1e-5  # values in float32
SHAPE = (2, 3)  # batch and heads
TIME, D, D_V = 5, 4, 3
ALL, CAUSAL = "linear_attention", "causal_linear_attention"
OUT = Text(en=CAUSAL, zh=CAUSAL)

Arrays = tuple[np.ndarray, ...]


def features(x: np.ndarray) -> np.ndarray:
    """Return elu(x) + 1, as a sum of its two sides."""
    return np.maximum(x, 0) + np.exp(-np.maximum(-x, 0))


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, *, causal: bool) -> np.ndarray:
    """Return the output: (..., queries, d_v)."""
    rows = []
    for i in range(q.shape[-2]):
        seen = i + 1 if causal else k.shape[-2]
        weights = np.einsum("...d,...kd->...k", features(q[..., i, :]), features(k[..., :seen, :]))
        weights = weights / weights.sum(axis=-1, keepdims=True)
        rows.append(np.einsum("...k,...kv->...v", weights, v[..., :seen, :]))
    return np.stack(rows, axis=-2)


def draw(rng: np.random.Generator, keys: int = TIME) -> Arrays:
    """Return q, k, v, odd multiples of 1/128: float32 holds them exactly, and none is 0, where features have a kink.

    The first query and the first key are all negative.
    """
    shapes = (*SHAPE, TIME, D), (*SHAPE, keys, D), (*SHAPE, keys, D_V)
    q, k, v = ((np.round(rng.normal(0, 1.5, shape) * 64) + 0.5) / 64 for shape in shapes)
    q[..., 0, :], k[..., 0, :] = -np.abs(q[..., 0, :]) - 0.5, -np.abs(k[..., 0, :]) - 0.5
    return q, k, v


def expect(subject: Subject, name: str, arrays: Arrays, hint: Text) -> None:
    """Compare the output of one of the two functions in float64."""
    got = subject.call(name, *arrays, precision="float64")
    right = attention(*arrays, causal=name == CAUSAL)
    expect_close(got, right, rtol=EXACT, atol=EXACT, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The outputs' shapes."""
    for name in (ALL, CAUSAL):
        got = subject.call(name, *draw(rng), precision="float64")
        expect_shape(got, (*SHAPE, TIME, D_V), what=Text(en=name, zh=name))


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Over all keys, of which there are more than queries."""
    hint = Text(
        en="The weight of a key is φ(q) · φ(k), φ(x) = elu(x) + 1, divided by the sum over the keys; there is no 1/sqrt(d).",
        zh="键的权重是 φ(q) · φ(k)，φ(x) = elu(x) + 1，再除以对所有键的和；没有 1/sqrt(d)。",
    )
    arrays = draw(rng, TIME + 2)
    expect(subject, ALL, arrays, hint)
    if subject.framework != "jax":
        right = attention(*arrays, causal=False)
        expect_close(subject.call(ALL, *arrays), right, rtol=SINGLE, atol=SINGLE, what=Text(en=ALL, zh=ALL), hint=hint)


@check(Text(en="causal values", zh="因果形式的数值"))
def causal_values(subject: Subject, rng: np.random.Generator) -> None:
    """Over the keys up to one's own position; the first position returns its value."""
    hint = Text(
        en="Numerator and denominator are running sums that end at the position itself: position 0 returns v[0].",
        zh="分子和分母都是截止到自己位置的累积和：位置 0 返回 v[0]。",
    )
    expect(subject, CAUSAL, draw(rng), hint)


@check(Text(en="large entries", zh="很大的元素"))
def large(subject: Subject, rng: np.random.Generator) -> None:
    """Entries up to some 2000."""
    q, k, v = draw(rng)
    hint = Text(
        en="If ordinary entries are right: φ(x) is x + 1 for positive x, and exp of the same x would overflow.",
        zh="如果普通的元素没有问题：x 为正时 φ(x) 是 x + 1，而对同一个 x 取 exp 会上溢。",
    )
    expect(subject, CAUSAL, (np.abs(400 * q), np.abs(400 * k), v), hint)


@check(Text(en="no leading axis", zh="没有前导轴"))
def leading(subject: Subject, rng: np.random.Generator) -> None:
    """Two axes."""
    q, k, v = draw(rng)
    hint = Text(
        en="If four axes are right: here are two. Count axes from the end.",
        zh="如果四个轴时没有问题：这里只有两个轴。请从末尾数轴。",
    )
    for name in (ALL, CAUSAL):
        expect(subject, name, (q[0, 1], k[0, 1], v[0, 1]), hint)


@check(Text(en="a long sequence", zh="很长的序列"))
def long(subject: Subject, rng: np.random.Generator) -> None:
    """20000 positions: a matrix of scores would take 3.2 GB."""
    q, k, v = (rng.normal(size=(20000, 2)) for _ in "qkv")
    got = subject.call(ALL, q, k, v, precision="float64")
    what = Text(en="linear_attention of 20000 positions", zh="20000 个位置的 linear_attention")
    expect_shape(got, (20000, 2), what=what)
    places = rng.integers(20000, size=5)
    hint = Text(
        en="If short sequences are right: nothing may be wider than (d, d_v) for all keys together.",
        zh="如果短序列没有问题：对所有的键来说，中间结果不能大于 (d, d_v)。",
    )
    right = attention(q[places], k, v, causal=False)
    expect_close(got[places], right, rtol=1e-8, atol=1e-8, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after both calls."""
    for name in (ALL, CAUSAL):
        args = draw(rng)
        expect_unchanged(subject, name, *args)


@check(Text(en="gradient", zh="梯度"), frameworks=("torch", "jax"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Autodiff through the causal form, with entries of 1000 in q and k."""
    arrays = draw(rng)
    arrays[0][..., 1, 2] = arrays[1][..., 2, 1] = 1000
    weights = rng.normal(size=(*SHAPE, TIME, D_V))
    hint = Text(
        en="If the values are right: an inf in a branch that where leaves out comes back in the gradient, as 0 times inf.",
        zh="如果数值是对的：where 没有选中的分支里的 inf，会以 0 乘以 inf 的形式回到梯度里。",
    )
    got = subject.gradient("objective", arrays, weights, precision="float64")
    right = central_differences(lambda moved: np.sum(weights * attention(*moved, causal=True)), arrays)
    for place, name in enumerate("qkv"):
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        expect_close(got[place], right[place], rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, CAUSAL, draw(rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    arrays = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported(CAUSAL, *arrays),
        attention(*arrays, causal=True),
        rtol=SINGLE,
        atol=SINGLE,
        what=OUT,
        hint=hint,
    )
