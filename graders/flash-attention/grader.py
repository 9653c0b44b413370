"""Attention over keys that arrive in blocks.

The grader feeds the blocks itself, so no full matrix of scores is ever possible, and counts what the state holds.
The oracle sees all keys at once and normalises with `np.logaddexp`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
QUERIES, D, D_V = 4, 3, 5
OUT = Text(en="the output", zh="输出")

Arrays = tuple[np.ndarray, ...]


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the output over all keys: (batch, queries, d_v)."""
    scores = np.einsum("bqd,bkd->bqk", q, k) / np.sqrt(q.shape[-1])
    weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
    return np.einsum("bqk,bkv->bqv", weights, v)


def draw(rng: np.random.Generator, keys: int = 6) -> Arrays:
    """Return q, k, v of a batch of two, multiples of 1/64 that float32 holds exactly."""
    shapes = (2, QUERIES, D), (2, keys, D), (2, keys, D_V)
    return tuple(np.round(rng.normal(0, 1.5, shape) * 64) / 64 for shape in shapes)


def maximum_rises(arrays: Arrays, sizes: Sequence[int]) -> bool:
    """Whether each block after the first has the greatest score so far, for some query."""
    q, k, _v = arrays
    scores = np.einsum("bqd,bkd->bqk", q, k)
    greatest = np.maximum.accumulate(scores, axis=-1)[..., np.cumsum(sizes) - 1]  # after each block
    return bool((np.diff(greatest) > 0).any(axis=(0, 1)).all())


def states(subject: Subject, arrays: Arrays, sizes: Sequence[int]) -> list[Any]:
    """Return the states from the start to the last block, fed in blocks of these sizes."""
    q, k, v = arrays
    found = [subject.call("start", q, D_V, precision="float64")]
    first = 0
    for size in sizes:
        block = slice(first, first + size)
        found.append(subject.call("absorb", found[-1], k[:, block], v[:, block], precision="float64"))
        first += size
    return found


def expect(subject: Subject, arrays: Arrays, sizes: Sequence[int], hint: Text) -> None:
    """Feed blocks of these sizes and compare the output; a diagnosis sees no state."""
    with subject.noted() as note:
        got = subject.call("finish", states(subject, arrays, sizes)[-1], precision="float64")
        note(got)
        expect_close(got, attention(*arrays), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


def expect_whole(subject: Subject, arrays: Arrays, block: int, hint: Text) -> None:
    """Compare `flash_attention` with blocks of a size."""
    got = subject.call("flash_attention", *arrays, block, precision="float64")
    what = Text(en=f"flash_attention with blocks of {block}", zh=f"flash_attention，每块 {block} 个键")
    expect_close(got, attention(*arrays), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what finish and flash_attention return."""
    arrays = draw(rng)
    got = subject.call("finish", states(subject, arrays, (2,))[-1], precision="float64")
    expect_shape(got, (2, QUERIES, D_V), what=Text(en="finish(state)", zh="finish(state)"))
    got = subject.call("flash_attention", *arrays, 2, precision="float64")
    expect_shape(got, (2, QUERIES, D_V), what=Text(en="flash_attention", zh="flash_attention"))


@check(Text(en="one block", zh="只有一块"))
def one_block(subject: Subject, rng: np.random.Generator) -> None:
    """All keys at once: ordinary attention."""
    hint = Text(
        en="One block is ordinary attention: softmax(q @ kᵀ / sqrt(d)) @ v.",
        zh="只有一块就是普通的注意力：softmax(q @ kᵀ / sqrt(d)) @ v。",
    )
    expect(subject, draw(rng), (6,), hint)


@check(Text(en="several blocks", zh="多块"))
def several_blocks(subject: Subject, rng: np.random.Generator) -> None:
    """Blocks of 3, 1 and 2 keys."""
    hint = Text(
        en="If one block is right: all sums so far were taken relative to the old maximum. Rescale each when it changes.",
        zh="如果只有一块时没有问题：迄今的所有和都是相对旧最大值的。最大值改变时，每一个都要重新缩放。",
    )
    sizes = (3, 1, 2)
    arrays = draw(rng)
    while not maximum_rises(arrays, sizes):
        arrays = draw(rng)
    expect(subject, arrays, sizes, hint)


@check(Text(en="rising and falling scores", zh="升高与降低的得分"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Blocks whose scores lie thousands apart, rising for some queries and falling for others; all far below 0."""
    hint = Text(
        en="If ordinary scores are right: keep the maximum of all scores so far, and start below every score.",
        zh="如果普通的得分没有问题：要保留迄今所有得分的最大值，并且起点要低于任何得分。",
    )
    q, k, v = draw(rng)
    q[..., 0] = np.array([1000, -1000, 1000, -1000])
    k[..., 0] = np.arange(6) * 3 - 7
    expect(subject, (q, k, v), (2, 1, 3), hint)
    q[..., 0], k[..., 0] = 1000, -rng.permutation(np.arange(3, 9))
    expect(subject, (q, k, v), (2, 1, 3), hint)


@check(Text(en="the state does not grow", zh="状态不会增长"), match="failure")
def constant_state(subject: Subject, rng: np.random.Generator) -> None:
    """As many numbers after the third block as before the first."""
    counts = [size(state) for state in states(subject, draw(rng), (2, 2, 2))]
    if None in counts:
        fail(
            Text(en="The state is not a tree of arrays.", zh="状态不是由数组组成的树。"),
            code="opaque",
            hint=Text(en="Return a tuple, list or dict of arrays.", zh="请返回由数组组成的元组、列表或字典。"),
        )
    if counts[-1] != counts[0]:
        fail(
            Text(
                en=f"The state holds {counts[0]} numbers at the start and {counts[-1]} after three blocks.",
                zh=f"状态在开始时有 {counts[0]} 个数，三块之后有 {counts[-1]} 个。",
            ),
            code="grows",
            hint=Text(
                en="Keep for each query a maximum, a sum and a row of d_v; no key and no score outlives its block.",
                zh="每个查询保留一个最大值、一个和以及一行 d_v 个数；键和得分都不能在它的块之后留存。",
            ),
        )


def size(state: Any) -> int | None:
    """Return how many numbers a tree holds; None if part of it is opaque."""
    if isinstance(state, Handle):
        return None
    if isinstance(state, dict):
        state = list(state.values())
    if isinstance(state, list | tuple):
        sizes = [size(part) for part in state]
        return None if None in sizes else sum(each for each in sizes if each is not None)
    return int(np.size(state))


@check(Text(en="any size of block", zh="任意大小的块"))
def block_sizes(subject: Subject, rng: np.random.Generator) -> None:
    """Blocks that do not divide the keys; other sizes too, but in JAX, which compiles each shape anew."""
    hint = Text(
        en="If fed blocks are right: every key belongs to exactly one block, and the last block may be shorter.",
        zh="如果由评测器喂入的块没有问题：每个键恰好属于一块，最后一块可以更短。",
    )
    arrays = draw(rng)
    for block in (4,) if subject.framework == "jax" else (2, 4, 1, 50):
        expect_whole(subject, arrays, block, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    for name, args in {"flash_attention": [*draw(rng), 4]}.items():
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_whole(worker, draw(rng), 4, hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    arrays = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported("flash_attention", *arrays, 4),
        attention(*arrays),
        rtol=SINGLE,
        atol=SINGLE,
        what=OUT,
        hint=hint,
    )
