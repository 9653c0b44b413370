"""torch.func on modules: gradients by central differences of a forward in NumPy, and how often the model runs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from kata.grading import (
    Given,
    Handle,
    Subject,
    Submitted,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    fail,
)

State = dict[str, np.ndarray]
ROWS = 5
FROZEN = "first.bias"
SHAPES = {
    "first.weight": (5, 3),
    "first.bias": (5,),
    "norm.weight": (5,),
    "norm.bias": (5,),
    "last.weight": (2, 5),
    "last.bias": (2,),
}
TRAINED = {name: shape for name, shape in SHAPES.items() if name != FROZEN}
GRADS = Text(en="the gradients", zh="梯度")


def random_state(rng: np.random.Generator) -> tuple[State, State]:
    """Return parameters, and the running statistics of the batch norm."""
    parameters = {name: rng.normal(size=shape) for name, shape in SHAPES.items()}
    return parameters, {"norm.running_mean": rng.normal(size=5), "norm.running_var": rng.uniform(0.5, 2, size=5)}


def output(parameters: State, buffers: State, row: np.ndarray) -> np.ndarray:
    """Return the output for one example, as in eval(): (2,)."""
    h = np.einsum("oi,i->o", parameters["first.weight"], row) + parameters["first.bias"]
    deviation = np.sqrt(buffers["norm.running_var"] + 1e-5)
    h = (h - buffers["norm.running_mean"]) / deviation * parameters["norm.weight"] + parameters["norm.bias"]
    return np.einsum("oi,i->o", parameters["last.weight"], np.tanh(h)) + parameters["last.bias"]


def slopes(parameters: State, buffers: State, row: np.ndarray, target: np.ndarray) -> State:
    """Return the central differences of one example's loss for every number of every trained parameter."""
    trained = {name: parameters[name] for name in TRAINED}
    return central_differences(lambda moved: np.sum((output(parameters | moved, buffers, row) - target) ** 2), trained)


def each(parameters: State, buffers: State, x: np.ndarray, y: np.ndarray) -> State:
    """Return the gradients of all examples, one after the other."""
    rows = [slopes(parameters, buffers, row, target) for row, target in zip(x, y, strict=True)]
    return {name: np.array([row[name] for row in rows]) for name in TRAINED}


def problem(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return x: (5, 3), y: (5, 2)."""
    return rng.normal(size=(ROWS, 3)), rng.normal(size=(ROWS, 2))


def new_net(subject: Subject, state: tuple[State, State], mode: str = "train") -> Handle:
    """Return a net in the worker, in this mode."""
    net: Handle = subject.call(Given("loaded"), *state, mode, precision="float64", keep=True)
    return net


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Names and shapes, for a model in eval mode."""
    got = subject.call(
        "per_example_grads", new_net(subject, random_state(rng), "eval"), *problem(rng), precision="float64"
    )
    if not isinstance(got, dict):
        fail(Text(en="per_example_grads must return a dict.", zh="per_example_grads 必须返回字典。"), code="structure")
    expect_equal(
        sorted(map(str, got)),
        sorted(TRAINED),
        what=Text(en="the names of the gradients", zh="梯度的名字"),
        hint=Text(
            en="One entry for each parameter with requires_grad; frozen parameters and buffers have none.",
            zh="每个 requires_grad 的参数一项；冻结的参数和缓冲区没有。",
        ),
    )
    for name, shape in TRAINED.items():
        what = Text(en=f"the gradients of {name}", zh=f"{name} 的梯度")
        expect_shape(got[name], (ROWS, *shape), what=what)


@check(Text(en="a gradient for each example", zh="每个样本一个梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences; then for a model in training mode, a single example."""
    hint = Text(
        en="Row i is the gradient of the sum over j of (model(x[i])[j] - y[i, j])², the model in eval mode.",
        zh="第 i 行是 (model(x[i])[j] - y[i, j])² 对 j 求和的梯度，模型处于评估模式。",
    )
    state = random_state(rng)
    x, y = problem(rng)
    expected = each(*state, x, y)
    got = subject.call("per_example_grads", new_net(subject, state, "eval"), x, y, precision="float64")
    expect_close(got, expected, rtol=1e-6, atol=1e-6, what=GRADS, hint=hint)
    got = subject.call("per_example_grads", new_net(subject, state), x[:1], y[:1], precision="float64")
    expected = {name: value[:1] for name, value in expected.items()}
    what = Text(en="the gradients, for a model in training mode", zh="模型处于训练模式时的梯度")
    expect_close(got, expected, rtol=1e-6, atol=1e-6, what=what, hint=hint)


@check(Text(en="chunks", zh="分块"))
def chunks(subject: Subject, rng: np.random.Generator) -> None:
    """The same gradients in chunks of 2, and one run of the model for each chunk."""
    state = random_state(rng)
    x, y = problem(rng)
    got = subject.call("per_example_grads", new_net(subject, state), x, y, 2, precision="float64")
    hint = Text(en="The last chunk holds one example.", zh="最后一块只有一个样本。")
    expect_close(got, each(*state, x, y), rtol=1e-6, atol=1e-6, what=GRADS, hint=hint)
    net = new_net(subject, state)
    for size, right in ((None, 1), (2, 3), (ROWS + 1, 1)):
        runs = subject.call(Given("runs"), Submitted("per_example_grads"), net, x, y, size, precision="float64")
        if runs != right:
            fail(
                Text(
                    en=f"forward ran {runs} times for {ROWS} examples with chunk_size={size}; expected {right}.",
                    zh=f"{ROWS} 个样本、chunk_size={size} 时 forward 运行了 {runs} 次；应为 {right} 次。",
                ),
                code=f"runs {runs}",
                hint=Text(
                    en="vmap runs the Python code once for all examples of a chunk, and takes chunk_size.",
                    zh="vmap 对一块中的所有样本只运行一次 Python 代码，并且接受 chunk_size。",
                ),
            )


@check(Text(en="the clipped mean", zh="裁剪后的均值"))
def clipping(subject: Subject, rng: np.random.Generator) -> None:
    """Examples below the limit, above it, and one without any gradient."""
    grads = {"a": rng.normal(size=(4, 2, 3)), "b": rng.normal(size=(4, 5)), "c": rng.normal(size=4)}
    norms = [0.3, 0.0, 5.0, 2.5]
    for i, wanted in enumerate(norms):
        length = np.sqrt(sum(float(np.sum(g[i] ** 2)) for g in grads.values()))
        for g in grads.values():
            g[i] *= wanted / length
    hint = Text(
        en="One norm an example, over all its parameters; shrink what is longer than the limit, then average.",
        zh="每个样本一个范数，包括它的所有参数；先缩短超过限度的，再求平均。",
    )
    for limit in (2.0, 0.1):
        expected = {
            name: sum(g[i] * (limit / norm if norm > limit else 1) for i, norm in enumerate(norms)) / 4
            for name, g in grads.items()
        }
        got = subject.call("clipped_mean", grads, limit, precision="float64")
        what = Text(en=f"clipped_mean(grads, {limit})", zh=f"clipped_mean(grads, {limit})")
        expect_close(got, expected, rtol=1e-9, atol=1e-12, what=what, hint=hint)


@check(Text(en="an ensemble", zh="集成"))
def ensembles(subject: Subject, rng: np.random.Generator) -> None:
    """Three models that differ in parameters, running statistics and mode."""
    states = [random_state(rng) for _ in range(3)]
    x, _ = problem(rng)
    nets = [new_net(subject, state, mode) for state, mode in zip(states, ("train", "eval", "mixed"), strict=True)]
    expect_close(
        subject.call("ensemble", nets, x, precision="float64"),
        np.array([[output(*state, row) for row in x] for state in states]),
        rtol=1e-9,
        atol=1e-9,
        what=Text(en="the outputs", zh="输出"),
        hint=Text(
            en="Each model has parameters of its own and buffers of its own; all are used as in eval().",
            zh="每个模型都有自己的参数和自己的缓冲区；全部按 eval() 的方式使用。",
        ),
    )


@check(Text(en="one pass for all models", zh="所有模型一次前向"), match="failure")
def one_pass(subject: Subject, rng: np.random.Generator) -> None:
    """How often `forward` runs."""
    nets = [new_net(subject, random_state(rng)) for _ in range(3)]
    runs = subject.call(Given("runs"), Submitted("ensemble"), nets, problem(rng)[0], precision="float64")
    if runs != 1:
        en, zh = (
            f"forward ran {runs} times for 3 models; expected once.",
            f"3 个模型的 forward 运行了 {runs} 次；应为一次。",
        )
        hint = Text(
            en="Stack the states along a new axis, and map functional_call over it.",
            zh="沿一个新的轴堆叠各模型的状态，再对 functional_call 做映射。",
        )
        fail(Text(en=en, zh=zh), code=f"runs {runs}", hint=hint)


@check(Text(en="the models stay as they were", zh="模型保持原样"))
def models_unchanged(subject: Subject, rng: np.random.Generator) -> None:
    """Modes, .grad, parameters and buffers, of models in training mode and of one whose batch norm is in eval mode."""
    x, y = problem(rng)
    state = random_state(rng)

    def expect_unchanged(name: str, modes: tuple[str, ...], given: Callable[[list[Handle]], tuple[Any, ...]]) -> None:
        nets = [new_net(subject, state, mode) for mode in modes]
        after = subject.call(Given("states"), Submitted(name), *given(nets), precision="float64")
        training = {"train": [True] * 5, "mixed": [True, True, False, True, True], "eval": [False] * 5}
        expected = [
            {
                "training": training[mode],
                "grads": 0,
                "trained": [shape != FROZEN for shape in SHAPES],
                "parameters": state[0],
                "buffers": state[1] | {"norm.num_batches_tracked": np.array(0)},
            }
            for mode in modes
        ]
        hint = Text(
            en="eval() goes to all submodules, and train() too: remember the mode of each. A copy is another way.",
            zh="eval() 会作用到所有子模块，train() 也一样：请记住每一个的模式。也可以用副本。",
        )
        expect_equal(after, expected, what=Text(en=f"the models after {name}", zh=f"{name} 之后的模型"), hint=hint)

    expect_unchanged("per_example_grads", ("train",), lambda nets: (nets[0], x, y))
    expect_unchanged("per_example_grads", ("mixed",), lambda nets: (nets[0], x, y, 2))
    expect_unchanged("ensemble", ("mixed", "eval", "train"), lambda nets: (nets, x))
