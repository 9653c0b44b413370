"""Decoding with a cache: whatever the chunks, the outputs are those of one full causal attention.

The oracle computes every position from its prefix. What a cache looks like is the submission's affair; JAX asks for
arrays whose shapes stay.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, expect_shape, fail

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
BATCH, HEADS, D = 2, 3, 4
CAPACITY = 8

Arrays = tuple[np.ndarray, ...]


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return causal attention of the whole sequence, prefix by prefix: (batch, heads, time, d)."""
    rows = []
    for t in range(q.shape[2]):
        scores = np.einsum("bhd,bhkd->bhk", q[:, :, t], k[:, :, : t + 1]) / np.sqrt(q.shape[3])
        weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
        rows.append(np.einsum("bhk,bhkd->bhd", weights, v[:, :, : t + 1]))
    return np.stack(rows, axis=2)


def draw(rng: np.random.Generator, time: int) -> Arrays:
    """Return q, k, v of a sequence, multiples of 1/64 that float32 holds exactly; scores are not near 0."""
    return tuple(np.round(rng.normal(0.3, 1.5, (BATCH, HEADS, time, D)) * 64) / 64 for _ in "qkv")


def empty(subject: Subject, precision: str = "float64") -> Any:
    """Return the submission's empty cache."""
    return subject.call("init_cache", BATCH, HEADS, CAPACITY, D, precision=precision)


def step(subject: Subject, new: Arrays, cache: Any, precision: str = "float64") -> tuple[Any, Any]:
    """Return the output of new positions and the cache after them."""
    got = subject.call("decode", *new, cache, precision=precision)
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en="decode must return (out, cache).", zh="decode 必须返回 (out, cache)。"), code="structure")
    return got[0], got[1]


def chunks(arrays: Arrays, sizes: tuple[int, ...]) -> Iterator[tuple[slice, Arrays]]:
    """Yield the positions of each chunk and its q, k, v."""
    start = 0
    for size in sizes:
        place = slice(start, start + size)
        yield place, tuple(array[:, :, place] for array in arrays)
        start += size


def expect(subject: Subject, arrays: Arrays, sizes: tuple[int, ...], hint: Text) -> None:
    """Decode a sequence in chunks of these sizes; compare each output."""
    right = attention(*arrays)
    with subject.noted() as note:
        cache = empty(subject)
        for place, new in chunks(arrays, sizes):
            out, cache = step(subject, new, cache)
            note(out)
            where = str(place.start) if len(new[0][0, 0]) == 1 else f"{place.start}–{place.stop - 1}"
            what = Text(en=f"the output at position {where}", zh=f"位置 {where} 的输出")
            expect_close(out, right[:, :, place], rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """A pair, and the shape of its output."""
    out, _ = step(subject, draw(rng, 1), empty(subject))
    expect_shape(out, (BATCH, HEADS, 1, D), what=Text(en="the output of decode", zh="decode 的输出"))


@check(Text(en="step by step", zh="逐步解码"))
def steps(subject: Subject, rng: np.random.Generator) -> None:
    """Five positions one by one, in a cache for eight."""
    hint = Text(
        en="Step t gives row t of causal attention over the positions 0 to t: all past keys and values, and its own.",
        zh="第 t 步给出因果注意力的第 t 行，对象是位置 0 到 t：过去的全部键和值，以及自己的。",
    )
    expect(subject, draw(rng, 5), (1,) * 5, hint)


@check(Text(en="several positions at once", zh="一次多个位置"))
def prefill(subject: Subject, rng: np.random.Generator) -> None:
    """A prompt of three, two steps, then the rest: the cache is full to the last slot."""
    hint = Text(
        en="If single steps are right: query i of a chunk sees the past and the chunk up to itself; all capacity is usable.",
        zh="如果逐步解码没有问题：一段中的查询 i 能看到过去和本段中直到自己的位置；全部容量都可以使用。",
    )
    expect(subject, draw(rng, CAPACITY), (3, 1, 1, 3), hint)


@check(Text(en="large scores", zh="很大的得分"))
def large(subject: Subject, rng: np.random.Generator) -> None:
    """Scores far below and far above 0: an empty slot must not win, and exp may not overflow."""
    q, k, v = draw(rng, 4)
    q[..., 0], k[..., 0] = 500, np.array([-600, -500, 400, -550])
    hint = Text(
        en="If ordinary scores are right: a hidden slot's score must be lower than any other, and exp may not overflow.",
        zh="如果普通的得分没有问题：被遮住的槽位得分必须低于其他任何得分，exp 也不能上溢。",
    )
    expect(subject, (q, k, v), (1, 1, 1, 1), hint)


@check(Text(en="two sequences at a time", zh="同时解码两个序列"))
def two_sequences(subject: Subject, rng: np.random.Generator) -> None:
    """Two caches, filled in turn."""
    both = [draw(rng, 3), draw(rng, 3)]
    hint = Text(
        en="If one sequence is right: does something outlive a call anywhere but in the cache?",
        zh="如果单个序列没有问题：除了缓存之外，是否还有什么在调用之后留了下来？",
    )
    with subject.noted() as note:
        caches = [empty(subject), empty(subject)]
        for t in range(3):
            for n, arrays in enumerate(both):
                out, caches[n] = step(subject, tuple(array[:, :, t : t + 1] for array in arrays), caches[n])
                note(out)
                right = attention(*arrays)[:, :, t : t + 1]
                what = Text(en=f"sequence {n}, position {t}", zh=f"序列 {n} 的位置 {t}")
                expect_close(out, right, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """q, k and v after a step; the cache may change."""
    new = draw(rng, 1)
    cache = empty(subject)
    with subject.noted() as note:
        _, after = subject.call_watching("decode", *new, cache, precision="float64")
        note(after[:3])
    hint = Text(en="Make new arrays instead of writing into q, k or v.", zh="应生成新数组，不要改写 q、k 或 v。")
    expect_equal(after[:3], list(new), what=Text(en="q, k, v after decode", zh="decode 之后的 q、k、v"), hint=hint)


def leaves(cache: Any) -> list[Any]:
    """Return the leaves of a tree; a dict's in the order of its keys, which JAX sorts."""
    if isinstance(cache, dict):
        cache = [cache[key] for key in sorted(cache, key=str)]
    if isinstance(cache, list | tuple):
        return [leaf for part in cache for leaf in leaves(part)]
    return [cache]


def layout(cache: Any) -> list[str]:
    """Return shape and dtype of each array in a tree; another leaf's type."""
    arrays = np.ndarray | np.generic
    return [f"{x.dtype}{list(x.shape)}" if isinstance(x, arrays) else type(x).__name__ for x in leaves(cache)]


@check(Text(en="one shape for all steps", zh="所有步骤形状相同"), frameworks=("jax",))
def one_shape(subject: Subject, rng: np.random.Generator) -> None:
    """The cache is a tree of arrays that keep shape and dtype, and a step can be exported."""
    new = draw(rng, 1)
    cache = empty(subject, "float32")
    out, after = step(subject, new, cache, "float32")
    expect_close(out, attention(*new), rtol=SINGLE, atol=SINGLE, what=Text(en="the first output", zh="第一个输出"))
    expect_equal(
        layout(after),
        layout(cache),
        what=Text(en="shapes and dtypes of the cache after a step", zh="一步之后缓存的形状与数据类型"),
        hint=Text(
            en="jit compiles once for each shape: keep all capacity, write with lax.dynamic_update_slice, mask the rest.",
            zh="jit 为每种形状各编译一次：保留全部容量，用 lax.dynamic_update_slice 写入，遮住其余部分。",
        ),
    )
    if any(isinstance(leaf, bool | int | float) and not isinstance(leaf, np.generic) for leaf in leaves(cache)):
        fail(
            Text(en="The cache holds a Python number.", zh="缓存中有一个 Python 数字。"),
            code="python number",
            hint=Text(
                en="Under jit it is static or retraces; as an array it is data: jnp.zeros((), jnp.int32).",
                zh="在 jit 之下它要么是静态的，要么引起重新追踪；作为数组它就是数据：jnp.zeros((), jnp.int32)。",
            ),
        )
    arrays = draw(rng, 2)
    _, cache = step(subject, tuple(array[:, :, :1] for array in arrays), cache, "float32")
    got = subject.exported("decode", *(array[:, :, 1:] for array in arrays), cache)
    what = Text(en="the second output, of the exported step", zh="导出的一步给出的第二个输出")
    expect_close(got[0], attention(*arrays)[:, :, 1:], rtol=SINGLE, atol=SINGLE, what=what)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, draw(rng, 3), (2, 1), hint), rng)
