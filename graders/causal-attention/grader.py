"""Causal attention, also for the last queries of a longer sequence.

The oracle has no mask: each query attends to a prefix of the keys, normalised with `np.logaddexp`.
"""

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
SHAPE = (2, 3)  # batch and heads
OUT = Text(en="causal_attention(q, k, v)", zh="causal_attention(q, k, v)")

Arrays = tuple[np.ndarray, ...]


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the output, prefix by prefix: (..., queries, d_v)."""
    queries, keys = q.shape[-2], k.shape[-2]
    rows = []
    for i in range(queries):
        seen = keys - (queries - 1 - i)
        scores = np.einsum("...d,...kd->...k", q[..., i, :], k[..., :seen, :]) / np.sqrt(q.shape[-1])
        weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
        rows.append(np.einsum("...k,...kv->...v", weights, v[..., :seen, :]))
    return np.stack(rows, axis=-2)


def draw(rng: np.random.Generator, queries: int = 5, keys: int = 5, lead: tuple[int, ...] = SHAPE) -> Arrays:
    """Return q, k, v with d = 4 and d_v = 7, multiples of 1/64 that float32 holds exactly."""
    shapes = (*lead, queries, 4), (*lead, keys, 4), (*lead, keys, 7)
    return tuple(np.round(rng.normal(0, 1.5, shape) * 64) / 64 for shape in shapes)


def expect(subject: Subject, arrays: Arrays, hint: Text) -> None:
    """Compare the output in float64."""
    got = subject.call("causal_attention", *arrays, precision="float64")
    expect_close(got, attention(*arrays), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The output's shape."""
    expect_shape(subject.call("causal_attention", *draw(rng), precision="float64"), (*SHAPE, 5, 7), what=OUT)


@check(Text(en="no look into the future", zh="不能偷看未来"))
def future(subject: Subject, rng: np.random.Generator) -> None:
    """Other keys and values at the end change nothing before them."""
    q, k, v = draw(rng)
    _, other_k, other_v = draw(rng)
    other_k[..., :3, :], other_v[..., :3, :] = k[..., :3, :], v[..., :3, :]
    before = subject.call("causal_attention", q, k, v, precision="float64")
    after = subject.call("causal_attention", q, other_k, other_v, precision="float64")
    expect_close(
        after[..., :3, :],
        before[..., :3, :],
        rtol=EXACT,
        atol=EXACT,
        what=Text(
            en="positions 0 to 2, after the keys and values of positions 3 and 4 changed",
            zh="位置 3 和 4 的键与值改变之后，位置 0 到 2 的输出",
        ),
        hint=Text(
            en="A later key may have no part in an earlier query's softmax, not even in its denominator.",
            zh="后面的键不能参与前面查询的 softmax，连分母也不行。",
        ),
    )


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """As many queries as keys."""
    hint = Text(
        en="Query i takes the softmax over the scores of the keys 0 to i, its own included: query 0 returns v[0].",
        zh="查询 i 对键 0 到 i（包括它自己）的得分做 softmax：查询 0 返回 v[0]。",
    )
    arrays = draw(rng)
    expect(subject, arrays, hint)
    if subject.framework != "jax":
        got = subject.call("causal_attention", *arrays)
        expect_close(got, attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="more keys than queries", zh="键比查询多"))
def cached(subject: Subject, rng: np.random.Generator) -> None:
    """The last three positions of five; the last alone, which JAX is spared: it compiles each shape anew."""
    hint = Text(
        en="If equal lengths are right: the queries are the last positions, so the last query sees every key.",
        zh="如果长度相等时没有问题：查询是最后几个位置，所以最后一个查询能看到所有的键。",
    )
    expect(subject, draw(rng, 3, 5), hint)
    if subject.framework != "jax":
        expect(subject, draw(rng, 1, 5), hint)


@check(Text(en="any leading axes", zh="任意的前导轴"))
def leading_axes(subject: Subject, rng: np.random.Generator) -> None:
    """No leading axis; one, which JAX is spared: it compiles each shape anew."""
    hint = Text(
        en="If four axes are right: here there are two or three. Count axes from the end.",
        zh="如果四个轴时没有问题：这里只有两个或三个轴。请从末尾数轴。",
    )
    for lead in ((),) if subject.framework == "jax" else ((), (4,)):
        expect(subject, draw(rng, lead=lead), hint)


@check(Text(en="extreme scores", zh="极端的得分"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Visible scores of -1e6 beside hidden ones of +1e6, and the reverse."""
    q, k, v = draw(rng)
    q[..., 0] = 1000
    k[..., 0] = 2000 * np.array([-1, *rng.permutation([1, -1, 0]), 1])  # the first query sees the lowest score alone
    hint = Text(
        en="If ordinary scores are right: a hidden score must lose against any visible one, and exp may not overflow.",
        zh="如果普通的得分没有问题：被遮住的得分必须输给任何可见的得分，exp 也不能上溢。",
    )
    expect(subject, (q, k, v), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    for name, args in {"causal_attention": draw(rng)}.items():
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
        subject.exported("causal_attention", *arrays), attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint
    )
