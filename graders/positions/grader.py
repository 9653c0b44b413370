"""Sinusoidal encodings, ALiBi's slopes, and causal attention with them.

The oracle goes entry by entry: Python's math for the encodings, a prefix of the keys for each query.
"""

import math

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
BATCH, D, D_V = 2, 6, 5
ENCODINGS = Text(en="sinusoidal(time, d)", zh="sinusoidal(time, d)")
SLOPES = Text(en="alibi_slopes(heads)", zh="alibi_slopes(heads)")
OUT = Text(en="alibi_attention(q, k, v)", zh="alibi_attention(q, k, v)")

Arrays = tuple[np.ndarray, ...]


def encodings(time: int, d: int, base: float = 10000.0) -> np.ndarray:
    """Return the encodings, entry by entry: (time, d)."""
    result = np.empty((time, d))
    for t in range(time):
        for column in range(d):
            angle = t * math.exp(-math.log(base) * (column - column % 2) / d)
            result[t, column] = math.cos(angle) if column % 2 else math.sin(angle)
    return result


def slope(head: int, heads: int) -> float:
    """Return the slope of head `head`, which counts from 0."""
    return math.exp(-8 * math.log(2) * (head + 1) / heads)


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the output, head by head and query by query: (batch, heads, queries, d_v)."""
    heads, queries, d = q.shape[1:]
    out = np.empty((*q.shape[:3], v.shape[3]))
    for head in range(heads):
        for i in range(queries):
            position = k.shape[2] - queries + i
            penalties = [slope(head, heads) * (position - j) for j in range(position + 1)]
            scores = np.einsum("bd,bkd->bk", q[:, head, i], k[:, head, : position + 1]) / math.sqrt(d) - penalties
            weights = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
            out[:, head, i] = np.einsum("bk,bkv->bv", weights, v[:, head, : position + 1])
    return out


def draw(rng: np.random.Generator, queries: int = 5, keys: int = 5, heads: int = 4) -> Arrays:
    """Return q, k, v, multiples of 1/64 that float32 holds exactly."""
    shapes = (BATCH, heads, queries, D), (BATCH, heads, keys, D), (BATCH, heads, keys, D_V)
    return tuple(np.round(rng.normal(size=shape) * 64) / 64 for shape in shapes)


def expect(subject: Subject, arrays: Arrays, hint: Text) -> None:
    """Compare the attention in float64."""
    got = subject.call("alibi_attention", *arrays, precision="float64")
    expect_close(got, attention(*arrays), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of all three."""
    expect_shape(subject.call("sinusoidal", 5, 6, precision="float64"), (5, 6), what=ENCODINGS)
    expect_shape(subject.call("alibi_slopes", 4, precision="float64"), (4,), what=SLOPES)
    got = subject.call("alibi_attention", *draw(rng), precision="float64")
    expect_shape(got, (BATCH, 4, 5, D_V), what=OUT)


@check(Text(en="sinusoidal encodings", zh="正弦位置编码"))
def sines(subject: Subject, rng: np.random.Generator) -> None:
    """Several sizes, and another base."""
    hint = Text(
        en="Row 0 is 0, 1, 0, 1, ...; column 0 is sin(t); the slowest pair turns by base ** (2 / d - 1) a step.",
        zh="第 0 行是 0、1、0、1……；第 0 列是 sin(t)；最慢的一对每步转 base ** (2 / d - 1)。",
    )
    for time, d, *base in ((5, 6), (3, 2, 10000.0), (7, 4, float(rng.integers(20, 900)))):  # once without a base
        got = subject.call("sinusoidal", time, d, *base, precision="float64")
        right = encodings(time, d, *base)
        expect_close(got, right, rtol=EXACT, atol=EXACT, what=ENCODINGS, hint=hint)


@check(Text(en="slopes", zh="斜率"))
def slopes(subject: Subject, rng: np.random.Generator) -> None:
    """Eight heads, another power of two, one head."""
    hint = Text(
        en="A geometric sequence from 2 ** (-8 / heads) down to 2 ** -8: eight heads have 1/2, 1/4, ..., 1/256.",
        zh="从 2 ** (-8 / heads) 到 2 ** -8 的等比数列：八个头是 1/2、1/4、……、1/256。",
    )
    for heads in (8, 2 ** int(rng.integers(1, 6)), 1):
        got = subject.call("alibi_slopes", heads, precision="float64")
        right = np.array([slope(head, heads) for head in range(heads)])
        expect_close(got, right, rtol=EXACT, what=SLOPES, hint=hint)


@check(Text(en="ALiBi attention", zh="ALiBi 注意力"))
def alibi(subject: Subject, rng: np.random.Generator) -> None:
    """As many queries as keys."""
    hint = Text(
        en="If the slopes are right: q @ kᵀ / sqrt(d) - slope * (i - j) for j <= i, then the softmax over the keys.",
        zh="如果斜率没有问题：j <= i 时取 q @ kᵀ / sqrt(d) - slope * (i - j)，再沿键做 softmax。",
    )
    arrays = draw(rng)
    expect(subject, arrays, hint)
    if subject.framework != "jax":
        got = subject.call("alibi_attention", *arrays)
        expect_close(got, attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="more keys than queries", zh="键比查询多"))
def cached(subject: Subject, rng: np.random.Generator) -> None:
    """The last three positions of six, and the last alone, as in decoding with a cache."""
    hint = Text(
        en="If equal lengths are right: the queries are the last positions, so the last query sees every key.",
        zh="如果长度相等时没有问题：查询是最后几个位置，所以最后一个查询能看到所有的键。",
    )
    expect(subject, draw(rng, 3, 6), hint)
    if subject.framework != "jax":
        expect(subject, draw(rng, 1, 6, heads=2), hint)


@check(Text(en="extreme scores", zh="极端的得分"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Scores of some +-1e4: exp overflows, or every weight underflows."""
    q, k, v = draw(rng)
    hint = Text(
        en="If ordinary scores are right: exp overflows above 709. Subtract each row's own maximum first.",
        zh="如果普通的得分没有问题：exp 在 709 以上会上溢。请先减去每一行自己的最大值。",
    )
    expect(subject, (100 * q, 100 * k, v), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    for name, args in {"alibi_attention": draw(rng)}.items():
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, draw(rng), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    arrays = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("alibi_attention", *arrays), attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint
    )
