"""AdamW: steps replayed from all gradients at once, and the mask of what decays.

The oracle has no moving average: what Adam corrects is the weighted mean of the gradients so far, with weights that are
powers of beta. The decay shrinks each parameter by a factor of its own.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal

from . import driver
from .driver import Arrays, draw, run, tree

EXACT = 1e-9
LR = 0.1
BETAS = (0.8, 0.95)
EPS = 1e-3
DECAY = 0.7
USUAL = [True, False, False]


def replay(
    params: Arrays, grads: list[Arrays], lrs: list[float], weight_decay: float, mask: list[bool]
) -> list[Arrays]:
    """Return the parameters after each step."""
    after, now = [], list(params)
    for t, lr in enumerate(lrs):
        moved = []
        for i, p in enumerate(now):
            seen = np.array([g[i] for g in grads[: t + 1]])
            mean = np.average(seen, axis=0, weights=BETAS[0] ** np.arange(t, -1, -1.0))
            square = np.average(seen**2, axis=0, weights=BETAS[1] ** np.arange(t, -1, -1.0))
            moved.append((1 - lr * weight_decay * mask[i]) * p - lr * mean / (np.sqrt(square) + EPS))
        now = moved
        after.append(now)
    return after


def options(subject: Subject, weight_decay: float, mask: list[bool]) -> tuple[Any, ...]:
    """Return what follows the learning rate."""
    return BETAS, EPS, weight_decay, tree(subject, mask)


def expect_steps(
    subject: Subject,
    hint: Text,
    params: Arrays,
    grads: list[Arrays],
    lrs: list[float],
    *,
    weight_decay: float = DECAY,
    mask: list[bool] | None = None,
) -> None:
    """Compare the parameters after each step with the replay's; without a mask everything decays."""
    mask = mask or [True] * len(params)
    expected = replay(params, grads, lrs, weight_decay, mask)
    got = run(subject, params, grads, lrs, *options(subject, weight_decay, mask))
    for step, (mine, right) in enumerate(zip(got, expected, strict=True), 1):
        what = Text(en=f"params after step {step}", zh=f"第 {step} 步之后的 params")
        expect_close(mine, tree(subject, right), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """One step keeps structure and shapes."""
    params, grads = draw(subject, rng, 1)
    got = run(subject, params, grads, [LR], *options(subject, DECAY, [True] * len(params)))
    driver.expect_shapes(subject, got[0], params)


@check(Text(en="the mask", zh="掩码"))
def mask_of(subject: Subject, rng: np.random.Generator) -> None:
    """Two axes or more decay: not a long vector, but a matrix of a single element."""
    shapes: list[tuple[int, ...]] = [(2, 3, 2), (1, 1), (7,), (), (4, 2)]
    arrays = [rng.normal(size=shape) for shape in shapes]
    bools = [len(shape) > 1 for shape in shapes]
    params, expected = arrays, bools
    if subject.framework == "numpy":
        names = ["conv.weight", "bias", "weight", "scale", "embedding"]
        params, expected = dict(zip(names, arrays, strict=True)), dict(zip(names, bools, strict=True))
    if subject.framework == "jax":
        params = {"bias": arrays[:2], "layer": {"weight": arrays[2:]}}
        expected = {"bias": bools[:2], "layer": {"weight": bools[2:]}}
    got = subject.call("decay_mask", params, precision="float64")
    hint = Text(
        en="The number of axes decides, neither the name nor the size; the mask's leaves are bools.",
        zh="由轴的个数决定，与名字和大小无关；掩码的叶子是布尔值。",
    )
    expect_mask(got, expected, hint, "")


def expect_mask(got: Any, expected: Any, hint: Text, path: str) -> None:
    """Compare bools in trees: Python's, which are no arrays."""
    what = Text(en=f"decay_mask(params){path}", zh=f"decay_mask(params){path}")
    if isinstance(expected, dict) and isinstance(got, dict) and got.keys() == expected.keys():
        for key, value in expected.items():
            expect_mask(got[key], value, hint, f"{path}[{key!r}]")
    elif isinstance(expected, list) and isinstance(got, list | tuple) and len(got) == len(expected):
        for index, value in enumerate(expected):
            expect_mask(got[index], value, hint, f"{path}[{index}]")
    else:
        expect_equal(got, expected, what=what, hint=hint)


@check(Text(en="Adam without decay", zh="没有衰减的 Adam"))
def without_decay(subject: Subject, rng: np.random.Generator) -> None:
    """weight_decay = 0."""
    hint = Text(en="With weight_decay = 0 it is Adam.", zh="weight_decay = 0 时就是 Adam。")
    expect_steps(subject, hint, *draw(subject, rng, 3), [0.1, 0.03, 0.5], weight_decay=0.0)


@check(Text(en="decay alone", zh="只有衰减"))
def decay_alone(subject: Subject, rng: np.random.Generator) -> None:
    """Gradients of zero: each step multiplies by 1 - lr * weight_decay."""
    params, grads = draw(subject, rng, 2)
    still = [[np.zeros_like(g) for g in step] for step in grads]
    hint = Text(
        en="Where all gradients are 0, a step multiplies the parameter by 1 - lr * weight_decay, nothing else.",
        zh="梯度全为 0 时，每一步只是把参数乘以 1 - lr * weight_decay。",
    )
    expect_steps(subject, hint, params, still, [0.1, 0.03])


@check(Text(en="decay beside Adam", zh="衰减与 Adam 并行"))
def decay_beside_adam(subject: Subject, rng: np.random.Generator) -> None:
    """Both at once, a large rate showing which parameter decays: that before the step."""
    hint = Text(
        en="If each is right alone: both start from the parameter before the step, and m and v see no decay.",
        zh="如果两者单独都没有问题：它们都从这一步之前的参数出发，而且 m 和 v 看不到衰减。",
    )
    expect_steps(subject, hint, *draw(subject, rng, 3), [0.1, 0.03, 0.5])


@check(Text(en="any mask", zh="任意掩码"))
def any_mask(subject: Subject, rng: np.random.Generator) -> None:
    """The usual mask, and its opposite: only the vectors decay."""
    params, grads = draw(subject, rng, 2)
    hint = Text(
        en="If everything decays rightly: where the mask is False nothing decays, and only there.",
        zh="如果全部衰减时没有问题：掩码为 False 的地方不衰减，而且只有那里不衰减。",
    )
    for mask in ([p.ndim > 1 for p in params], [p.ndim < 2 for p in params]):
        expect_steps(subject, hint, params, grads, [0.1, 0.03], mask=mask)


@check(Text(en="missing gradients", zh="缺失的梯度"), frameworks=("torch",))
def missing(subject: Subject, rng: np.random.Generator) -> None:
    """A parameter without a gradient stays, and counts no step."""
    params, grads = draw(subject, rng, 3)
    late = [[grads[0][0], None], grads[1], grads[2]]
    got = run(subject, params, late, [LR] * 3, *options(subject, DECAY, [True, True]))
    weights = replay(params[:1], [g[:1] for g in grads], [LR] * 3, DECAY, [True])
    bias = replay(params[1:], [g[1:] for g in grads[1:]], [LR] * 2, DECAY, [True])
    expected = [[weights[0][0], params[1]], [weights[1][0], bias[0][0]], [weights[2][0], bias[1][0]]]
    hint = Text(
        en="Skip a parameter whose .grad is None: no decay, no moments, no step counted.",
        zh="跳过 .grad 为 None 的参数：不衰减，不更新矩，也不计步。",
    )
    what = Text(en="params after each step", zh="每一步之后的 params")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


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
    rest = options(subject, DECAY, USUAL)
    first = (now, tree(subject, grads[0]), state, lr, *rest)
    now, state = driver.pair(subject.call("update", *first, precision="float64"))
    return now, tree(subject, grads[1]), state, lr, *rest


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New trainings, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does something stay from one to the next?",
        zh="如果上面的检查通过：是否有什么从一次训练留到了下一次？",
    )

    def once(worker: Subject) -> None:
        params, grads = draw(worker, rng, 2)
        expect_steps(worker, hint, params, grads, [LR] * 2, mask=[p.ndim > 1 for p in params])

    subject.repeatedly(once, rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`update` exported: parameters, gradients, state and learning rate are its arguments."""
    params, grads = draw(subject, rng, 2)
    args = second_step(subject, params, grads)
    got = subject.exported("update", *args, precision="float64")
    expected = replay(params, grads, [LR] * 2, DECAY, USUAL)[1]
    hint = Text(
        en="If plain calls are right: lr and the state are traced here, so Python can neither read nor compare them.",
        zh="如果直接调用没有问题：这里的 lr 和状态是被追踪的，Python 既不能读取也不能比较它们。",
    )
    what = Text(en="params of the exported update", zh="导出的 update 返回的 params")
    expect_close(driver.pair(got)[0], tree(subject, expected), rtol=EXACT, atol=EXACT, what=what, hint=hint)
