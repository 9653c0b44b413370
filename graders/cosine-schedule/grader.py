"""A cosine schedule with linear warm-up: its rates, and in PyTorch the groups of an optimizer that follow it.

The oracle uses the half-angle formula: (1 + cos x) / 2 is the square of cos(x / 2).
"""

from dataclasses import dataclass

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, fail

EXACT = 1e-9
STEPS = 20  # asked for at once: JAX compiles anew for each shape


@dataclass(frozen=True)
class Schedule:
    """One schedule's numbers, in the order in which a submission gets them."""

    peak: float
    floor: float
    warmup: int
    total: int

    def rate(self, step: int) -> float:
        """Return the rate of one step."""
        if step < self.warmup:
            return self.peak - self.peak * (self.warmup - 1 - step) / self.warmup
        share = np.cos(np.pi / 2 * min(step - self.warmup, self.total - self.warmup) / (self.total - self.warmup)) ** 2
        return float(share * self.peak + (1 - share) * self.floor)

    def rates(self, steps: int = STEPS) -> np.ndarray:
        """Return the rates of so many steps, some of them beyond the end."""
        return np.array([self.rate(step) for step in range(steps)])

    @property
    def numbers(self) -> tuple[float, float, int, int]:
        """Return the arguments after the step."""
        return self.peak, self.floor, self.warmup, self.total


def draw(rng: np.random.Generator, warmup: int, total: int) -> Schedule:
    """Return a schedule with a floor that is not 0."""
    return Schedule(float(rng.uniform(0.5, 2)), float(rng.uniform(0.05, 0.2)), warmup, total)


def expect_rates(subject: Subject, schedule: Schedule, hint: Text, first: int = 0, last: int = STEPS) -> None:
    """Compare the rates of the steps from `first` to before `last`."""
    right = schedule.rates()[first:last]
    what = Text(en=f"rates of steps {first}, {first + 1}, …", zh=f"第 {first}、{first + 1}、… 步的学习率")
    if subject.framework == "torch":
        steps = range(first, last)
        one_by_one = [subject.call("learning_rate", step, *schedule.numbers, precision="float64") for step in steps]
        expect_close(one_by_one, list(right), rtol=EXACT, atol=EXACT, what=what, hint=hint)
        return
    got = subject.call("learning_rate", np.arange(STEPS), *schedule.numbers, precision="float64")
    expect_shape(got, (STEPS,), what=what)
    expect_close(np.asarray(got)[first:last], right, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of what comes back; a float in PyTorch."""
    schedule = draw(rng, 4, 11)
    if subject.framework != "torch":
        got = subject.call("learning_rate", np.arange(6).reshape(2, 3), *schedule.numbers, precision="float64")
        expect_shape(got, (2, 3), what=Text(en="the rates of 2 x 3 steps", zh="2 x 3 个步的学习率"))
    one = np.asarray(3) if subject.framework == "jax" else 3
    got = subject.call("learning_rate", one, *schedule.numbers, precision="float64")
    expect_shape(got, (), what=Text(en="the rate of one step", zh="一步的学习率"))
    if subject.framework == "torch" and isinstance(got, np.ndarray):
        fail(
            Text(
                en="learning_rate returned a tensor; expected a float.", zh="learning_rate 返回了张量；应返回浮点数。"
            ),
            code="tensor",
            hint=Text(en="math.cos computes with Python numbers.", zh="math.cos 用 Python 数计算。"),
        )


@check(Text(en="warm-up", zh="预热"))
def warm_up(subject: Subject, rng: np.random.Generator) -> None:
    """The rising part."""
    hint = Text(
        en="Step 0 has peak / warmup, not 0; step warmup - 1 has peak.",
        zh="第 0 步是 peak / warmup，而不是 0；第 warmup - 1 步是 peak。",
    )
    expect_rates(subject, draw(rng, 5, 16), hint, 0, 5)


@check(Text(en="the cosine", zh="余弦部分"))
def falling(subject: Subject, rng: np.random.Generator) -> None:
    """The falling part: from peak at step warmup towards floor."""
    hint = Text(
        en="progress runs from 0 at step warmup to 1 at step total; the rate from peak to floor.",
        zh="progress 从第 warmup 步的 0 到第 total 步的 1；学习率从 peak 到 floor。",
    )
    expect_rates(subject, draw(rng, 5, 16), hint, 5, 16)


@check(Text(en="after the end", zh="结束之后"))
def after_the_end(subject: Subject, rng: np.random.Generator) -> None:
    """The rate stays at floor."""
    hint = Text(
        en="From step total on the rate is floor: a cosine that runs on would rise again.",
        zh="从第 total 步起学习率为 floor：余弦若继续走下去，会再次上升。",
    )
    schedule = draw(rng, 5, 16)
    expect_rates(subject, schedule, hint, schedule.total)


@check(Text(en="short and no warm-up", zh="很短或没有预热"))
def short_warm_up(subject: Subject, rng: np.random.Generator) -> None:
    """A warm-up of one step, and none; a training of a single step."""
    hint = Text(
        en="warmup may be 0 or 1: nothing is divided by 0, and step 0 has the rate peak.",
        zh="warmup 可以是 0 或 1：不能除以 0，第 0 步的学习率是 peak。",
    )
    for warmup, total in ((1, 16), (0, 16), (0, 1)):
        expect_rates(subject, draw(rng, warmup, total), hint)


@check(Text(en="parameter groups", zh="参数组"), frameworks=("torch",))
def groups(subject: Subject, rng: np.random.Generator) -> None:
    """Two groups with a peak each, followed step by step."""
    warmup, total, floor = 3, 8, 0.01
    peaks = [float(rng.uniform(0.5, 1)), float(rng.uniform(2, 3))]
    expected = np.stack([Schedule(peak, floor, warmup, total).rates(total + 3) for peak in peaks], axis=1)
    with subject.noted() as note:
        optimizer, held = two_groups(subject, peaks)
        schedule = subject.call("WarmupCosine", optimizer, floor, warmup, total, keep=True)
        got = [rates(subject, held)]
        for _ in expected[1:]:
            subject.call("step", on=schedule)
            got.append(rates(subject, held))
        note(got)
    hint = Text(
        en="Each group has its own peak, the lr it had when the schedule was made; step 0 counts from there on.",
        zh="每组有自己的峰值，即创建调度器时该组的 lr；从那一刻起就是第 0 步。",
    )
    what = Text(en="the groups' lr, step by step", zh="各组逐步的 lr")
    expect_close(np.asarray(got), expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


def two_groups(subject: Subject, peaks: list[float]) -> tuple[Handle, list[Handle]]:
    """Return what has `param_groups` as an optimizer does, and the groups.

    It is a module: a real optimizer imports the compiler first, which takes seconds.
    """
    stand_in = subject.call("Linear", 3, 2, keep=True)
    subject.call("__setattr__", "param_groups", [{"params": [], "lr": peak} for peak in peaks], on=stand_in)
    held = subject.call("__getattribute__", "param_groups", on=stand_in, keep=True)
    return stand_in, [subject.call("__getitem__", index, on=held, keep=True) for index in range(len(peaks))]


def rates(subject: Subject, held: list[Handle]) -> list[float]:
    """Return the groups' learning rates."""
    found = [subject.call("__getitem__", "lr", on=group) for group in held]
    for value in found:
        expect_shape(value, (), what=Text(en='group["lr"]', zh='group["lr"]'))
    return [float(value) for value in found]


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """Schedules of one length, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_rates(worker, draw(rng, 3, 9), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The rate of one step, which is an argument of the program."""
    schedule = draw(rng, 3, 9)
    step = int(rng.integers(3, 9))
    got = subject.exported("learning_rate", np.asarray(step), *schedule.numbers, precision="float64")
    hint = Text(
        en="If plain calls are right: under jit the step has no value that `if` or math could use.",
        zh="如果直接调用没有问题：在 jit 之下 step 没有值，`if` 和 math 都用不了。",
    )
    what = Text(en="the rate of the exported function", zh="导出的函数给出的学习率")
    expect_close(got, schedule.rate(step), rtol=EXACT, atol=EXACT, what=what, hint=hint)
