"""Mixed precision by hand: float16 copies, float32 master weights, a loss scale that overflows move.

The oracle works in float64. All gradients and rates are dyadic fractions, so a right solution rounds once a step, in
float32, and not at all when it unscales.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_dtype, expect_equal, expect_shape, fail

SINGLE = 1e-6  # a few roundings in float32
NEVER = 1000  # a growth interval that no check reaches
Arrays = list[np.ndarray]


def draw_weights(rng: np.random.Generator) -> Arrays:
    """Return weights between 1 and 2, where the steps of float16 are 2**-10; float32 holds them exactly."""
    return [1 + np.round(rng.random(shape) * 2**20) / 2**20 for shape in ((2, 3), (2,))]


def draw_grads(rng: np.random.Generator, unit: float = 2**-6) -> Arrays:
    """Return gradients that are multiples of `unit`, exact in float16, none of them 0."""
    return [rng.choice([-1, 1], shape) * rng.integers(1, 64, shape) * unit for shape in ((2, 3), (2,))]


def tree(subject: Subject, arrays: Arrays) -> Any:
    """Return the arrays as a submission sees them: a dictionary, nested in JAX."""
    weight, bias = arrays
    flat = {"weight": weight, "bias": bias}
    return {"layers": [flat]} if subject.framework == "jax" else flat


def leaves(subject: Subject, value: Any) -> list[Any]:
    """Return weight and bias of what came back; fail where they are not there."""
    if subject.framework == "jax":
        value = value.get("layers") if isinstance(value, dict) else None
        value = value[0] if isinstance(value, list | tuple) and len(value) == 1 else None
    if not isinstance(value, dict) or set(value) != {"weight", "bias"}:
        fail(Text(en="The structure of the weights is not kept.", zh="权重的结构没有保持。"), code="structure")
    return [value["weight"], value["bias"]]


class Training:
    """The submission's state, in any framework. Weights travel as float32, gradients as float16."""

    def __init__(self, subject: Subject, weights: Arrays, scale: float, interval: int) -> None:
        self.subject = subject
        self.interval = interval
        self.pure = subject.framework == "jax"
        if self.pure:
            self.state = subject.call("init", tree(subject, weights), scale, keep=True)
        else:
            self.state = subject.call("MixedPrecision", tree(subject, weights), scale, interval, keep=True)

    def ask(self, what: str) -> list[Any]:
        """Return weight and bias of `half` or `master`."""
        value = self.subject.call(what, self.state) if self.pure else self.subject.call(what, on=self.state)
        return leaves(self.subject, value)

    def step(self, grads: Arrays, lr: float) -> Any:
        """Make one step; return what the submission says of it."""
        given = tree(self.subject, grads)
        if not self.pure:
            return self.subject.call("step", given, lr, on=self.state, precision="float16")
        both = self.subject.call("step", self.state, given, lr, self.interval, precision="float16", keep=True)
        self.state = self.subject.call("__getitem__", 0, on=both, keep=True)
        return self.subject.call("__getitem__", 1, on=both)

    def scale(self) -> Any:
        """Return the present scale."""
        if self.pure:
            return self.subject.call("scale", self.state)
        return self.subject.call("__getattribute__", "scale", on=self.state)


def flag(value: Any) -> bool:
    """Return whether the step was made: a bool, or an array of shape () and of that type."""
    expect_shape(value, (), what=Text(en="the result of step", zh="step 的返回值"))
    if np.asarray(value).dtype.kind != "b":
        fail(Text(en=f"step returned {value!r}, no bool.", zh=f"step 返回了 {value!r}，不是布尔值。"), code="no bool")
    return bool(value)


def expect_run(  # noqa: PLR0917  a course is all of these
    subject: Subject, weights: Arrays, course: list[Arrays], lr: float, scale: float, interval: int, hint: Text
) -> None:
    """Follow a course of gradients: what is made, the scale after each step, and the master weights at the end."""
    good, now, right_scale = 0, list(weights), scale
    with subject.noted() as note:
        training = Training(subject, weights, scale, interval)
        said = [(flag(training.step(grads, lr)), training.scale()) for grads in course]
        master = training.ask("master")
        note([list(pair) for pair in said])
        note(master)
    for number, (grads, (made, got_scale)) in enumerate(zip(course, said, strict=True), 1):
        finite = all(np.isfinite(g).all() for g in grads)
        what = Text(en=f"step {number} was made", zh=f"第 {number} 步是否执行")
        expect_equal(made, finite, what=what, hint=hint)
        if finite:
            now = [p - lr * g / right_scale for p, g in zip(now, grads, strict=True)]
        good = good + 1 if finite else 0
        right_scale *= 0.5 if not finite else 2.0 if good == interval else 1.0
        good %= interval
        what = Text(en=f"scale after step {number}", zh=f"第 {number} 步之后的 scale")
        expect_close(got_scale, right_scale, rtol=SINGLE, what=what, hint=hint)
    what = Text(en="the master weights", zh="主权重")
    expect_close(master, now, rtol=SINGLE, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Dtypes before and after a step, a bool, a scale."""
    training = Training(subject, draw_weights(rng), 1024.0, NEVER)
    for _ in range(2):
        for what, dtype in (("half", "float16"), ("master", "float32")):
            for array, shape in zip(training.ask(what), ((2, 3), (2,)), strict=True):
                expect_shape(array, shape, what=Text(en=f"{what}()", zh=f"{what}()"))
                expect_dtype(array, dtype, what=Text(en=f"{what}()", zh=f"{what}()"))
        flag(training.step(draw_grads(rng), 0.5))
        expect_shape(training.scale(), (), what=Text(en="scale", zh="scale"))


@check(Text(en="one step", zh="一步"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """Unscaled, and downhill."""
    hint = Text(en="p - lr * g / scale, in float32.", zh="p - lr * g / scale，用 float32 计算。")
    expect_run(subject, draw_weights(rng), [draw_grads(rng)], 0.5, 16.0, NEVER, hint)


@check(Text(en="copies for the model", zh="给模型的副本"))
def copies(subject: Subject, rng: np.random.Generator) -> None:
    """The present master weights, rounded to float16."""
    weights, grads = draw_weights(rng), draw_grads(rng)
    training = Training(subject, weights, 16.0, NEVER)
    hint = Text(
        en="half() is the master weights as they are now, rounded to float16.",
        zh="half() 是当前主权重舍入到 float16 的结果。",
    )
    what = Text(en="half()", zh="half()")
    expect_equal(training.ask("half"), [p.astype(np.float16) for p in weights], what=what, hint=hint)
    training.step(grads, 0.5)
    moved = [(p - 0.5 * g / 16).astype(np.float32).astype(np.float16) for p, g in zip(weights, grads, strict=True)]
    what = Text(en="half() after a step", zh="一步之后的 half()")
    expect_close(training.ask("half"), moved, rtol=2**-10, what=what, hint=hint)


@check(Text(en="small steps", zh="很小的步"))
def small_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Steps far below the distance between float16 neighbours."""
    hint = Text(
        en="If a large step is right: weights that pass through float16 lose what is smaller than half of 2**-10.",
        zh="如果大的一步没有问题：权重若经过 float16，小于 2**-10 一半的变化就会丢失。",
    )
    course = [draw_grads(rng) for _ in range(5)]
    expect_run(subject, draw_weights(rng), course, 0.5, 2.0**12, NEVER, hint)


@check(Text(en="tiny gradients", zh="微小的梯度"))
def tiny_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Gradients that a division in float16 would round or lose; the rate is large so that they count."""
    hint = Text(
        en="If larger gradients are right: convert to float32 before you divide by the scale.",
        zh="如果较大的梯度没有问题：先转换为 float32，再除以 scale。",
    )
    expect_run(subject, draw_weights(rng), [draw_grads(rng, 2**-14)], 2.0**24, 2.0**14, NEVER, hint)


@check(Text(en="an overflow is skipped", zh="跳过上溢的一步"))
def overflow(subject: Subject, rng: np.random.Generator) -> None:
    """One bad element in one gradient: nothing changes but the scale, which is halved."""
    hint = Text(
        en="One value that is not finite cancels the step for all weights; look at all gradients before any of them moves.",
        zh="只要有一个值不是有限数，所有权重的这一步都作废；在移动任何权重之前先检查所有梯度。",
    )
    for bad, where in ((np.inf, 0), (np.nan, 1), (-np.inf, 1)):
        grads = draw_grads(rng)
        grads[where].ravel()[int(rng.integers(grads[where].size))] = bad
        expect_run(subject, draw_weights(rng), [grads, draw_grads(rng)], 0.5, 16.0, NEVER, hint)
    # Infinities that cancel in a sum.
    grads = draw_grads(rng)
    grads[0][0, 0], grads[1][0] = np.inf, -np.inf
    expect_run(subject, draw_weights(rng), [grads], 0.5, 16.0, NEVER, hint)
    # No overflow: finite, though their sum is not.
    large = [np.full((2, 3), 6e4), np.full(2, 6e4)]
    expect_run(subject, draw_weights(rng), [large], 2.0**-10, 16.0, NEVER, hint)


@check(Text(en="the scale grows", zh="缩放系数增长"))
def growth(subject: Subject, rng: np.random.Generator) -> None:
    """Doubled after every `growth_interval` good steps; an overflow begins the count anew."""
    hint = Text(
        en="Double after growth_interval good steps in a row; count from 0 after doubling, and after an overflow.",
        zh="连续 growth_interval 步成功之后加倍；加倍之后、上溢之后，都从 0 重新计数。",
    )
    good, bad = draw_grads(rng), [np.full((2, 3), np.inf), np.zeros(2)]
    expect_run(subject, draw_weights(rng), [good] * 5, 0.5, 16.0, 2, hint)
    expect_run(subject, draw_weights(rng), [good, good, bad, good, good, good, good], 0.5, 16.0, 3, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The gradients after a step."""
    training, grads = Training(subject, draw_weights(rng), 16.0, NEVER), tree(subject, draw_grads(rng))
    hint = Text(en="Unscale into new arrays.", zh="反缩放的结果应放进新数组。")
    with subject.noted() as note:
        if training.pure:
            args = (training.state, grads, 0.5, NEVER)
            _, (_, after, *_) = subject.call_watching("step", *args, precision="float16", keep=True)
        else:
            _, (after, _) = subject.call_watching("step", grads, 0.5, on=training.state, precision="float16")
        note(after)
    expect_equal(after, grads, what=Text(en="the gradients after step", zh="调用 step 之后的梯度"), hint=hint)


@check(Text(en="weights handed out", zh="已交出的权重"), frameworks=("numpy", "torch"))
def handed_out(subject: Subject, rng: np.random.Generator) -> None:
    """A later step does not reach them."""
    weights = draw_weights(rng)
    with subject.noted() as note:
        training = Training(subject, weights, 16.0, NEVER)
        held = subject.call("master", on=training.state, keep=True)
        training.step(draw_grads(rng), 0.5)
        got = leaves(subject, subject.call("copy", on=held))
        note(got)
    hint = Text(en="master() must return copies.", zh="master() 必须返回副本。")
    what = Text(en="what master() returned, after a step", zh="一步之后，先前 master() 的返回值")
    expect_equal(got, [p.astype(np.float32) for p in weights], what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New trainings, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: do two of them share something?",
        zh="如果上面的检查通过：两次训练之间是否共享了什么？",
    )
    subject.repeatedly(lambda worker: expect_run(worker, draw_weights(rng), [draw_grads(rng)], 0.5, 16.0, 1, hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`step` exported, with an overflow; its gradients travel as float32 here."""
    weights, grads = draw_weights(rng), draw_grads(rng)
    grads[0][1, 1] = np.inf
    state = subject.call("init", tree(subject, weights), 16.0)
    got = subject.exported("step", state, tree(subject, grads), 0.5, NEVER)
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en="step must return the pair (state, made).", zh="step 必须返回一对值 (state, made)。"), code="pair")
    hint = Text(
        en="If plain calls are right: under jit no gradient has a value that `if` could ask for; jnp.where chooses.",
        zh="如果直接调用没有问题：在 jit 之下梯度没有值，`if` 无从判断；请用 jnp.where 选择。",
    )
    expect_equal(flag(got[1]), expected=False, what=Text(en="the step was made", zh="这一步是否执行"), hint=hint)
    master = leaves(subject, subject.call("master", got[0]))
    expect_close(master, weights, rtol=SINGLE, what=Text(en="the master weights", zh="主权重"), hint=hint)
