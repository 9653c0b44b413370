"""A recurrent network that forgets: states, gradients through time, steps and a training, beside a replay in NumPy.

The replay knows the forward pass and the loss; its gradients are central differences.
"""

from typing import Any, Literal

import numpy as np

from kata.grading import (
    Curve,
    Given,
    Handle,
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    fail,
)

Params = dict[str, np.ndarray]
Precision = Literal["float32", "float64"]
ROWS, TIME, FEATURES, UNITS = 5, 4, 2, 3
SHAPES = {
    "input.weight": (UNITS, FEATURES),
    "input.bias": (UNITS,),
    "recur.weight": (UNITS, UNITS),
    "output.weight": (1, UNITS),
    "output.bias": (1,),
}
STEP = 1e-7  # of central differences, carried through three steps
LR = 0.8


def forward(params: Params, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return logits: (n,), and states: (n, time + 1, units), sequence by sequence."""
    n, time, _ = x.shape
    states = np.zeros((n, time + 1, UNITS))
    for i, t in np.ndindex(n, time):
        pre = params["input.weight"] @ x[i, t] + params["input.bias"] + params["recur.weight"] @ states[i, t]
        states[i, t + 1] = np.tanh(pre)
    return np.einsum("nu,u->n", states[:, -1], params["output.weight"][0]) + params["output.bias"], states


def loss(params: Params, x: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean cross-entropy; all sequences at once, since the replay calls it often."""
    h = np.zeros((len(x), UNITS))
    for step in np.moveaxis(x, 1, 0):
        h = np.tanh(step @ params["input.weight"].T + params["input.bias"] + h @ params["recur.weight"].T)
    logits = h @ params["output.weight"][0] + params["output.bias"]
    return float(np.mean(np.logaddexp(0, np.where(labels == 1, -logits, logits))))


def descend(params: Params, x: np.ndarray, labels: np.ndarray, lr: float, steps: int) -> tuple[Params, list[float]]:
    """Return the parameters after `steps` steps, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, labels))
        grads = central_differences(lambda p: loss(p, x, labels), params)
        params = {name: value - lr * grads[name] for name, value in params.items()}
    return params, losses


def problem(rng: np.random.Generator, time: int = TIME) -> tuple[Params, np.ndarray, np.ndarray]:
    """Return parameters, x, and labels of both kinds."""
    params = {name: rng.normal(0, 0.8, shape) for name, shape in SHAPES.items()}
    return params, rng.normal(size=(ROWS, time, FEATURES)), rng.permutation([1.0, 1.0, 0.0, 0.0, 0.0])


def new_model(subject: Subject, params: Params, precision: Precision = "float64") -> Handle:
    """Return a model in the worker with these parameters."""
    model: Handle = subject.call("Recurrent", FEATURES, UNITS, precision=precision, keep=True)
    subject.set_parameters(model, list(params.values()))
    return model


def outputs(subject: Subject, model: Handle, x: np.ndarray) -> tuple[Any, Any]:
    """Return logits and states."""
    got = subject.call("forward", x, on=model, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en="forward must return (logits, states).", zh="forward 必须返回 (logits, states)。"), code="pair")
    return got[0], got[1]


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters, logits and states."""
    params, x, _ = problem(rng)
    model: Handle = subject.call("Recurrent", FEATURES, UNITS, precision="float64", keep=True)
    expect_equal(
        {name: list(value.shape) for name, value in subject.parameters(model)},
        {name: list(shape) for name, shape in SHAPES.items()},
        what=Text(en="the parameters and their shapes", zh="参数及其形状"),
    )
    model = new_model(subject, params)
    logits, states = outputs(subject, model, x)
    expect_shape(logits, (ROWS,), what=Text(en="logits", zh="logits"))
    expect_shape(states, (ROWS, TIME + 1, UNITS), what=Text(en="states", zh="states"))


@check(Text(en="logits and states", zh="logits 与状态"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Of several steps, and of one."""
    for time in (TIME, 1):
        params, x, _ = problem(rng, time)
        expect_close(
            outputs(subject, new_model(subject, params), x),
            forward(params, x),
            rtol=1e-9,
            atol=1e-9,
            what=Text(en=f"(logits, states) of {time} steps", zh=f"{time} 步的 (logits, states)"),
            hint=Text(
                en="The starter's values are right; a repair changes what goes backwards.",
                zh="起始代码的数值是对的；修复改变的是反向传播的内容。",
            ),
        )


@check(Text(en="gradients through time", zh="穿过时间的梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Of sequences of one step, two and more; the longest finds a state that is cut off now and then."""
    for time in (1, 2, TIME, 3 * TIME):
        params, x, _ = problem(rng, time)
        cotangent = rng.normal(size=ROWS)
        got = subject.call(Given("gradients"), new_model(subject, params), x, cotangent, precision="float64")
        hint = Text(
            en="The last state depends on a weight through every step. Where does the way back from it end?",
            zh="最后的状态经由每一步依赖于一个权重。从它往回走，路在哪里断了？",
        )
        for name, shape in SHAPES.items():
            if got[name] is None:
                en, zh = f"No gradient arrives at {name}.", f"{name} 得不到梯度。"
                # With one step there is no earlier state but the zeros: recur may then be out of the graph.
                if time > 1 or name != "recur.weight":
                    fail(Text(en=en, zh=zh), code=f"none: {name}", hint=hint)
                got[name] = np.zeros(shape)
        expected = central_differences(lambda p, x=x, c=cotangent: np.sum(c * forward(p, x)[0]), params)
        what = Text(en=f"the gradients of {time} steps", zh=f"{time} 步的梯度")
        expect_close(got, expected, rtol=1e-6, atol=1e-6, what=what, hint=hint)


@check(Text(en="the states hold no graph", zh="状态不带计算图"))
def no_graph(subject: Subject, rng: np.random.Generator) -> None:
    """Only the logits do."""
    params, x, _ = problem(rng)
    expect_equal(
        subject.call(Given("graphs"), new_model(subject, params), x, precision="float64"),
        [True, False],
        what=Text(en="requires_grad of (logits, states)", zh="(logits, states) 的 requires_grad"),
        hint=Text(
            en="The copies for the plot stay detached; what goes on to the next step must not be one of them.",
            zh="供画图的副本仍要分离；传给下一步的不能是这些副本。",
        ),
    )


@check(Text(en="three steps", zh="三步"))
def three_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters after three steps, and the loss before each."""
    params, x, labels = problem(rng)
    model = new_model(subject, params)
    losses = subject.call("train", model, x, labels, LR, 3, precision="float64")
    expected, right = descend(params, x, labels, LR, 3)
    hint = Text(
        en="A fresh gradient in each step, taken as it is, times lr; the loss is noted before the step.",
        zh="每一步都用新的梯度，原样乘以 lr；损失在该步之前记下。",
    )
    what = Text(en="params after 3 steps", zh="3 步之后的参数")
    expect_close(dict(subject.parameters(model)), expected, rtol=STEP, atol=STEP, what=what, hint=hint)
    if np.shape(losses) != (3,):
        en, zh = "train must return one loss for each step.", "train 必须为每一步返回一个损失。"
        fail(Text(en=en, zh=zh), code=f"losses {np.shape(losses)}")
    got = np.array([float(value) for value in losses])
    expect_close(got, np.array(right), rtol=STEP, what=Text(en="losses", zh="losses"), hint=hint)


@check(Text(en="the whole training", zh="整个训练过程"), needs_pass=True)
def whole_training(subject: Subject, rng: np.random.Generator) -> None:
    """40 steps in float32 beside the replay; the losses are the judge's own."""
    params, x, labels = problem(rng)
    model, theirs = new_model(subject, params, "float32"), params
    points = [(0, loss(params, x, labels), loss(params, x, labels))]
    hint = Text(en="Three steps are right. What changes after many?", zh="前三步是对的。走了许多步之后有什么变化？")
    for done in (20, 40):
        subject.call("train", model, x, labels, 0.2, 20)
        theirs, _ = descend(theirs, x, labels, 0.2, 20)
        mine = {name: np.asarray(value, float) for name, value in subject.parameters(model)}
        what = Text(en=f"params after {done} steps", zh=f"{done} 步之后的参数")
        expect_close(mine, theirs, rtol=2e-4, atol=2e-4, what=what, hint=hint)
        points.append((done, loss(mine, x, labels), loss(theirs, x, labels)))
    steps, got, replayed = map(list, zip(*points, strict=True))
    subject.curve(Curve(task="descent", seed=0, steps=steps, loss=got, reference=replayed))
