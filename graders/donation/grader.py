"""A training in NumPy, and which arrays are gone after a step."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, fail

RATES = (0.3, 0.8, 0.7)  # lr, momentum, decay
STEPS = 4
Params = dict[str, np.ndarray]
Batches = list[tuple[np.ndarray, np.ndarray]]
Problem = tuple[Params, Batches]


def slopes(params: Params, x: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
    """Return the loss and its gradient, by the chain rule row by row."""
    value, d_w, d_b = 0.0, np.zeros_like(params["w"]), 0.0
    for row, target in zip(x, y, strict=True):
        squashed = np.tanh(row @ params["w"])
        error = squashed + params["b"] - target
        value += float(error**2) / len(x)
        d_w += 2 * error * (1 - squashed**2) * row / len(x)
        d_b += float(2 * error) / len(x)
    return value, {"w": d_w, "b": np.asarray(d_b)}


def trained(params: Params, batches: Batches) -> tuple[dict[str, Params], Params, list[float]]:
    """Return the last state, the best parameters and the losses, from weighted sums over all steps so far."""
    lr, momentum, decay = RATES
    path, history, losses = [params], [], []
    for x, y in batches:
        value, grads = slopes(path[-1], x, y)
        losses.append(value)
        history.append(grads)
        path.append({name: path[-1][name] - lr * velocity(history, momentum)[name] for name in params})
    steps = len(batches)
    weights = [decay**steps] + [(1 - decay) * decay ** (steps - k) for k in range(1, steps + 1)]
    average = {name: sum(w * point[name] for w, point in zip(weights, path, strict=True)) for name in params}
    state = {"params": path[-1], "velocity": velocity(history, momentum), "average": average}
    return state, path[int(np.argmin(losses))], losses


def velocity(history: list[Params], momentum: float) -> Params:
    """Return the sum of all gradients so far, older ones discounted."""
    last = len(history) - 1
    return {name: sum(momentum ** (last - j) * old[name] for j, old in enumerate(history)) for name in history[0]}


def problem(rng: np.random.Generator, lowest: tuple[int, ...] = (1, 2)) -> Problem:
    """Return parameters and four batches, the lowest loss in one of these: usually neither in the first nor the last."""
    while True:
        params = {"w": rng.normal(size=3), "b": rng.normal(size=())}
        batches = [(rng.normal(size=(5, 3)), rng.normal(size=5)) for _ in range(STEPS)]
        if np.argmin(trained(params, batches)[2]) in lowest:
            return params, batches


def run(subject: Subject, params: Params, batches: Batches) -> Any:
    """Return (state, best, losses) of a training."""
    got = subject.call(
        Given("trained"), Submitted("make_step"), Submitted("train"), params, batches, *RATES, precision="float64"
    )
    if not isinstance(got, list | tuple) or len(got) != 3:
        en, zh = "train must return (state, best, losses).", "train 必须返回 (state, best, losses)。"
        fail(Text(en=en, zh=zh), code="three things")
    return got


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The first state, of a dict and of a tree with a list in it."""
    params, _ = problem(rng)
    zeros = {name: np.zeros_like(p) for name, p in params.items()}
    for tree, still in ((params, zeros), ({"layers": [params, params["w"]]}, {"layers": [zeros, zeros["w"]]})):
        expect_close(
            subject.call("init", tree, precision="float64"),
            {"params": tree, "velocity": still, "average": tree},
            rtol=0,
            what=Text(en="init(params)", zh="init(params)"),
        )


@check(Text(en="values of a training", zh="训练的数值"))
def training_values(subject: Subject, rng: np.random.Generator) -> None:
    """The losses, then the last state."""
    params, batches = problem(rng)
    state, _, losses = trained(params, batches)
    got = run(subject, params, batches)
    hint = Text(
        en="A loss is that before its step. velocity first, then params with the new velocity, then average with the "
        "new params.",
        zh="每个损失都是那一步之前的。先算 velocity，再用新的 velocity 算 params，再用新的 params 算 average。",
    )
    expect_close(got[2], losses, rtol=1e-9, what=Text(en="losses", zh="losses"), hint=hint)
    expect_close(got[0], state, rtol=1e-9, atol=1e-12, what=Text(en="state", zh="state"), hint=hint)


@check(Text(en="best parameters", zh="最好的参数"))
def best_parameters(subject: Subject, rng: np.random.Generator) -> None:
    """They were those of a state that is given away by now; then those of the first one."""
    for params, batches in (problem(rng), problem(rng, (0,))):
        expect_close(
            run(subject, params, batches)[1],
            trained(params, batches)[1],
            rtol=1e-9,
            atol=1e-12,
            what=Text(en="best", zh="best"),
            hint=Text(
                en="The parameters before the step with the lowest loss, in memory of their own.",
                zh="损失最低的那一步之前的参数，放在它们自己的内存里。",
            ),
        )


@check(Text(en="the old state is given away", zh="旧状态被捐出"), match="failure")
def given_away(subject: Subject, rng: np.random.Generator) -> None:
    """Each leaf of it is deleted after a step."""
    gone, _, _ = after_a_step(subject, rng)
    kept = sorted(name for name, deleted in gone.items() if not deleted)
    if kept:
        fail(
            Text(
                en=f"After a step these arrays of the old state are still there: {', '.join(kept)}.",
                zh=f"一步之后，旧状态中的这些数组还在：{', '.join(kept)}。",
            ),
            code=f"kept {len(kept)}",
            hint=Text(
                en="donate_argnums counts the arguments of the function that jax.jit compiles, and works on the outermost "
                "jax.jit alone.",
                zh="donate_argnums 数的是 jax.jit 所编译的函数的参数，而且只对最外层的 jax.jit 起作用。",
            ),
        )


@check(Text(en="the batch is not", zh="批量不捐出"), match="failure")
def batch_stays(subject: Subject, rng: np.random.Generator) -> None:
    """It would be of no use: nothing that the step returns has its shape."""
    _, batch, unusable = after_a_step(subject, rng)
    if any(batch) or unusable:
        fail(
            Text(
                en="The step donates x or y, or JAX warned: Some donated buffers were not usable.",
                zh="这一步捐出了 x 或 y，或者 JAX 警告：Some donated buffers were not usable。",
            ),
            code="batch",
            hint=Text(
                en="Donate what has a result of its shape and dtype to make room for: the state.",
                zh="只捐出有同样形状和数据类型的结果可以接管的东西：状态。",
            ),
        )


@check(Text(en="arrays of the caller", zh="调用者的数组"), match="failure")
def callers_arrays(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters and batches outlive a training."""
    params, batches = problem(rng)
    gone = subject.call(
        Given("left"), Submitted("make_step"), Submitted("train"), params, batches, *RATES, precision="float64"
    )
    if any(gone):
        fail(
            Text(
                en=f"After train {sum(gone)} of the caller's arrays are deleted.",
                zh=f"train 之后，调用者的数组有 {sum(gone)} 个被删除了。",
            ),
            code="gone",
            hint=Text(
                en="The first state is donated as well: it needs copies of what the caller keeps.",
                zh="最初的状态也会被捐出：它需要调用者所保留的东西的副本。",
            ),
        )


@check(Text(en="one program", zh="一个程序"), match="failure")
def one_program(subject: Subject, rng: np.random.Generator) -> None:
    """The loss is traced once for all steps."""
    params, batches = problem(rng)
    count = subject.call(
        Given("runs"), Submitted("make_step"), Submitted("train"), params, batches, *RATES, precision="float64"
    )
    if count != 1:
        fail(
            Text(
                en=f"{STEPS} steps ran the loss {count} times in Python; expected once.",
                zh=f"{STEPS} 步在 Python 中运行了 {count} 次损失；应为一次。",
            ),
            code="traces",
            hint=Text(
                en="jax.jit once, in make_step; the steps share what it returns.",
                zh="只在 make_step 中调用一次 jax.jit；各步共用它返回的函数。",
            ),
        )


def after_a_step(subject: Subject, rng: np.random.Generator) -> Any:
    """Return what `gone` of given.py returns."""
    params, batches = problem(rng)
    makers = Submitted("init"), Submitted("make_step")
    return subject.call(Given("gone"), *makers, params, *batches[0], *RATES, precision="float64")
