"""Derivatives of given functions, against central differences of the same functions in NumPy."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, central_differences, check, expect_close, fail

SLACK = 1e-8  # room for the rounding of a central difference
LR = 0.3


def network(params: Any, x: np.ndarray, y: np.ndarray) -> tuple[float, Any]:
    """Return what `loss` of given.py returns."""
    outputs = np.tanh(x @ params["hidden"]) @ params["out"]["w"] + params["out"]["b"]
    return float(np.mean((outputs - y) ** 2)), {"outputs": outputs}


def line(params: Any, x: np.ndarray, y: np.ndarray) -> tuple[float, Any]:
    """Return what `line_loss` of given.py returns."""
    errors = x @ params[0] + params[1] - y
    return float(np.sum(np.abs(errors) ** 3)), [errors]


def moved(params: Any, grads: Any, lr: float) -> Any:
    """Return params - lr * grads, leaf by leaf."""
    if isinstance(params, dict):
        return {key: moved(item, grads[key], lr) for key, item in params.items()}
    if isinstance(params, tuple):
        return tuple(moved(item, grad, lr) for item, grad in zip(params, grads, strict=True))
    return params - lr * grads


def network_problem(rng: np.random.Generator) -> tuple[Any, np.ndarray, np.ndarray]:
    """Return parameters in nested dicts, x: (5, 3), y: (5,)."""
    out = {"w": rng.normal(size=4), "b": np.asarray(rng.normal())}
    return {"hidden": rng.normal(size=(3, 4)), "out": out}, rng.normal(size=(5, 3)), rng.normal(size=5)


def triple(got: Any) -> Any:
    """Return what `step` returned, which must be three things."""
    if not isinstance(got, list | tuple) or len(got) != 3:
        en, zh = "step must return (new_params, value, aux).", "step 必须返回 (new_params, value, aux)。"
        fail(Text(en=en, zh=zh), code="three things")
    return got


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """`sensitivities` gives a pair in the structure of (params, x)."""
    params, x, y = network_problem(rng)
    got = subject.call("sensitivities", Given("loss"), params, x, y, precision="float64")
    # Any values: the structure and the shapes alone.
    expect_close(
        got,
        (params, x),
        rtol=0,
        atol=np.inf,
        what=Text(en="sensitivities", zh="sensitivities"),
        hint=Text(
            en="The pair (d_params, d_x): gradients have the structure of what they belong to.",
            zh="返回一对 (d_params, d_x)：梯度的结构与它所属的自变量相同。",
        ),
    )


@check(Text(en="two gradients", zh="两个梯度"))
def two_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """With respect to params and to x."""
    params, x, y = network_problem(rng)
    expected = (
        central_differences(lambda p: network(p, x, y)[0], params),
        central_differences(lambda v: network(params, v, y)[0], x),
    )
    expect_close(
        subject.call("sensitivities", Given("loss"), params, x, y, precision="float64"),
        expected,
        rtol=1e-6,
        atol=SLACK,
        what=Text(en="sensitivities", zh="sensitivities"),
        hint=Text(
            en="[0] is the gradient with respect to params, [1] that with respect to x, of the value as it is.",
            zh="[0] 是对 params 的梯度，[1] 是对 x 的梯度，都是针对 value 本身的。",
        ),
    )


@check(Text(en="value and aux", zh="value 与 aux"))
def value_and_aux(subject: Subject, rng: np.random.Generator) -> None:
    """What the loss gave before the step."""
    params, x, y = network_problem(rng)
    _, value, aux = triple(subject.call("step", Given("loss"), params, x, y, LR, precision="float64"))
    expect_close(
        (value, aux),
        network(params, x, y),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="(value, aux) of step", zh="step 的 (value, aux)"),
        hint=Text(
            en="Those of the parameters that came in; value_and_grad returns ((value, aux), grads).",
            zh="是传入的参数所对应的；value_and_grad 返回 ((value, aux), grads)。",
        ),
    )


@check(Text(en="one step of descent", zh="下降一步"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """The new parameters, in a dict."""
    params, x, y = network_problem(rng)
    expected = moved(params, central_differences(lambda p: network(p, x, y)[0], params), LR)
    got, _, _ = triple(subject.call("step", Given("loss"), params, x, y, LR, precision="float64"))
    expect_close(
        got,
        expected,
        rtol=1e-6,
        atol=SLACK,
        what=Text(en="new_params", zh="new_params"),
        hint=Text(en="p - lr * g, leaf by leaf: jax.tree.map.", zh="逐个叶子计算 p - lr * g：jax.tree.map。"),
    )


@check(Text(en="another loss", zh="另一个损失"))
def another_loss(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters in a tuple, aux in a list."""
    params = (rng.normal(size=3), np.asarray(rng.normal()))
    x, y = rng.normal(size=(5, 3)), rng.normal(size=5)
    expected = moved(params, central_differences(lambda p: line(p, x, y)[0], params), LR), *line(params, x, y)
    expect_close(
        triple(subject.call("step", Given("line_loss"), params, x, y, LR, precision="float64")),
        expected,
        rtol=1e-6,
        atol=SLACK,
        what=Text(en="step of a loss with a tuple of parameters", zh="参数为元组的损失的 step"),
        hint=Text(
            en="If the first loss was right: params is any pytree; name no keys.",
            zh="如果第一个损失是对的：params 可以是任何 pytree，不要写死键名。",
        ),
    )


@check(Text(en="the loss runs once", zh="损失只运行一次"))
def runs_once(subject: Subject, rng: np.random.Generator) -> None:
    """`value_and_grad` has the value already."""
    params, x, y = network_problem(rng)
    calls = subject.call(Given("calls_of_loss"), Submitted("step"), params, x, y, LR, precision="float64")
    if calls != 1:
        fail(
            Text(
                en=f"step called the loss {calls} times; expected once.", zh=f"step 调用了 {calls} 次损失；应为一次。"
            ),
            code="calls",
            hint=Text(
                en="value, aux and gradients come from one call of jax.value_and_grad.",
                zh="调用一次 jax.value_and_grad 就能得到 value、aux 和梯度。",
            ),
        )


@check(Text(en="curvature", zh="二阶导数"))
def second_derivative(subject: Subject, rng: np.random.Generator) -> None:
    """Of t^3 sin t: 6 t sin t + 6 t^2 cos t - t^3 sin t."""
    t = np.asarray(rng.uniform(0.5, 2.5))
    expect_close(
        subject.call("curvature", Given("wave"), t, precision="float64"),
        6 * t * np.sin(t) + 6 * t**2 * np.cos(t) - t**3 * np.sin(t),
        rtol=1e-12,  # a difference of slopes is off by 1e-10
        atol=1e-12,
        what=Text(en="curvature", zh="curvature"),
        hint=Text(en="The derivative of the derivative, exactly.", zh="导数的导数，要精确。"),
    )
