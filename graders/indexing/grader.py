"""Nine exercises in reading and writing by index; the oracle walks through every index in a loop."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

Exercise = tuple[list[Any], np.ndarray]  # arguments, and what is expected of them


def gather_rows(rng: np.random.Generator) -> Exercise:
    """Read rows of a table, some of them twice."""
    table, ids = rng.normal(size=(5, 3)), rng.integers(5, size=(2, 4))
    ids[0, 0] = ids[1, 2]
    return [table, ids], np.array([[list(table[i]) for i in row] for row in ids])


def pick(rng: np.random.Generator) -> Exercise:
    """Read one score of each row."""
    scores, labels = rng.normal(size=(5, 4)), rng.integers(4, size=5)
    return [scores, labels], np.array([row[label] for row, label in zip(scores, labels, strict=True)])


def last_step(rng: np.random.Generator) -> Exercise:
    """Read the last step that counts; lengths of 1 and of everything among them."""
    x, lengths = rng.normal(size=(4, 5, 3)), rng.permutation([1, 5, 3, 2])
    return [x, lengths], np.array([steps[:length][-1] for steps, length in zip(x, lengths, strict=True)])


def reorder(rng: np.random.Generator) -> Exercise:
    """Read each example in an order of its own: cycles of three, which are not their own inverses."""
    x, cycle = rng.normal(size=(2, 4, 3)), rng.permutation(4)
    first = np.empty(4, dtype=int)
    first[cycle] = cycle[[1, 2, 0, 3]]
    order = np.stack([first, np.argsort(first)])
    return [x, order], np.array([[list(steps[j]) for j in row] for steps, row in zip(x, order, strict=True)])


def windows(rng: np.random.Generator) -> Exercise:
    """Read all stretches of three neighbours."""
    x = rng.normal(size=7)
    return [x, 3], np.array([list(x[start : start + 3]) for start in range(5)])


def top_k(rng: np.random.Generator) -> Exercise:
    """Find the three largest of each row, with ties in every row, at the top too."""
    x = np.array([rng.permutation(row) for row in ([2.5, 2.5, 1, 1, -3], [-1, -2, -2, -2, -5], [0, 4, 4, 4, 1])])
    return ranked(x)


def ranked(x: np.ndarray) -> Exercise:
    """Return the exercise to find the three largest of each row."""
    width = range(x.shape[1])
    return [x, 3], np.array([sorted(width, key=lambda i, row=row: (-row[i], i))[:3] for row in x])  # type: ignore[misc]


def parts(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, list[list[np.ndarray]]]:
    """Return ids of seven rows among five, the rows, and which rows each id has: one none, one three of them."""
    few = rng.permutation(5)[:4]
    ids, values = rng.permutation(np.append(few, [few[0], few[0], few[1]])), rng.normal(-2, 1, (7, 3))
    return ids, values, [[row for i, row in zip(ids, values, strict=True) if i == part] for part in range(5)]


def scatter_add(rng: np.random.Generator) -> Exercise:
    """Add up rows by id."""
    ids, values, rows = parts(rng)
    return [ids, values, 5], np.array([np.sum(part, axis=0) if part else np.zeros(3) for part in rows])


def segment_mean(rng: np.random.Generator) -> Exercise:
    """Average rows by segment; 0 where there are none."""
    ids, values, rows = parts(rng)
    return [values, ids, 5], np.array([np.mean(part, axis=0) if part else np.zeros(3) for part in rows])


def segment_max(rng: np.random.Generator) -> Exercise:
    """Take the largest by segment, of numbers below 0; -inf where there are none."""
    ids, values, rows = parts(rng)
    values -= 10
    return [values, ids, 5], np.array([np.max(part, axis=0) - 0 if part else np.full(3, -np.inf) for part in rows])


EXERCISES: Final[dict[str, Callable[[np.random.Generator], Exercise]]] = {
    exercise.__name__: exercise
    for exercise in (
        gather_rows,
        pick,
        last_step,
        reorder,
        windows,
        top_k,
        scatter_add,
        segment_mean,
        segment_max,
    )
}


def solve(subject: Subject, rng: np.random.Generator, name: str, hint: Text) -> None:
    """Set one exercise, and compare with the oracle's result in float64."""
    args, expected = EXERCISES[name](rng)
    got = subject.call(name, *args, precision="float64")
    expect_close(got, expected, rtol=1e-9, atol=1e-12, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Indices are integers; sums have as many rows as asked for."""
    args, expected = top_k(rng)
    got = subject.call("top_k", *args, precision="float64")
    hint = Text(en="Where they are is asked for, not what they are.", zh="要的是它们的位置，而不是它们的值。")
    expect_shape(got, expected.shape, what=Text(en="top_k", zh="top_k"), hint=hint)
    if got.dtype.kind not in "iu":
        en, zh = f"top_k returned {got.dtype.name}; expected integers.", f"top_k 返回了 {got.dtype.name}；应为整数。"
        fail(Text(en=en, zh=zh), code="dtype", hint=hint)
    args, expected = scatter_add(rng)
    got = subject.call("scatter_add", *args, precision="float64")
    hint = Text(en="Rows that no id names are there too.", zh="没有任何 id 指向的行也要有。")
    expect_shape(got, expected.shape, what=Text(en="scatter_add", zh="scatter_add"), hint=hint)


@check(Text(en="gather rows", zh="收集行"))
def gathered(subject: Subject, rng: np.random.Generator) -> None:
    """Rows of a table for a matrix of ids."""
    solve(subject, rng, "gather_rows", Text(en="One row of the table for each id.", zh="每个 id 对应表中的一行。"))


@check(Text(en="pick one of each row", zh="每行取一个"))
def picked(subject: Subject, rng: np.random.Generator) -> None:
    """One score of each row."""
    hint = Text(en="Pair the labels with the numbers of the rows.", zh="让标签与行号配对。")
    solve(subject, rng, "pick", hint)


@check(Text(en="last step", zh="最后一步"))
def last(subject: Subject, rng: np.random.Generator) -> None:
    """The last step that counts, of padded sequences."""
    hint = Text(en="A sequence of length n ends at index n - 1.", zh="长度为 n 的序列结束于下标 n - 1。")
    solve(subject, rng, "last_step", hint)


@check(Text(en="reorder", zh="重新排列"))
def reordered(subject: Subject, rng: np.random.Generator) -> None:
    """Each example in its own order."""
    hint = Text(
        en="Step j reads from order[i, j], each example from its own row.",
        zh="第 j 步从 order[i, j] 读取，每个样本用自己那一行。",
    )
    solve(subject, rng, "reorder", hint)


@check(Text(en="windows", zh="窗口"))
def windowed(subject: Subject, rng: np.random.Generator) -> None:
    """All stretches of neighbours."""
    hint = Text(
        en="Starts in a column plus offsets in a row give all indices.", zh="一列起点加一行偏移，就得到全部下标。"
    )
    solve(subject, rng, "windows", hint)


@check(Text(en="top k", zh="前 k 个"))
def largest(subject: Subject, rng: np.random.Generator) -> None:
    """The largest first, and of equal ones the smaller index first.

    Of forty numbers too: NumPy and PyTorch sort 16 or fewer by insertion, which is stable whether asked for or not.
    """
    hint = Text(
        en="The largest first. A stable sort keeps equal entries in order, but reversed they are in reverse too.",
        zh="最大的在前。稳定排序保持相等元素的顺序，但整体反转之后它们也反了。",
    )
    for args, expected in (top_k(rng), ranked(rng.integers(4, size=(3, 40)) - 1.5)):
        got = subject.call("top_k", *args, precision="float64")
        expect_close(got, expected, rtol=0, what=Text(en="top_k", zh="top_k"), hint=hint)


@check(Text(en="scatter-add", zh="散布相加"))
def scattered(subject: Subject, rng: np.random.Generator) -> None:
    """Sums by id, with repeated ids."""
    hint = Text(en="Each row of values counts, also where ids repeat.", zh="每一行 values 都要计入，ids 重复时也一样。")
    solve(subject, rng, "scatter_add", hint)


@check(Text(en="segment mean", zh="分段均值"))
def averaged(subject: Subject, rng: np.random.Generator) -> None:
    """Means by segment, one of which is empty."""
    hint = Text(en="Divide each sum by its own count, and by at least 1.", zh="每个和除以它自己的个数，且至少除以 1。")
    solve(subject, rng, "segment_mean", hint)


@check(Text(en="segment max", zh="分段最大值"))
def maxima(subject: Subject, rng: np.random.Generator) -> None:
    """Maxima by segment, of numbers that are all below 0."""
    hint = Text(en="Start from -inf: all values may be below 0.", zh="从 -inf 开始：所有的值都可能小于 0。")
    solve(subject, rng, "segment_max", hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    for name, exercise in EXERCISES.items():
        args, _ = exercise(rng)
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        for name in EXERCISES:
            solve(worker, rng, name, hint)

    subject.repeatedly(once, rng)


@check(Text(en="under jit", zh="在 jit 之下"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Two of them, exported."""
    hint = Text(
        en="If plain calls are right: under jit shapes cannot depend on values, and values cannot be looked at.",
        zh="如果直接调用没有问题：在 jit 之下，形状不能依赖数值，也不能查看数值。",
    )
    for name in ("top_k", "segment_mean"):
        args, expected = EXERCISES[name](rng)
        got = subject.exported(name, *args, precision="float64")
        expect_close(got, expected, rtol=1e-9, atol=1e-12, what=Text(en=name, zh=name), hint=hint)
