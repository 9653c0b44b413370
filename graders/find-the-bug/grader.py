"""A classifier that does not learn: one step, three steps and a training, against a replay of what was meant.

The oracle's only formula is the loss, row by row. Its gradient is a central difference, so that nothing in the replay
goes backwards through a layer.
"""

from typing import Any, Literal

import numpy as np

from kata.grading import (
    Curve,
    Handle,
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_shape,
    expect_unchanged,
    fail,
)

Params = dict[str, np.ndarray]
Precision = Literal["float32", "float64"]
ROWS, FEATURES, UNITS = 9, 3, 4
SHAPES: dict[str, tuple[int, ...]] = {"w1": (FEATURES, UNITS), "b1": (UNITS,), "w2": (UNITS,), "b2": ()}

# How far off a value may be: central differences err by 1e-10, and 40 steps carry that on.
STEP = 1e-7
TRAINED = {"float64": 1e-6, "float32": 2e-4}


# The oracle.


def loss(params: Params, x: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean cross-entropy, row by row: each label beside its own logit."""
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    total = 0.0
    for row, label in zip(z, labels, strict=True):
        logit = np.tanh(row @ params["w1"] + params["b1"]) @ params["w2"] + params["b2"]
        total += np.logaddexp(0, -logit if label else logit)
    return float(total / len(x))


def descend(params: Params, x: np.ndarray, labels: np.ndarray, lr: float, steps: int) -> tuple[Params, list[float]]:
    """Replay the descent: the parameters after `steps` steps, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, labels))
        grads = central_differences(lambda p: loss(p, x, labels), params)
        params = {name: value - lr * grads[name] for name, value in params.items()}
    return params, losses


def problem(rng: np.random.Generator) -> tuple[Params, np.ndarray, np.ndarray]:
    """Return parameters, x whose columns are neither centred nor alike, and labels of which four are 1."""
    params = {name: np.asarray(rng.normal(0, 0.7, shape)) for name, shape in SHAPES.items()}
    x = rng.normal(1, [0.5, 1, 2], (ROWS, FEATURES))
    return params, x, rng.permutation([1.0] * 4 + [0.0] * 5)


# What the frameworks do differently: in PyTorch the parameters live in a module, with w1 transposed.


def run(subject: Subject, params: Params, *args: Any, precision: Precision = "float64") -> tuple[Any, Any]:
    """Return the parameters after the submission's training, and its losses."""
    if subject.framework != "torch":
        result = subject.call("train", params, *args, precision=precision)
        if not isinstance(result, list | tuple) or len(result) != 2:
            fail(
                Text(en="train must return (params, losses).", zh="train 必须返回 (params, losses)。"), code="structure"
            )
        return result[0], result[1]
    model: Handle = subject.call("Classifier", FEATURES, UNITS, precision=precision, keep=True)
    subject.set_parameters(model, [params["w1"].T, params["b1"], params["w2"][None], params["b2"][None]])
    losses = subject.call("train", model, *args, precision=precision)
    arrays = [value for _, value in subject.parameters(model)]
    return {name: a.T.reshape(SHAPES[name]) for name, a in zip(SHAPES, arrays, strict=True)}, losses


def expect_parameters(subject: Subject, rng: np.random.Generator, steps: int, hint: Text) -> None:
    """Compare the parameters after `steps` steps with the replay."""
    params, x, labels = problem(rng)
    got, _ = run(subject, params, x, labels, 0.8, steps)
    expected, _ = descend(params, x, labels, 0.8, steps)
    count = "1 step" if steps == 1 else f"{steps} steps"
    what = Text(en=f"params after {count}", zh=f"{steps} 步之后的参数")
    expect_close(got, expected, rtol=STEP, atol=STEP, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Two losses, and parameters of the shapes that went in."""
    if subject.framework == "torch":
        model = subject.call("Classifier", FEATURES, UNITS, precision="float64", keep=True)
        shapes = [np.shape(value) for _, value in subject.parameters(model)]
        if shapes != [(UNITS, FEATURES), (UNITS,), (1, UNITS), (1,)]:
            en = f"The parameters have the shapes {shapes}; expected those of the starter."
            fail(Text(en=en, zh=f"参数的形状为 {shapes}；应与起始代码一致。"), code=f"parameters {shapes}")
    params, x, labels = problem(rng)
    got, losses = run(subject, params, x, labels, 0.8, 2)
    if not isinstance(got, dict) or set(got) != set(SHAPES):
        fail(Text(en="params must be a dict with the same keys.", zh="params 必须是键相同的字典。"), code="keys")
    for name, shape in SHAPES.items():
        expect_shape(got[name], shape, what=Text(en=f"params[{name!r}]", zh=f"params[{name!r}]"))
    if np.shape(losses) != (2,):
        en, zh = "losses must hold one number for each step.", "losses 中每一步应有一个数。"
        fail(Text(en=en, zh=zh), code=f"losses {np.shape(losses)}")


@check(Text(en="one step", zh="一步"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """Each row's label pulls at its own logit, and every parameter moves."""
    hint = Text(
        en="Which parameters are right after one step, and which are not? Print shapes and gradients on the way.",
        zh="一步之后，哪些参数对，哪些不对？请打印途中的形状与梯度。",
    )
    expect_parameters(subject, rng, 1, hint)


@check(Text(en="three steps", zh="三步"))
def three_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Each step starts where the last one ended, with a fresh gradient."""
    hint = Text(
        en="One step is right. What does the second still hold of the first: a gradient, a starting point?",
        zh="一步是对的。第二步里还留着第一步的什么：梯度，还是起点？",
    )
    expect_parameters(subject, rng, 3, hint)


@check(Text(en="the losses", zh="损失"))
def reported_losses(subject: Subject, rng: np.random.Generator) -> None:
    """The loss before each step."""
    params, x, labels = problem(rng)
    _, losses = run(subject, params, x, labels, 0.8, 3)
    expected = np.array(descend(params, x, labels, 0.8, 3)[1])
    hint = Text(
        en="The parameters are right. Is the loss of each row with its own label, and measured before the step?",
        zh="参数是对的。损失是不是每一行与自己的标签之间的损失，而且在该步之前测得？",
    )
    got = np.array([float(value) for value in losses])
    expect_close(got, expected, rtol=STEP, what=Text(en="losses", zh="losses"), hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Parameters and data of the caller are as they were."""
    hint = Text(en="Make new parameters in each step.", zh="每一步都应生成新的参数。")
    expect_unchanged(subject, "train", *problem(rng), 0.8, 2, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure", frameworks=("numpy", "torch"))
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New data again and again and in a new process."""
    hint = Text(en="Does it remember an earlier training?", zh="它是否记住了之前的训练？")
    subject.repeatedly(lambda worker: expect_parameters(worker, rng, 1, hint), rng)


@check(Text(en="the whole training", zh="整个训练过程"), needs_pass=True)
def whole_training(subject: Subject, rng: np.random.Generator) -> None:
    """40 steps beside the replay; the losses are the judge's own. JAX stays in float64, for which it has compiled."""
    precision: Precision = "float64" if subject.framework == "jax" else "float32"
    params, x, labels = problem(rng)
    hint = Text(en="Three steps are right. What changes after many?", zh="前三步是对的。走了许多步之后有什么变化？")
    theirs, mine = params, params
    points = [(0, loss(params, x, labels), loss(params, x, labels))]
    for done in (20, 40):
        mine, _ = run(subject, mine, x, labels, 0.2, 20, precision=precision)
        theirs, _ = descend(theirs, x, labels, 0.2, 20)
        tolerance = TRAINED[precision]
        what = Text(en=f"params after {done} steps", zh=f"{done} 步之后的参数")
        expect_close(mine, theirs, rtol=tolerance, atol=tolerance, what=what, hint=hint)
        mine = {name: np.asarray(value, float) for name, value in mine.items()}
        points.append((done, loss(mine, x, labels), loss(theirs, x, labels)))
    steps, got, replayed = map(list, zip(*points, strict=True))
    subject.curve(Curve(task="descent", seed=0, steps=steps, loss=got, reference=replayed))
