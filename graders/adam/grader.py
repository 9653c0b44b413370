"""Adam: steps replayed from all gradients at once.

The oracle has no bias to correct: a corrected moving average is the weighted mean of the gradients so far, with
weights that are powers of beta, and that is what it computes.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, expect_finite, fail

from . import driver
from .driver import Arrays, draw, run, tree

EXACT = 1e-9
LR = 0.1
BETAS = (0.8, 0.95)
TINY = 1e-20  # an eps that no tolerance sees, wherever it stands


def replay(
    params: Arrays, grads: list[Arrays], lrs: list[float], betas: tuple[float, float] = BETAS, eps: float = TINY
) -> list[Arrays]:
    """Return the parameters after each step."""
    after, now = [], list(params)
    for t, lr in enumerate(lrs):
        moved = []
        for i, p in enumerate(now):
            seen = np.array([g[i] for g in grads[: t + 1]])
            mean = np.average(seen, axis=0, weights=betas[0] ** np.arange(t, -1, -1.0))
            square = np.average(seen**2, axis=0, weights=betas[1] ** np.arange(t, -1, -1.0))
            moved.append(p - lr * mean / (np.sqrt(square) + eps))
        now = moved
        after.append(now)
    return after


def expect_steps(
    subject: Subject,
    hint: Text,
    params: Arrays,
    grads: list[Arrays],
    lrs: list[float],
    *,
    eps: float = TINY,
) -> None:
    """Compare the parameters after each step with the replay's."""
    expected = replay(params, grads, lrs, BETAS, eps)
    got = run(subject, params, grads, lrs, BETAS, eps)
    for step, (mine, right) in enumerate(zip(got, expected, strict=True), 1):
        what = Text(en=f"params after step {step}", zh=f"第 {step} 步之后的 params")
        expect_close(mine, tree(subject, right), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """One step keeps structure and shapes."""
    params, grads = draw(subject, rng, 1)
    got = run(subject, params, grads, [LR], BETAS, TINY)
    driver.expect_shapes(subject, got[0], params)


@check(Text(en="the first step", zh="第一步"))
def first_step(subject: Subject, rng: np.random.Generator) -> None:
    """Moves by lr against the sign of the gradient."""
    hint = Text(
        en="In step 1 both corrections undo the factors 1 - beta: the move is lr * g / |g|.",
        zh="第 1 步中两个校正恰好抵消系数 1 - beta：移动量为 lr * g / |g|。",
    )
    expect_steps(subject, hint, *draw(subject, rng, 1), [LR])


@check(Text(en="several steps", zh="若干步"))
def several_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Four steps, the learning rate changing."""
    hint = Text(
        en="If the first step is right: m and v go on from the last step, and beta**t takes the next t.",
        zh="如果第一步没有问题：m 和 v 从上一步继续，beta**t 使用下一个 t。",
    )
    expect_steps(subject, hint, *draw(subject, rng, 4), [0.1, 0.03, 0.5, 0.01])


@check(Text(en="where eps stands", zh="eps 的位置"))
def place_of_eps(subject: Subject, rng: np.random.Generator) -> None:
    """An eps of the gradients' own size."""
    hint = Text(
        en="If a tiny eps is right: it is added to the root, and the root is taken of the corrected v.",
        zh="如果很小的 eps 没有问题：它加在根号之外，而根号里是校正后的 v。",
    )
    expect_steps(subject, hint, *draw(subject, rng, 2), [LR] * 2, eps=0.3)


@check(Text(en="gradients of zero", zh="全零的梯度"))
def zeros(subject: Subject, rng: np.random.Generator) -> None:
    """No 0 / 0."""
    params, grads = draw(subject, rng, 2)
    still = [[np.zeros_like(g) for g in step] for step in grads]
    for after in run(subject, params, still, [LR] * 2, BETAS, 1e-8):
        hint = Text(en="0 / (0 + eps) is 0.", zh="0 / (0 + eps) 等于 0。")
        expect_finite(after, what=Text(en="params", zh="params"), hint=hint)
        expect_equal(after, tree(subject, params), what=Text(en="params", zh="params"), hint=hint)


@check(Text(en="missing gradients", zh="缺失的梯度"), frameworks=("torch",))
def missing(subject: Subject, rng: np.random.Generator) -> None:
    """A parameter without a gradient stays, and counts no step."""
    params, grads = draw(subject, rng, 3)
    got = run(subject, params, [[grads[0][0], None], grads[1], grads[2]], [LR] * 3, BETAS, TINY)
    weights = replay(params[:1], [g[:1] for g in grads], [LR] * 3)
    bias = replay(params[1:], [g[1:] for g in grads[1:]], [LR] * 2)
    expected = [[weights[0][0], params[1]], [weights[1][0], bias[0][0]], [weights[2][0], bias[1][0]]]
    hint = Text(
        en="Skip a parameter whose .grad is None; its t counts only the steps in which it had a gradient.",
        zh="跳过 .grad 为 None 的参数；它的 t 只数有梯度的步。",
    )
    what = Text(en="params after each step", zh="每一步之后的 params")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments left out", zh="省略的参数"), frameworks=("torch",))
def left_out(subject: Subject, rng: np.random.Generator) -> None:
    """Every default at once, beside gradients so small that eps counts."""
    params, grads = draw(subject, rng, 3)
    grads = [[g / 2**26 for g in step] for step in grads]
    optimizer, handles = driver.make(subject, "Adam", params)
    got = []
    with subject.noted() as note:
        for step in grads:
            driver.give(subject, handles, step)
            subject.call("step", on=optimizer)
            got.append(driver.values(subject, handles))
        note(got)
    expected = replay(params, grads, [1e-3] * 3, (0.9, 0.999), 1e-8)
    hint = Text(
        en="If the checks above pass: left out, lr is 1e-3, betas are (0.9, 0.999) and eps is 1e-8.",
        zh="如果上面的检查通过：省略时 lr 为 1e-3，betas 为 (0.9, 0.999)，eps 为 1e-8。",
    )
    what = Text(en="params after each step", zh="每一步之后的 params")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="gradients before and after", zh="梯度的前后"), frameworks=("torch",))
def clearing(subject: Subject, rng: np.random.Generator) -> None:
    """`step` leaves gradients alone, `zero_grad` clears them."""
    params, (grads,) = draw(subject, rng, 1)
    optimizer, handles = driver.make(subject, "Adam", params, LR, BETAS, TINY)
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


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Neither parameters nor gradients nor the state are written to."""
    args = second_step(subject, *draw(subject, rng, 2))
    _, after = subject.call_watching("update", *args, precision="float64")
    hint = Text(
        en="*= and += write into the caller's arrays: make new ones.",
        zh="*= 和 += 会改写调用者的数组：应生成新数组。",
    )
    for name, index in (("params", 0), ("grads", 1), ("state", 2)):
        what = Text(en=f"{name} after update", zh=f"调用 update 之后的 {name}")
        expect_equal(after[index], args[index], what=what, hint=hint)


def second_step(subject: Subject, params: Arrays, grads: list[Arrays]) -> tuple[Any, ...]:
    """Make one step and return the arguments of a second one."""
    now = tree(subject, params)
    lr = driver.rate(subject, LR)
    state = subject.call("init", now, precision="float64")
    first = (now, tree(subject, grads[0]), state, lr, BETAS, TINY)
    now, state = driver.pair(subject.call("update", *first, precision="float64"))
    return now, tree(subject, grads[1]), state, lr, BETAS, TINY


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New trainings, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does something stay from one to the next?",
        zh="如果上面的检查通过：是否有什么从一次训练留到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_steps(worker, hint, *draw(worker, rng, 2), [LR] * 2), rng)


@check(Text(en="a state of arrays", zh="由数组组成的状态"), frameworks=("jax",), match="failure")
def state_of_arrays(subject: Subject, rng: np.random.Generator) -> None:
    """No Python numbers in the state: they would be constants of the compiled program."""
    params, _ = draw(subject, rng, 1)
    found = list(numbers(subject.call("init", tree(subject, params), precision="float64")))
    if found:
        fail(
            Text(en=f"The state holds the Python number {found[0]!r}.", zh=f"状态里有 Python 数 {found[0]!r}。"),
            code="python number",
            hint=Text(
                en="jit compiles anew for each value of a Python number that it must not trace; an array it traces.",
                zh="对不能追踪的 Python 数，jit 会为每个值重新编译；数组则会被追踪。",
            ),
        )


def numbers(value: Any) -> list[Any]:
    """Return the leaves of a tree that are Python numbers."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in numbers(item)]
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in numbers(item)]
    return [value] if type(value) in {bool, int, float} else []


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`update` exported: parameters, gradients, state and learning rate are its arguments."""
    params, grads = draw(subject, rng, 2)
    args = second_step(subject, params, grads)
    got = subject.exported("update", *args, precision="float64")
    expected = replay(params, grads, [LR] * 2)[1]
    hint = Text(
        en="If plain calls are right: lr and the state are traced here, so Python can neither read nor compare them.",
        zh="如果直接调用没有问题：这里的 lr 和状态是被追踪的，Python 既不能读取也不能比较它们。",
    )
    what = Text(en="params of the exported update", zh="导出的 update 返回的 params")
    expect_close(driver.pair(got)[0], tree(subject, expected), rtol=EXACT, atol=EXACT, what=what, hint=hint)
