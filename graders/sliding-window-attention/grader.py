"""Causal attention to the last few positions.

The oracle has no mask: each query attends to a slice of the keys, normalised with `np.logaddexp`.
"""

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_dtype, expect_equal, expect_shape, expect_unchanged

EXACT = 1e-9  # values in float64
SINGLE = 1e-5  # values in float32
SHAPE = (2, 3)  # batch and heads
TIME = 7
NAME = "sliding_window_attention"
OUT = Text(en=NAME, zh=NAME)
MASK = Text(en="window_mask(time, window)", zh="window_mask(time, window)")

Arrays = tuple[np.ndarray, ...]


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, window: int) -> np.ndarray:
    """Return the output, slice by slice: (..., time, d_v)."""
    rows = []
    for i in range(q.shape[-2]):
        seen = slice(max(i - (window - 1), 0), i + 1)
        scores = np.einsum("...d,...kd->...k", q[..., i, :], k[..., seen, :]) / np.sqrt(q.shape[-1])
        weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
        rows.append(np.einsum("...k,...kv->...v", weights, v[..., seen, :]))
    return np.stack(rows, axis=-2)


def mask(time: int, window: int) -> np.ndarray:
    """Return the band, row by row: (time, time)."""
    result = np.zeros((time, time), bool)
    for i in range(time):
        result[i, max(i - (window - 1), 0) : i + 1] = True
    return result


def draw(rng: np.random.Generator, lead: tuple[int, ...] = SHAPE) -> Arrays:
    """Return q, k, v with d = 4 and d_v = 5, multiples of 1/64 that float32 holds exactly."""
    shapes = (*lead, TIME, 4), (*lead, TIME, 4), (*lead, TIME, 5)
    return tuple(np.round(rng.normal(0, 1.5, shape) * 64) / 64 for shape in shapes)


def expect(subject: Subject, arrays: Arrays, window: int, hint: Text) -> None:
    """Compare the output in float64."""
    got = subject.call(NAME, *arrays, window, precision="float64")
    expect_close(got, attention(*arrays, window), rtol=EXACT, atol=EXACT, what=OUT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of both, and booleans in the mask."""
    got = subject.call("window_mask", TIME, 3)
    expect_shape(got, (TIME, TIME), what=MASK)
    expect_dtype(got, "bool", what=MASK)
    expect_shape(subject.call(NAME, *draw(rng), 3, precision="float64"), (*SHAPE, TIME, 5), what=OUT)


@check(Text(en="the mask", zh="掩码"))
def band(subject: Subject, rng: np.random.Generator) -> None:
    """Windows from one position to more than there are."""
    hint = Text(
        en="Row i is True at the positions i - window + 1 to i, as far as there are such.",
        zh="第 i 行在位置 i - window + 1 到 i（只要存在）为 True。",
    )
    for window in (3, 1, int(rng.integers(4, TIME)), TIME + 2):
        expect_equal(subject.call("window_mask", TIME, window), mask(TIME, window), what=MASK, hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """A window of three."""
    hint = Text(
        en="Position i takes the softmax over the scores of its window alone; the first rows have fewer keys.",
        zh="位置 i 只对窗口内的得分做 softmax；最前面几行的键更少。",
    )
    arrays = draw(rng)
    expect(subject, arrays, 3, hint)
    if subject.framework != "jax":
        got = subject.call(NAME, *arrays, 3)
        expect_close(got, attention(*arrays, 3), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint)


@check(Text(en="narrow and wide windows", zh="很窄与很宽的窗口"))
def widths(subject: Subject, rng: np.random.Generator) -> None:
    """A window of one returns v; one as wide as the sequence is causal attention, and so is a wider one."""
    hint = Text(
        en="If a window of three is right: one position gives back v, and a window may be wider than the sequence.",
        zh="如果窗口为 3 时没有问题：窗口为 1 时应原样返回 v，窗口也可能比序列更宽。",
    )
    arrays = draw(rng)
    for window in (1, TIME, TIME + 2):
        expect(subject, arrays, window, hint)


@check(Text(en="any leading axes", zh="任意的前导轴"))
def leading_axes(subject: Subject, rng: np.random.Generator) -> None:
    """No leading axis; one, which JAX is spared: it compiles each shape anew."""
    hint = Text(
        en="If four axes are right: here there are two or three. Count axes from the end.",
        zh="如果四个轴时没有问题：这里只有两个或三个轴。请从末尾数轴。",
    )
    for lead in ((),) if subject.framework == "jax" else ((), (3,)):
        expect(subject, draw(rng, lead), 3, hint)


@check(Text(en="extreme scores", zh="极端的得分"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Visible scores of -1e6 beside hidden ones of +1e6."""
    q, k, v = draw(rng)
    q[..., 0] = 1000
    k[..., 0] = 2000 * np.array([1, 1, -1, -1, -1, 0, 1])
    hint = Text(
        en="If ordinary scores are right: a hidden score must lose against any visible one, and exp may not overflow.",
        zh="如果普通的得分没有问题：被遮住的得分必须输给任何可见的得分，exp 也不能上溢。",
    )
    expect(subject, (q, k, v), 3, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after the call."""
    for name, args in {NAME: [*draw(rng), 3]}.items():
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect(worker, draw(rng), 3, hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Exported in float32 and run where the submission is not."""
    arrays = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing may depend on values in Python.",
        zh="如果直接调用没有问题：在 jit 之下，Python 中不能依赖数组的数值。",
    )
    expect_close(
        subject.exported(NAME, *arrays, 3), attention(*arrays, 3), rtol=SINGLE, atol=SINGLE, what=OUT, hint=hint
    )
