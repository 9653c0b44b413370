"""Grouped-query attention: neighbouring query heads share a head of keys and values.

The oracle takes one query head at a time and normalises with `np.logaddexp`.
"""

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
NAME = "grouped_query_attention"
OUT = Text(en="grouped_query_attention(q, k, v)", zh="grouped_query_attention(q, k, v)")

Arrays = tuple[np.ndarray, ...]


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the output, head by head: (batch, heads, queries, d_v)."""
    owners = np.sort(np.arange(q.shape[1]) % k.shape[1])  # each head of keys as often as its group is large
    outs = []
    for head, owner in enumerate(owners):
        scores = np.einsum("bqd,bkd->bqk", q[:, head], k[:, owner]) / np.sqrt(q.shape[-1])
        weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
        outs.append(np.einsum("bqk,bkv->bqv", weights, v[:, owner]))
    return np.stack(outs, axis=1)


def draw(rng: np.random.Generator, heads: int = 6, kv_heads: int = 2) -> Arrays:
    """Return q, k, v: batch 2, 4 queries, 5 keys, d = 3, d_v = 7; multiples of 1/64 that float32 holds exactly."""
    shapes = (2, heads, 4, 3), (2, kv_heads, 5, 3), (2, kv_heads, 5, 7)
    return tuple(np.round(rng.normal(0, 1.5, shape) * 64) / 64 for shape in shapes)


def expect(subject: Subject, arrays: Arrays, hint: Text) -> None:
    """Compare the output in float64."""
    got = subject.call(NAME, *arrays, precision="float64")
    expect_close(got, attention(*arrays), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The output's shape."""
    expect_shape(subject.call(NAME, *draw(rng), precision="float64"), (2, 6, 4, 7), what=OUT)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Six query heads, two heads of keys: groups of three."""
    hint = Text(
        en="The query heads 0, 1, 2 use head 0 of k and v, the heads 3, 4, 5 use head 1; each has its own softmax.",
        zh="查询头 0、1、2 使用 k 和 v 的头 0，查询头 3、4、5 使用头 1；每个查询头各做自己的 softmax。",
    )
    arrays = draw(rng)
    expect(subject, arrays, hint)
    if subject.framework != "jax":
        expect_close(subject.call(NAME, *arrays), attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="other numbers of heads", zh="其他的头数"))
def head_counts(subject: Subject, rng: np.random.Generator) -> None:
    """Multi-query; multi-head and groups of two too, but in JAX, which compiles each shape anew."""
    hint = Text(
        en="If groups of three are right: here a group has 4, 1 or 2 heads. Take its size from the shapes.",
        zh="如果每组三个没有问题：这里每组有 4、1 或 2 个头。组的大小应由形状得出。",
    )
    for heads, kv_heads in ((4, 1), (3, 3), (8, 4))[: 1 if subject.framework == "jax" else 3]:
        expect(subject, draw(rng, heads, kv_heads), hint)


@check(Text(en="large scores", zh="很大的得分"))
def large(subject: Subject, rng: np.random.Generator) -> None:
    """Scores of some 1e4."""
    hint = Text(
        en="If ordinary scores are right: exp overflows above 709. Subtract each row's maximum first.",
        zh="如果普通的得分没有问题：exp 在 709 以上会上溢。请先减去每一行的最大值。",
    )
    q, k, v = draw(rng)
    expect(subject, (100 * q, 100 * k, v), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    for name, args in {NAME: draw(rng)}.items():
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
    expect_close(subject.exported(NAME, *arrays), attention(*arrays), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)
