"""How an optimizer is driven: pure functions on trees in NumPy and JAX, a class that changes parameters in PyTorch."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, expect_shape, fail

CLASSES = {"adagrad": "Adagrad", "rmsprop": "RMSprop"}  # function -> class in PyTorch
Arrays = list[np.ndarray]
SHAPES = {"numpy": [(2, 3), (2,), ()], "torch": [(2, 3), (2,)], "jax": [(2, 3), (2,), ()]}


def draw(subject: Subject, rng: np.random.Generator, steps: int) -> tuple[Arrays, list[Arrays]]:
    """Return parameters, and gradients for each of so many steps."""
    shapes = SHAPES[subject.framework]
    return [rng.normal(size=s) for s in shapes], [[rng.normal(size=s) for s in shapes] for _ in range(steps)]


def tree(subject: Subject, arrays: Sequence[Any]) -> Any:
    """Return the arrays as a submission sees them: a list in PyTorch, a dictionary in NumPy, nested in JAX."""
    if subject.framework == "torch":
        return list(arrays)
    weight, bias, scale = arrays
    if subject.framework == "numpy":
        return {"weight": weight, "bias": bias, "scale": scale}
    return {"layers": [{"weight": weight, "bias": bias}], "scale": scale}


def rate(subject: Subject, lr: float) -> Any:
    """Return a learning rate as a submission gets it: an array in JAX, so that `jit` traces it."""
    return np.asarray(lr) if subject.framework == "jax" else lr


def pair(value: Any) -> tuple[Any, Any]:
    """Return (params, state), which must be a pair."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        fail(
            Text(
                en="Both functions must return the pair (params, state).",
                zh="两个函数都必须返回一对值 (params, state)。",
            ),
            code="pair",
        )
    return value[0], value[1]


def run(
    subject: Subject, name: str, params: Arrays, grads: list[list[Any]], lrs: list[float], *options: Any
) -> list[Any]:
    """Return the parameters after each step; `options` follow the learning rate. Only they are compared by a diagnosis."""
    with subject.noted() as note:
        steps = _run_class if subject.framework == "torch" else _run_functions
        after = steps(subject, name, params, list(zip(grads, lrs, strict=True)), options)
        note(after)
    return after


def _run_functions(
    subject: Subject, name: str, params: Arrays, steps: list[tuple[list[Any], float]], options: tuple[Any, ...]
) -> list[Any]:
    now = tree(subject, params)
    state, after = subject.call("init", now, precision="float64"), []
    for g, lr in steps:
        args = (now, tree(subject, g), state, rate(subject, lr), *options)
        now, state = pair(subject.call(name, *args, precision="float64"))
        after.append(now)
    return after


def make(subject: Subject, name: str, params: Arrays, *options: Any) -> tuple[Handle, list[Handle]]:
    """Return an optimizer of a `Linear` and the handles of its weight and bias."""
    model = subject.call("Linear", 3, 2, precision="float64", keep=True)
    subject.set_parameters(model, params)
    handles = [
        subject.call("get_parameter", part, on=model, precision="float64", keep=True) for part in ("weight", "bias")
    ]
    walk = subject.call("parameters", on=model, precision="float64", keep=True)
    return subject.call(name, walk, *options, precision="float64", keep=True), handles


def give(subject: Subject, handles: list[Handle], grads: list[Any]) -> None:
    """Let these be the parameters' gradients."""
    for handle, g in zip(handles, grads, strict=True):
        subject.call("__setattr__", "grad", g, on=handle, precision="float64")


def values(subject: Subject, handles: list[Handle]) -> list[Any]:
    """Return what the parameters hold."""
    return [subject.call("detach", on=handle, precision="float64") for handle in handles]


def _run_class(
    subject: Subject, name: str, params: Arrays, steps: list[tuple[list[Any], float]], options: tuple[Any, ...]
) -> list[Any]:
    optimizer, handles = make(subject, CLASSES[name], params, steps[0][1], *options)
    after = []
    for g, lr in steps:
        give(subject, handles, g)
        subject.call("__setattr__", "lr", lr, on=optimizer)
        subject.call("step", on=optimizer)
        after.append(values(subject, handles))
    return after


def expect_shapes(subject: Subject, got: Any, params: Arrays) -> None:
    """Expect a tree of the parameters' structure and shapes."""
    for path, mine, right in _walk(got, tree(subject, params), ""):
        expect_shape(mine, np.shape(right), what=Text(en=f"params{path}", zh=f"params{path}"))


def _walk(got: Any, expected: Any, path: str) -> list[tuple[str, Any, Any]]:
    """Return path, value and expected value of each leaf; fail where the structure differs."""
    if isinstance(expected, dict) and isinstance(got, dict) and got.keys() == expected.keys():
        return [leaf for key in expected for leaf in _walk(got[key], expected[key], f"{path}[{key!r}]")]
    if isinstance(expected, list) and isinstance(got, list | tuple) and len(got) == len(expected):
        return [leaf for i, one in enumerate(expected) for leaf in _walk(got[i], one, f"{path}[{i}]")]
    if isinstance(expected, dict | list):
        en, zh = f"params{path} has another structure than before.", f"params{path} 的结构与之前不同。"
        fail(Text(en=en, zh=zh), code="structure")
    return [(path, got, expected)]
