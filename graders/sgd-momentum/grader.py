"""SGD with momentum: steps replayed from all gradients at once.

The oracle has no velocity that it updates: it sums the gradients so far, each weighted with a power of the momentum.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, fail

from . import driver
from .driver import Arrays, draw, run, tree

EXACT = 1e-9
LR = 0.1


def replay(params: Arrays, grads: list[Arrays], lrs: list[float], momentum: float, nesterov: bool) -> list[Arrays]:
    """Return the parameters after each step."""
    after, now = [], list(params)
    for t, lr in enumerate(lrs):
        weights = momentum ** np.arange(t, -1, -1.0)
        velocity = [np.tensordot(weights, np.array([g[i] for g in grads[: t + 1]]), 1) for i in range(len(params))]
        if nesterov:
            velocity = [momentum * v + g for v, g in zip(velocity, grads[t], strict=True)]
        now = [p - lr * v for p, v in zip(now, velocity, strict=True)]
        after.append(now)
    return after


def expect_steps(
    subject: Subject,
    rng: np.random.Generator,
    hint: Text,
    *,
    lrs: list[float],
    momentum: float,
    nesterov: bool = False,
    overwrite: bool = False,
) -> None:
    """Compare the parameters after each step with the replay's."""
    params, grads = draw(subject, rng, len(lrs))
    expected = replay(params, grads, lrs, momentum, nesterov)
    got = run(subject, params, grads, lrs, momentum, nesterov, overwrite=overwrite)
    for step, (mine, right) in enumerate(zip(got, expected, strict=True), 1):
        what = Text(en=f"params after step {step}", zh=f"第 {step} 步之后的 params")
        expect_close(mine, tree(subject, right), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """One step keeps structure and shapes."""
    params, grads = draw(subject, rng, 1)
    got = run(subject, params, grads, [LR], 0.9, False)
    driver.expect_shapes(subject, got[0], params)


@check(Text(en="steps without momentum", zh="无动量的步骤"))
def plain(subject: Subject, rng: np.random.Generator) -> None:
    """Momentum 0: gradient descent."""
    hint = Text(en="With momentum = 0 it is p - lr * g.", zh="momentum = 0 时就是 p - lr * g。")
    expect_steps(subject, rng, hint, lrs=[LR] * 2, momentum=0.0)


@check(Text(en="momentum", zh="动量"))
def with_momentum(subject: Subject, rng: np.random.Generator) -> None:
    """Four steps with one learning rate."""
    hint = Text(
        en="v = momentum * v + g, starting at 0 and kept from step to step; the gradient has no factor.",
        zh="v = momentum * v + g，从 0 开始，逐步保留；梯度前没有系数。",
    )
    expect_steps(subject, rng, hint, lrs=[LR] * 4, momentum=0.8)


@check(Text(en="Nesterov", zh="Nesterov"))
def with_nesterov(subject: Subject, rng: np.random.Generator) -> None:
    """Four steps that look ahead."""
    hint = Text(
        en="Update v first; then move by -lr * (g + momentum * v), with the new v.",
        zh="先更新 v；再移动 -lr * (g + momentum * v)，其中 v 是新的速度。",
    )
    expect_steps(subject, rng, hint, lrs=[LR] * 4, momentum=0.8, nesterov=True)


@check(Text(en="a learning rate that changes", zh="变化的学习率"))
def changing_rate(subject: Subject, rng: np.random.Generator) -> None:
    """The velocity holds gradients, not moves."""
    hint = Text(
        en="If a constant lr is right: lr multiplies the velocity as a whole, at the moment of the move.",
        zh="如果固定的 lr 没有问题：lr 应在移动时乘以整个速度。",
    )
    expect_steps(subject, rng, hint, lrs=[0.1, 0.03, 0.5, 0.01], momentum=0.8)


@check(Text(en="arguments left out", zh="省略的参数"), frameworks=("torch",))
def left_out(subject: Subject, rng: np.random.Generator) -> None:
    """Neither momentum nor nesterov, then a momentum alone."""
    hint = Text(
        en="If the checks above pass: left out, momentum is 0 and nesterov is False.",
        zh="如果上面的检查通过：省略时 momentum 为 0，nesterov 为 False。",
    )
    for options in ((), (0.8,)):
        params, grads = draw(subject, rng, 3)
        expected = replay(params, grads, [LR] * 3, sum(options), nesterov=False)
        got = run(subject, params, grads, [LR] * 3, *options)
        what = Text(en="params after each step", zh="每一步之后的 params")
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="gradients before and after", zh="梯度的前后"), frameworks=("torch",))
def clearing(subject: Subject, rng: np.random.Generator) -> None:
    """`step` leaves gradients alone, `zero_grad` clears them."""
    params, (grads,) = draw(subject, rng, 1)
    optimizer, handles = driver.make(subject, "SGD", params, LR, 0.8, True)
    driver.give(subject, handles, grads)
    subject.call("step", on=optimizer)
    what = Text(en="the gradients after step()", zh="step() 之后的梯度")
    hint = Text(en="step() only reads the gradients.", zh="step() 只读取梯度。")
    expect_equal(driver.gradients(subject, handles), grads, what=what, hint=hint)
    subject.call("zero_grad", on=optimizer)
    for g in driver.gradients(subject, handles):
        if g is not None:
            what = Text(en="a gradient after zero_grad()", zh="zero_grad() 之后的梯度")
            hint = Text(en="Set every .grad to None, or fill it with zeros.", zh="把每个 .grad 设为 None，或填成零。")
            expect_equal(g, np.zeros(np.shape(g)), what=what, hint=hint)


@check(Text(en="gradients written over", zh="梯度被就地改写"), frameworks=("torch",))
def overwritten(subject: Subject, rng: np.random.Generator) -> None:
    """The next backward pass writes into the same `.grad`: no velocity may be that tensor."""
    hint = Text(
        en="If earlier steps are right: the velocity must be a tensor of its own, not p.grad itself.",
        zh="如果之前的步骤没有问题：速度必须是独立的张量，不能就是 p.grad。",
    )
    expect_steps(subject, rng, hint, lrs=[LR] * 3, momentum=0.8, overwrite=True)


@check(Text(en="missing gradients", zh="缺失的梯度"), frameworks=("torch",))
def missing(subject: Subject, rng: np.random.Generator) -> None:
    """A parameter without a gradient stays, and so does its velocity."""
    params, grads = draw(subject, rng, 3)
    got = run(subject, params, [grads[0], [grads[1][0], None], grads[2]], [LR] * 3, 0.8, False)
    weights = replay(params[:1], [g[:1] for g in grads], [LR] * 3, 0.8, False)
    bias = replay(params[1:], [grads[0][1:], grads[2][1:]], [LR] * 2, 0.8, False)
    expected = [[weights[0][0], bias[0][0]], [weights[1][0], bias[0][0]], [weights[2][0], bias[1][0]]]
    hint = Text(
        en="Skip a parameter whose .grad is None; do not treat it as a gradient of zeros.",
        zh="跳过 .grad 为 None 的参数；不要当作全零的梯度。",
    )
    what = Text(en="params after each step", zh="每一步之后的 params")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Neither parameters nor gradients nor the state are written to."""
    params, grads = draw(subject, rng, 2)
    now = tree(subject, params)
    state = subject.call("init", now, precision="float64")
    first = (now, tree(subject, grads[0]), state, *options(subject))
    _, state = driver.pair(subject.call("update", *first, precision="float64"))
    args = (now, tree(subject, grads[1]), state, *options(subject))
    _, after = subject.call_watching("update", *args, precision="float64")
    hint = Text(
        en="*= and += write into the caller's arrays: make new ones.",
        zh="*= 和 += 会改写调用者的数组：应生成新数组。",
    )
    for name, index in (("params", 0), ("grads", 1), ("state", 2)):
        what = Text(en=f"{name} after update", zh=f"调用 update 之后的 {name}")
        expect_equal(after[index], args[index], what=what, hint=hint)


def options(subject: Subject) -> tuple[Any, ...]:
    """Return what follows the state in a call of `update`."""
    return driver.rate(subject, LR), 0.8, True


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New trainings, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does something stay from one to the next?",
        zh="如果上面的检查通过：是否有什么从一次训练留到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_steps(worker, rng, hint, lrs=[LR] * 2, momentum=0.8), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`update` exported: parameters, gradients, state and learning rate are its arguments."""
    params, grads = draw(subject, rng, 2)
    now = tree(subject, params)
    first = (now, tree(subject, grads[0]), subject.call("init", now, precision="float64"), *options(subject))
    now, state = driver.pair(subject.call("update", *first, precision="float64"))
    args = (now, tree(subject, grads[1]), state, *options(subject))
    got = subject.exported("update", *args, precision="float64")
    if not isinstance(got, list | tuple) or not got:
        fail(Text(en="Exported, update returns no pair.", zh="导出后的 update 没有返回一对值。"), code="pair")
    expected = replay(params, grads, [LR] * 2, 0.8, True)[1]
    hint = Text(
        en="If plain calls are right: lr is traced here, so Python can neither read nor compare it.",
        zh="如果直接调用没有问题：这里的 lr 是被追踪的，Python 既不能读取也不能比较它。",
    )
    what = Text(en="params of the exported update", zh="导出的 update 返回的 params")
    expect_close(got[0], tree(subject, expected), rtol=EXACT, atol=EXACT, what=what, hint=hint)
