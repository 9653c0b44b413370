"""Adagrad and RMSprop: steps replayed from all gradients at once.

The oracle keeps nothing: the accumulator of a step is the sum of all squares so far, each with the weight it has left.
"""

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, expect_finite

from . import driver
from .driver import Arrays, draw, run, tree

EXACT = 1e-9
DECAY = 0.8
TINY = 1e-20  # an eps that no tolerance sees, wherever it stands
RATES = [0.1, 0.03, 0.5, 0.01]


def weights(name: str, t: int) -> np.ndarray:
    """Return what the squares of the steps 0..t weigh in step t."""
    return np.ones(t + 1) if name == "adagrad" else (1 - DECAY) * DECAY ** np.arange(t, -1, -1.0)


def replay(name: str, params: Arrays, grads: list[Arrays], lrs: list[float], eps: float = TINY) -> list[Arrays]:
    """Return the parameters after each step."""
    after, now = [], list(params)
    for t, lr in enumerate(lrs):
        squares = [
            np.tensordot(weights(name, t), np.array([g[i] ** 2 for g in grads[: t + 1]]), 1) for i in range(len(now))
        ]
        now = [p - lr * g / (np.sqrt(s) + eps) for p, g, s in zip(now, grads[t], squares, strict=True)]
        after.append(now)
    return after


def options(name: str, eps: float = TINY) -> tuple[float, ...]:
    """Return what follows the learning rate."""
    return (eps,) if name == "adagrad" else (DECAY, eps)


def expect_steps(
    subject: Subject, name: str, hint: Text, params: Arrays, grads: list[Arrays], *, eps: float = TINY
) -> None:
    """Compare the parameters after each step with the replay's."""
    lrs = RATES[: len(grads)]
    got = run(subject, name, params, grads, lrs, *options(name, eps))
    for step, (mine, right) in enumerate(zip(got, replay(name, params, grads, lrs, eps), strict=True), 1):
        what = Text(en=f"{name}: params after step {step}", zh=f"{name}：第 {step} 步之后的 params")
        expect_close(mine, tree(subject, right), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """One step keeps structure and shapes."""
    params, grads = draw(subject, rng, 1)
    for name in ("adagrad", "rmsprop"):
        got = run(subject, name, params, grads, [0.1], *options(name))
        driver.expect_shapes(subject, got[0], params)


@check(Text(en="Adagrad", zh="Adagrad"))
def adagrad(subject: Subject, rng: np.random.Generator) -> None:
    """Four steps, the learning rate changing."""
    hint = Text(
        en="The accumulator is the plain sum of all squares, today's gradient included; divide by its root.",
        zh="累加器是所有梯度平方的普通求和，包括当前梯度；除以它的平方根。",
    )
    expect_steps(subject, "adagrad", hint, *draw(subject, rng, 4))


@check(Text(en="RMSprop", zh="RMSprop"))
def rmsprop(subject: Subject, rng: np.random.Generator) -> None:
    """Four steps, the learning rate changing."""
    hint = Text(
        en="s = decay * s + (1 - decay) * g², from 0, without a bias correction; divide by the root of the new s.",
        zh="s = decay * s + (1 - decay) * g²，从 0 开始，不做任何校正；除以新的 s 的平方根。",
    )
    expect_steps(subject, "rmsprop", hint, *draw(subject, rng, 4))


@check(Text(en="where eps stands", zh="eps 的位置"))
def place_of_eps(subject: Subject, rng: np.random.Generator) -> None:
    """An eps of the gradients' own size."""
    params, grads = draw(subject, rng, 2)
    hint = Text(en="If a tiny eps is right: it is added to the root.", zh="如果很小的 eps 没有问题：它加在平方根之外。")
    for name in ("adagrad", "rmsprop"):
        expect_steps(subject, name, hint, params, grads, eps=0.3)


@check(Text(en="gradients of zero", zh="全零的梯度"))
def zeros(subject: Subject, rng: np.random.Generator) -> None:
    """No 0 / 0, as for the rows of an embedding that no batch has touched."""
    params, grads = draw(subject, rng, 2)
    still = [[np.zeros_like(g) for g in step] for step in grads]
    hint = Text(en="0 / (0 + eps) is 0.", zh="0 / (0 + eps) 等于 0。")
    for name in ("adagrad", "rmsprop"):
        what = Text(en=f"{name}: params", zh=f"{name}：params")
        for after in run(subject, name, params, still, [0.1] * 2, *options(name, 1e-8)):
            expect_finite(after, what=what, hint=hint)
            expect_equal(after, tree(subject, params), what=what, hint=hint)


@check(Text(en="missing gradients", zh="缺失的梯度"), frameworks=("torch",))
def missing(subject: Subject, rng: np.random.Generator) -> None:
    """A parameter without a gradient stays, and so does its accumulator."""
    params, grads = draw(subject, rng, 3)
    lrs = RATES[:3]
    hint = Text(
        en="Skip a parameter whose .grad is None: not even its accumulator decays.",
        zh="跳过 .grad 为 None 的参数：连它的累加器也不衰减。",
    )
    for name in ("adagrad", "rmsprop"):
        got = run(subject, name, params, [grads[0], [grads[1][0], None], grads[2]], lrs, *options(name))
        weight = replay(name, params[:1], [g[:1] for g in grads], lrs)
        bias = replay(name, params[1:], [grads[0][1:], grads[2][1:]], [lrs[0], lrs[2]])
        expected = [[weight[0][0], bias[0][0]], [weight[1][0], bias[0][0]], [weight[2][0], bias[1][0]]]
        what = Text(en=f"{name}: params after each step", zh=f"{name}：每一步之后的 params")
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Neither parameters nor gradients nor the state are written to."""
    params, grads = draw(subject, rng, 1)
    now = tree(subject, params)
    hint = Text(
        en="*= and += write into the caller's arrays: make new ones.", zh="*= 和 += 会改写调用者的数组：应生成新数组。"
    )
    for function in ("adagrad", "rmsprop"):
        state = subject.call("init", now, precision="float64")
        args = (now, tree(subject, grads[0]), state, driver.rate(subject, 0.1), *options(function))
        _, after = subject.call_watching(function, *args, precision="float64")
        for name, index in (("params", 0), ("grads", 1), ("state", 2)):
            what = Text(en=f"{name} after {function}", zh=f"调用 {function} 之后的 {name}")
            expect_equal(after[index], args[index], what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New trainings, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does something stay from one to the next?",
        zh="如果上面的检查通过：是否有什么从一次训练留到了下一次？",
    )

    def once(worker: Subject) -> None:
        for name in ("adagrad", "rmsprop"):
            expect_steps(worker, name, hint, *draw(worker, rng, 1))

    subject.repeatedly(once, rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`rmsprop` exported: parameters, gradients, state and learning rate are its arguments."""
    params, grads = draw(subject, rng, 1)
    now = tree(subject, params)
    state = subject.call("init", now, precision="float64")
    args = (now, tree(subject, grads[0]), state, driver.rate(subject, 0.1), *options("rmsprop"))
    got = driver.pair(subject.exported("rmsprop", *args, precision="float64"))
    (expected,) = replay("rmsprop", params, grads, [0.1])
    hint = Text(
        en="If plain calls are right: everything but decay and eps is traced here, so Python cannot look at its values.",
        zh="如果直接调用没有问题：这里除 decay 和 eps 之外都是被追踪的，Python 看不到它们的值。",
    )
    what = Text(en="params of the exported rmsprop", zh="导出的 rmsprop 返回的 params")
    expect_close(got[0], tree(subject, expected), rtol=EXACT, atol=EXACT, what=what, hint=hint)
