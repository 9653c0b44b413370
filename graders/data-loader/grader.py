"""A data loader: batches in order exactly, shuffled ones by what they contain.

Inputs hold the number of their example, so whatever comes back says where each row came from.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from kata.grading import Handle, Rng, Subject, Text, check, expect_dtype, expect_equal, expect_shape, fail

FEATURES = 3
# Epochs whose first example is counted, and examples. Each count is binomial with mean 20; below 3 or above 42 it lies
# with a probability of 7.5e-8, one of the four with 3e-7 at most.
ROWS, SIZE = 60, 16  # of shuffled epochs: one shape, because JAX compiles anew for each
DRAWS, CHOICES = 80, 4
FEWEST, MOST = 3, 42


def data(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return inputs, integer targets and bools that all tell the number of their row, from 0."""
    numbers = np.arange(rows)
    inputs = numbers[:, None] + np.array([0, 0.25, 0.5])
    return inputs, (10 * numbers).astype(np.int32), numbers % 3 == 0


def epoch(
    subject: Subject,
    rows: int,
    batch_size: int,
    source: Handle | Rng,
    *,
    shuffle: bool = True,
    drop_last: bool = False,
    arrays: int = 3,
) -> list[Any]:
    """Return the batches of an epoch, each a list of as many pieces as there are arrays."""
    value = subject.call("epoch", data(rows)[:arrays], batch_size, source, shuffle, drop_last)
    if not isinstance(value, list | tuple):
        fail(
            Text(en="epoch must return a list of tuples.", zh="epoch 必须返回元组的列表。"),
            code="list",
            hint=Text(en="list(…) walks through a generator.", zh="list(…) 会遍历生成器。"),
        )
    for number, batch in enumerate(value):
        if not isinstance(batch, list | tuple) or len(batch) != arrays:
            pieces = "1 piece" if arrays == 1 else f"{arrays} pieces"
            en, zh = f"Batch {number} is no tuple of {pieces}.", f"第 {number} 批不是 {arrays} 块的元组。"
            fail(Text(en=en, zh=zh), code="tuple")
    return list(value)


def seed(rng: np.random.Generator) -> Rng:
    """Return a generator or key for the submission."""
    return Rng(int(rng.integers(2**31)))


def sizes(rows: int, batch_size: int, *, drop_last: bool) -> list[int]:
    """Return how many examples each batch has."""
    whole, rest = divmod(rows, batch_size)
    return [batch_size] * whole + ([rest] if rest and not drop_last else [])


def expect_batches(got: list[Any], order: list[int], rows: int, counts: list[int], hint: Text) -> None:
    """Expect these examples in this order, cut like this."""
    if len(got) != len(counts):
        en = f"{rows} examples: expected batches of {counts}, got {len(got)} batches."
        zh = f"{rows} 个样本：应有大小为 {counts} 的批，得到 {len(got)} 批。"
        fail(Text(en=en, zh=zh), code=f"batches {len(got) - len(counts)}", hint=hint)
    start = 0
    for number, (batch, count) in enumerate(zip(got, counts, strict=True)):
        chosen = np.array(order[start : start + count], dtype=int)
        start += count
        for piece, array, name in zip(batch, data(rows)[: len(batch)], "xyz"[: len(batch)], strict=True):
            what = Text(en=f"batch {number}, {name}", zh=f"第 {number} 批的 {name}")
            expect_shape(piece, (count, *array.shape[1:]), what=what, hint=hint)
            expect_equal(piece, array[chosen], what=what, hint=hint)


def order_of(got: list[Any], counts: list[int], hint: Text) -> list[int]:
    """Return the numbers of the examples in the order in which they came, read from the inputs."""
    if len(got) != len(counts):
        en, zh = f"Expected batches of {counts}, got {len(got)}.", f"应有大小为 {counts} 的批，得到 {len(got)} 批。"
        fail(Text(en=en, zh=zh), code=f"batches {len(got) - len(counts)}", hint=hint)
    for (inputs, *_), count in zip(got, counts, strict=True):
        expect_shape(inputs, (count, FEATURES), what=Text(en="x of a batch", zh="一批的 x"), hint=hint)
    return [int(row[0]) for inputs, *_ in got for row in np.asarray(inputs, float)]


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """A list of tuples, dtypes kept."""
    for batch in epoch(subject, 7, 3, seed(rng), shuffle=False):
        for piece, dtype, name in zip(batch, ("float32", "int32", "bool"), "xyz", strict=True):
            expect_dtype(piece, dtype, what=Text(en=f"{name} of a batch", zh=f"一批的 {name}"))


@check(Text(en="in order", zh="按原有顺序"))
def in_order(subject: Subject, rng: np.random.Generator) -> None:
    """Without shuffling; sizes that divide the number of examples, do not, and exceed it."""
    hint = Text(
        en="Consecutive slices of batch_size rows from every array; the last one is shorter if it does not come out even.",
        zh="从每个数组连续切下 batch_size 行；除不尽时最后一块短一些。",
    )
    for rows, batch_size in ((7, 3), (6, 3), (2, 3)):
        got = epoch(subject, rows, batch_size, seed(rng), shuffle=False)
        expect_batches(got, list(range(rows)), rows, sizes(rows, batch_size, drop_last=False), hint)


@check(Text(en="drop_last", zh="drop_last"))
def dropping(subject: Subject, rng: np.random.Generator) -> None:
    """Only what is not full is dropped."""
    hint = Text(
        en="A batch of fewer than batch_size examples is left out, and no other one.",
        zh="只丢掉样本数不足 batch_size 的那一批，其他不丢。",
    )
    for rows, batch_size in ((7, 3), (6, 3), (2, 3)):
        got = epoch(subject, rows, batch_size, seed(rng), shuffle=False, drop_last=True)
        expect_batches(got, list(range(rows)), rows, sizes(rows, batch_size, drop_last=True), hint)


@check(Text(en="one array or two", zh="一个或两个数组"))
def fewer_arrays(subject: Subject, rng: np.random.Generator) -> None:
    """Inputs alone, and inputs with targets, where three arrays were given so far."""
    hint = Text(
        en="If three arrays are right: go through `arrays`, however many it holds.",
        zh="如果三个数组时没有问题：遍历 `arrays`，不论其中有几个数组。",
    )
    for arrays in (1, 2):
        got = epoch(subject, 7, 3, seed(rng), shuffle=False, arrays=arrays)
        expect_batches(got, list(range(7)), 7, sizes(7, 3, drop_last=False), hint)


@check(Text(en="a permutation", zh="一个排列"), match="failure")
def permutation(subject: Subject, rng: np.random.Generator) -> None:
    """Each example once, with what belongs to it. That 60 come in the order of the data has a probability of 1 / 60!."""
    hint = Text(
        en="One permutation of the indices for the epoch, used for all arrays.",
        zh="每轮对下标做一个排列，用于所有数组。",
    )
    for drop_last in (False, True):
        counts = sizes(ROWS, SIZE, drop_last=drop_last)
        got = epoch(subject, ROWS, SIZE, seed(rng), drop_last=drop_last)
        order = order_of(got, counts, hint)
        if len(set(order)) != len(order) or not set(order) <= set(range(ROWS)):
            en = f"Of {ROWS} examples, {len(order) - len(set(order))} came more than once."
            zh = f"在 {ROWS} 个样本中，有 {len(order) - len(set(order))} 个重复出现。"
            fail(Text(en=en, zh=zh), code="repeated", hint=hint)
        expect_batches(got, order, ROWS, counts, hint)
        # The twelve that are left out are the last of the data with a probability of 7e-13.
        if drop_last and max(order) < len(order):
            en, zh = "What is dropped are always the last rows of the data.", "丢掉的总是数据的最后几行。"
            why = Text(
                en="Shuffle first, then drop: else some rows are never seen.",
                zh="先打乱，再丢弃：否则有些行永远见不到。",
            )
            fail(Text(en=en, zh=zh), code="never seen", hint=why)
        if order == sorted(order):
            fail(Text(en="Nothing is shuffled.", zh="没有打乱。"), code="in order", hint=hint)
        # Whole batches shuffled: 15 neighbours in each of the four, which a permutation has with probability 1e-20.
        if sum(b == a + 1 for a, b in pairwise(order)) > len(order) // 2:
            en, zh = "Neighbours stay neighbours: only batches are shuffled.", "相邻的样本仍然相邻：只打乱了批的顺序。"
            fail(Text(en=en, zh=zh), code="blocks", hint=hint)


@check(Text(en="the caller's randomness", zh="调用者的随机性"), match="failure")
def callers_randomness(subject: Subject, rng: np.random.Generator) -> None:
    """The same seed gives the same epoch, another seed another one."""
    hint = Text(en="Draw from what you were given, and from nothing else.", zh="只从传入的生成器或键中抽取。")
    counts = sizes(ROWS, SIZE, drop_last=False)
    first, second = seed(rng), seed(rng)
    one, again, other = (order_of(epoch(subject, ROWS, SIZE, s), counts, hint) for s in (first, first, second))
    if one != again:
        fail(
            Text(en="The same seed gave two orders.", zh="同一个种子给出了两种顺序。"), code="irreproducible", hint=hint
        )
    if one == other:
        fail(Text(en="Two seeds gave the same order.", zh="两个种子给出了同样的顺序。"), code="fixed", hint=hint)


@check(Text(en="the next epoch", zh="下一轮"), frameworks=("numpy", "torch"), match="failure")
def next_epoch(subject: Subject, rng: np.random.Generator) -> None:
    """The same generator once more: another order, and again reproducible; without shuffling it stays as it is."""
    hint = Text(
        en="Draw from the generator itself, so that it moves on: no copy, no seed taken from it once.",
        zh="要从生成器本身抽取，使它前进：不要复制它，也不要只从中取一次种子。",
    )
    counts, start = sizes(ROWS, SIZE, drop_last=False), seed(rng)
    generators = [hold(subject, start) for _ in range(2)]
    orders = [[order_of(epoch(subject, ROWS, SIZE, g), counts, hint) for _ in range(2)] for g in generators]
    if orders[0][0] == orders[0][1]:
        fail(Text(en="Two epochs have the same order.", zh="两轮的顺序相同。"), code="same", hint=hint)
    if orders[0] != orders[1]:
        fail(
            Text(en="The same seed gave other epochs.", zh="同一个种子给出了不同的轮次。"),
            code="irreproducible",
            hint=hint,
        )
    plain = hold(subject, start)
    epoch(subject, ROWS, SIZE, plain, shuffle=False)
    if order_of(epoch(subject, ROWS, SIZE, plain), counts, hint) != orders[0][0]:
        en, zh = "Without shuffling the generator moves on.", "不打乱时，生成器也前进了。"
        fail(Text(en=en, zh=zh), code="moved", hint=Text(en="Without shuffle, draw nothing.", zh="不打乱时不要抽取。"))


def hold(subject: Subject, start: Rng) -> Handle:
    """Return a generator that stays in the worker: the argument of a call in which nothing is shuffled."""
    _, after = subject.call_watching("epoch", data(1), 1, start, False, False)
    kept: Handle = after[2]
    return kept


@check(Text(en="all examples alike", zh="各样本均等"), frameworks=("numpy", "torch"), match="failure")
def fairness(subject: Subject, rng: np.random.Generator) -> None:
    """Who comes first, in many epochs of few examples."""
    hint = Text(en="Each example must be as likely at each place.", zh="每个样本出现在每个位置的概率必须相同。")
    counts = np.zeros(CHOICES, int)
    for _ in range(DRAWS):
        got = epoch(subject, CHOICES, CHOICES, seed(rng))
        counts[order_of(got, [CHOICES], hint)[0] % CHOICES] += 1
    if counts.min() < FEWEST or counts.max() > MOST:
        en = f"In {DRAWS} epochs of {CHOICES} examples they came first {counts.tolist()} times."
        zh = f"在 {DRAWS} 轮、每轮 {CHOICES} 个样本中，各样本排在第一的次数是 {counts.tolist()}。"
        fail(Text(en=en, zh=zh), code="unfair", hint=hint)


@check(Text(en="global generators", zh="全局生成器"), match="failure")
def global_generators(subject: Subject, rng: np.random.Generator) -> None:
    """They stay as they were."""
    if moved := subject.observe("global_rng", "epoch", data(ROWS), SIZE, seed(rng), True, False):
        en, zh = (
            f"epoch draws from the global generator of {moved[0]}.",
            f"epoch 从 {moved[0]} 的全局生成器中抽取了随机数。",
        )
        hint = Text(
            en="Others draw from it too, and whoever seeds yours expects the same epoch again.",
            zh="别人也在用它；而给你的生成器设种子的人，期望再次得到同样的一轮。",
        )
        fail(Text(en=en, zh=zh), code="global", hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after a shuffled epoch."""
    arrays = data(ROWS)
    with subject.noted() as note:
        _, after = subject.call_watching("epoch", arrays, SIZE, seed(rng), True, False)
        unchanged = all(np.array_equal(now, before) for now, before in zip(after[0], arrays, strict=True))
        note(unchanged)
    hint = Text(en="Shuffle indices, not the data itself.", zh="打乱下标，而不是数据本身。")
    what = Text(en="the arrays are as they were", zh="数组保持原样")
    expect_equal(unchanged, expected=True, what=what, hint=hint)
