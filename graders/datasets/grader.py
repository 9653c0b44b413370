"""Datasets and samplers: items and reads, padding, the share of each worker, and the batches of many epochs."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_equal, fail

DATA, STREAM = Submitted("TokenDataset"), Submitted("Stream")
COLLATE, SAMPLER = Submitted("collate"), Submitted("BucketSampler")


def corpus(rng: np.random.Generator, count: int = 7) -> tuple[list[int], list[int], list[int]]:
    """Return tokens, offsets of sequences of which one is empty, and labels."""
    lengths = rng.permutation([0, *range(2, count + 1)])
    offsets = [3, *(3 + int(end) for end in np.cumsum(lengths))]
    return (
        [int(t) for t in rng.integers(1, 1000, size=offsets[-1] + 2)],
        offsets,
        [int(t) for t in rng.integers(0, 9, count)],
    )


def padded(corpus_: tuple[list[int], list[int], list[int]], batch: list[int], pad: int) -> list[np.ndarray]:
    """Return what collate makes of these items."""
    tokens, offsets, labels = corpus_
    lengths = np.array([offsets[i + 1] - offsets[i] for i in batch])
    rows = np.full((len(batch), lengths.max()), pad)
    for row, i in enumerate(batch):
        for place, at in enumerate(range(offsets[i], offsets[i + 1])):
            rows[row, place] = tokens[at]
    return [rows, lengths, np.array([labels[i] for i in batch])]


def as_tokens(items: Any) -> list[Any]:
    """Return items as (array, label) pairs, or fail."""
    if not all(isinstance(item, list | tuple) and len(item) == 2 for item in items):
        fail(Text(en="An item must be a pair (tokens, label).", zh="数据项必须是一对 (tokens, label)。"), code="pair")
    return [list(item) for item in items]


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Lengths of dataset and sampler, rounded up."""
    got = subject.call(Given("reading"), DATA, *corpus(rng), [])
    expect_equal(got["length"], 7, what=Text(en="len(dataset)", zh="len(dataset)"))
    for count in (8, 9):
        sampler = subject.call(Given("batches"), SAMPLER, list(range(count)), 4, 0, [None])
        what = Text(en=f"len(sampler) of {count} sequences in fours", zh=f"{count} 个序列、每批 4 个时的 len(sampler)")
        expect_equal(sampler["length"], -(-count // 4), what=what)
        batches = sampler["epochs"][0]
        if not all(isinstance(batch, list) and all(isinstance(i, int) for i in batch) for batch in batches):
            en, zh = "The sampler must yield lists of integers.", "采样器必须产出由整数组成的列表。"
            fail(Text(en=en, zh=zh), code="lists")


@check(Text(en="items", zh="数据项"))
def items(subject: Subject, rng: np.random.Generator) -> None:
    """Tokens and labels of all indices, negative ones too, in any order."""
    tokens, offsets, labels = corpus(rng)
    indices = [int(i) for i in rng.permutation(np.arange(-7, 7))]
    got = as_tokens(subject.call(Given("reading"), DATA, tokens, offsets, labels, indices)["items"])
    expected = [[np.array(tokens[offsets[i % 7] : offsets[i % 7 + 1]], int), labels[i]] for i in indices]
    expect_close(
        got,
        expected,
        rtol=0,
        what=Text(en=f"the items {indices}", zh=f"下标为 {indices} 的数据项"),
        hint=Text(
            en="int64 for an empty sequence too; dataset[-1] is the last item, whose end is offsets[7].",
            zh="空序列也应是 int64；dataset[-1] 是最后一项，它的终点是 offsets[7]。",
        ),
    )


@check(Text(en="the end of the dataset", zh="数据集的末尾"))
def ends(subject: Subject, rng: np.random.Generator) -> None:
    """A `for` loop ends, and indices outside are refused."""
    data = corpus(rng)
    hint = Text(en="Raise IndexError beyond either end.", zh="超出任一端时抛出 IndexError。")
    what = Text(en="whether the indices 7 and -8 raise IndexError", zh="下标 7 和 -8 是否抛出 IndexError")
    expect_equal(subject.call(Given("outside"), DATA, *data), [True, True], what=what, hint=hint)
    what = Text(en="the labels that a for loop meets", zh="for 循环遇到的标签")
    expect_equal(subject.call(Given("iterated"), DATA, *data), data[2], what=what, hint=hint)


@check(Text(en="lazy reads", zh="惰性读取"))
def lazy(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing before, one read for each item."""
    tokens, offsets, labels = corpus(rng)
    indices = [4, 2, 4, 6]
    got = subject.call(Given("reading"), DATA, tokens, offsets, labels, indices)
    hint = Text(
        en="Keep the storage, and read in __getitem__: a data set may be larger than memory.",
        zh="只保存 storage，在 __getitem__ 中读取：数据集可能比内存还大。",
    )
    what = Text(en="the reads before any item was asked for", zh="要求数据项之前的读取次数")
    expect_equal(got["before"], 0, what=what, hint=hint)
    expected = [(offsets[i], offsets[i + 1]) for i in indices]
    what = Text(en=f"the reads for the items {indices}", zh=f"为数据项 {indices} 所做的读取")
    expect_equal([tuple(read) for read in got["reads"]], expected, what=what, hint=hint)


@check(Text(en="padding", zh="填充"))
def padding(subject: Subject, rng: np.random.Generator) -> None:
    """Batches of one and of several, the default and another padding."""
    data = corpus(rng)
    empty = next(i for i in range(7) if data[1][i] == data[1][i + 1])
    others = [i for i in range(7) if i != empty]
    for batch, rest in (([*others[:3], empty], ()), (others[1:5], (-1,)), ([others[0]], (7,)), ([empty, empty], ())):
        got = subject.call(Given("reading"), DATA, *data, batch)["items"]
        items_ = [(np.asarray(tokens), label) for tokens, label in as_tokens(got)]
        expect_close(
            subject.call("collate", items_, *rest),
            tuple(padded(data, batch, *(rest or (0,)))),
            rtol=0,
            what=Text(en=f"collate(items{''.join(f', {pad}' for pad in rest)})", zh="collate 的结果"),
            hint=Text(
                en="(tokens, lengths, labels), int64; rows end with pad; the longest of this batch decides the width.",
                zh="(tokens, lengths, labels)，int64；每行末尾是 pad；宽度由这一批中最长的决定。",
            ),
        )


@check(Text(en="the stream in one process", zh="单进程中的流"))
def stream(subject: Subject, rng: np.random.Generator) -> None:
    """All items, twice; no iterator before the first epoch."""
    count = int(rng.integers(5, 12))
    all_ = [i * i for i in range(count)]
    expect_equal(
        subject.call(Given("streamed"), STREAM, count),
        [0, all_, all_],
        what=Text(en="(iterators made at first, epoch 0, epoch 1)", zh="（起初建立的迭代器数, 第 0 轮, 第 1 轮）"),
        hint=Text(
            en="Call make() in __iter__: an iterator serves once.", zh="在 __iter__ 中调用 make()：迭代器只能用一次。"
        ),
    )


def sampled(subject: Subject, lengths: list[int], size: int, seed: int, epochs: list[int | None]) -> Any:
    """Return the batches of these epochs."""
    return subject.call(Given("batches"), SAMPLER, lengths, size, seed, epochs)["epochs"]


@check(Text(en="batches of similar lengths", zh="长度相近的批量"), match="failure")
def buckets(subject: Subject, rng: np.random.Generator) -> None:
    """Each index once; the lengths of the batches are the pieces of the sorted lengths."""
    for count, size in ((23, 4), (12, 3), (5, 8)):
        lengths = [int(n) for n in rng.integers(0, 9, size=count)]
        pieces = sorted([sorted(lengths)[start : start + size] for start in range(0, count, size)])
        for batches in sampled(subject, lengths, size, 3, [None, 1, 2]):
            hint = Text(
                en="Sort all indices by length, then cut; shuffle the batches, not what is in them.",
                zh="先把所有下标按长度排序，再切分；打乱的是各批的顺序，而不是批内的内容。",
            )
            if sorted(i for batch in batches for i in batch) != list(range(count)):
                en, zh = "An epoch must hold every index once.", "一轮中每个下标应恰好出现一次。"
                fail(Text(en=en, zh=zh), code="once", hint=hint)
            if sorted(sorted(lengths[i] for i in batch) for batch in batches) != pieces:
                en = f"The lengths {sorted(lengths)} in batches of {size} are not the pieces of their sorted order."
                zh = f"长度 {sorted(lengths)} 按每批 {size} 个切分，结果不是排序后的各段。"
                fail(Text(en=en, zh=zh), code="pieces", hint=hint)


@check(Text(en="random and reproducible", zh="随机且可重现"), match="failure")
def orders(subject: Subject, rng: np.random.Generator) -> None:
    """Epochs differ, in the order of batches and in what equal lengths share one; the same epoch is the same.

    15 batches: two epochs or seeds have one order with 1 / 15! = 8e-13. Of 24 equal lengths in threes two epochs have
    the same eight sets with 3!^8 8! / 24! = 1e-13. Of 4 batches some never comes first in 100 epochs with
    4 * 0.75^100 = 1e-12.
    """
    lengths = [int(n) for n in rng.permutation(30)]
    found = sampled(subject, lengths, 2, 5, [None, None, 1, 2, 0])
    again = sampled(subject, lengths, 2, 5, [2, 1])
    if found[0] != found[1] or found[0] != found[4] or found[2:4] != again[::-1]:
        fail(
            Text(
                en="The same seed and epoch gave different batches.",
                zh="同样的 seed 和轮次给出了不同的批量。",
            ),
            code="not again",
            hint=Text(
                en="Make a new generator in __iter__, from seed and epoch alone; its state must not go on from epoch to epoch.",
                zh="在 __iter__ 中只由 seed 和轮次新建生成器；状态不能从一轮延续到下一轮。",
            ),
        )
    if found[0] == found[2] or found[2] == found[3] or sampled(subject, lengths, 2, 6, [0])[0] == found[0]:
        en, zh = "Two epochs, or two seeds, gave the same order.", "两轮（或两个 seed）给出了同样的顺序。"
        fail(Text(en=en, zh=zh), code="alike", hint=Text(en="Seed with both.", zh="种子应由两者决定。"))
    first, second = ({frozenset(batch) for batch in one} for one in sampled(subject, [6] * 24, 3, 1, [0, 1]))
    if first == second:
        fail(
            Text(
                en="Equal lengths share a batch with the same others in each epoch.",
                zh="长度相等的序列每一轮都与同样的序列同批。",
            ),
            code="ties",
            hint=Text(en="Shuffle before sorting; the sort must be stable.", zh="排序之前先打乱；排序必须稳定。"),
        )
    epochs = sampled(subject, [1, 2, 3, 4, 5, 6, 7], 2, 0, list(range(100)))
    if len({min(batches[0]) for batches in epochs}) < 4:
        fail(
            Text(en="In 100 epochs not every batch has come first.", zh="100 轮中，并非每一批都曾排在最前面。"),
            code="first",
            hint=Text(
                en="Every batch may come anywhere, the small one too.",
                zh="每一批都可以出现在任何位置，包括较小的那一批。",
            ),
        )


@check(Text(en="global generators", zh="全局生成器"), match="failure")
def global_generators(subject: Subject, rng: np.random.Generator) -> None:
    """Neither torch's nor Python's moves."""
    if not subject.call(Given("batches"), SAMPLER, [int(n) for n in rng.permutation(9)], 2, 0, [0, 1])["still"]:
        fail(
            Text(en="A global generator moved during an epoch.", zh="一轮之中全局生成器被动用了。"),
            code="moved",
            hint=Text(en="torch.randperm takes a generator.", zh="torch.randperm 接受 generator。"),
        )


@check(Text(en="two workers", zh="两个工作进程"), needs_pass=True)
def two_workers(subject: Subject, rng: np.random.Generator) -> None:
    """The stream in two processes, then dataset, sampler and collate together."""
    count = 2 * int(rng.integers(2, 5)) + 1
    all_ = [i * i for i in range(count)]
    expect_equal(
        subject.call(Given("streamed_by_workers"), STREAM, count),
        [all_, all_],
        what=Text(en="two epochs of the stream in two workers", zh="两个工作进程中流的两轮"),
        hint=Text(
            en="Each worker has a copy of the stream and runs __iter__: torch.utils.data.get_worker_info() tells which it is.",
            zh="每个工作进程都有流的一份副本并运行 __iter__：torch.utils.data.get_worker_info() 说明自己是哪一个。",
        ),
    )
    data = corpus(rng)
    got = subject.call(Given("loaded"), DATA, SAMPLER, COLLATE, *data, 2)
    lengths = [stop - start for start, stop in zip(data[1], data[1][1:], strict=False)]
    expected = [tuple(padded(data, batch, 0)) for batch in sampled(subject, lengths, 2, 0, [0])[0]]
    expect_close(got, expected, rtol=0, what=Text(en="the batches of a DataLoader", zh="DataLoader 的批量"))
