"""Linear regression: the loss, its gradient, descent step by step against a replay, and the closed form.

The oracle's only formula is the loss. Its gradient is a central difference, which is exact for a quadratic whatever
the width of the difference; so nothing here shares a derivation with the solutions.
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
    expect_equal,
    expect_shape,
    fail,
)

Params = tuple[np.ndarray, np.ndarray]  # w: (d,), b: ()
Precision = Literal["float32", "float64"]
Named = tuple[str, str]  # what w and b are called, with `{}` for their letter: English, Chinese

# How far off a value may be, relatively and absolutely; behind it the worst of three right solutions in 400 draws.
EXACT = 1e-9  # values, gradients and steps in float64: 2e-15
SOLVED = 1e-7  # closed forms in float64: 2e-14, but squaring the condition number is no mistake
SINGLE = 1e-5  # values in float32: 1.4e-7
DRIFT = 1e-4  # 200 steps in float32: 2.4e-7


# The oracle.


def loss(params: Params, x: np.ndarray, y: np.ndarray) -> float:
    """Return the mean of the squared errors."""
    w, b = params
    return float(np.mean((x @ w + b - y) ** 2))


def gradient(params: Params, x: np.ndarray, y: np.ndarray) -> Params:
    """Return d loss / d (w, b) by central differences of width 1 each way: exact, the loss being quadratic."""
    return central_differences(lambda moved: loss(moved, x, y), params, step=1)


def descend(params: Params, x: np.ndarray, y: np.ndarray, lr: float, steps: int) -> tuple[Params, list[float]]:
    """Replay gradient descent: the parameters after `steps` steps, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        dw, db = gradient(params, x, y)
        params = params[0] - lr * dw, params[1] - lr * db
    return params, losses


def best(x: np.ndarray, y: np.ndarray) -> Params:
    """Return the least-squares solution of smallest norm."""
    theta = np.linalg.lstsq(np.c_[x, np.ones(len(x))], y, rcond=None)[0]
    return theta[:-1], theta[-1]


def exact(values: Any) -> np.ndarray:
    """Round to multiples of 1/64, which float32 holds exactly: both precisions see the same numbers."""
    return np.asarray(np.round(np.asarray(values) * 64) / 64)


def problem(rng: np.random.Generator, rows: int, features: int) -> tuple[Params, np.ndarray, np.ndarray]:
    """Return (w, b), x: (rows, features), y: (rows,). Nothing is centred, and the bias is far from 0.

    Nearly all checks draw the same shape in float64: JAX compiles anew for each shape and type it meets.
    """
    w, b = exact(rng.normal(size=features)), exact(rng.uniform(1, 2))
    x = exact(rng.normal(0.5, 1, (rows, features)))
    return (w, b), x, exact(x @ rng.normal(size=features) - 2 + 0.3 * rng.normal(size=rows))


# What the frameworks do differently: in PyTorch (w, b) live in a module, elsewhere they come and go as a pair.


def begin(subject: Subject, params: Params, precision: Precision = "float64") -> Any:
    """Return what `train` is given: the pair itself, or a module in the worker that holds it."""
    if subject.framework != "torch":
        return params
    model: Handle = subject.call("LinearRegression", params[0].size, precision=precision, keep=True)
    subject.set_parameters(model, params)
    return model


def train(subject: Subject, model: Any, *args: Any, precision: Precision = "float64") -> tuple[Any, list[Any]]:
    """Let the submission train `model` on x, y, lr, steps: the model after it, and the losses it reports."""
    result = subject.call("train", model, *args, precision=precision)
    if subject.framework == "torch":
        return model, as_list(result)
    after, losses = pair(result, "train")
    return pair(after, "params of train"), as_list(losses)


def weights(subject: Subject, model: Any) -> Any:
    """Return a model's (w, b); a module's may be of shapes (1, d) and (1,) instead of (d,) and ()."""
    if subject.framework != "torch":
        return model
    w, b = (value for _, value in subject.parameters(model))
    return w.reshape(-1), b.reshape(())


def computed(
    subject: Subject, params: Params, x: np.ndarray, y: np.ndarray, precision: Precision = "float64"
) -> tuple[Any, Any, str]:
    """Return what a submission computes of (w, b), what that should be, and its name: predictions, or the loss."""
    if subject.framework == "torch":
        model = begin(subject, params, precision)
        return subject.call("forward", x, on=model, precision=precision), x @ params[0] + params[1], "forward(x)"
    return subject.call("loss", params, x, y, precision=precision), loss(params, x, y), "loss"


# What is expected of a value that came back.


def pair(value: Any, what: str) -> Any:
    """Return `value`, which must be a pair."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        fail(Text(en=f"{what} must return two things.", zh=f"{what} 必须返回两个值。"), code="structure")
    return value


def as_list(losses: Any) -> list[Any]:
    """Return the items of a sequence or of a one-dimensional array; of anything else, none."""
    return list(losses) if isinstance(losses, list | tuple) or np.ndim(losses) == 1 else []


def expect_pair(got: Any, expected: Params, named: Named, hint: Text, tolerance: float = EXACT) -> None:
    """Compare w and b, or their gradients; `named` has `{}` in place of w and b."""
    for value, right, name in zip(got, expected, "wb", strict=True):
        what = Text(en=named[0].format(name), zh=named[1].format(name))
        expect_close(value, right, rtol=tolerance, atol=tolerance, what=what, hint=hint)


def after_steps(steps: int) -> Named:
    """Return what w and b are called after so many steps."""
    return f"{{}} after {steps} {'step' if steps == 1 else 'steps'}", f"{steps} 步之后的 {{}}"


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of what comes back, and of a module's parameters."""
    if subject.framework == "torch":
        expect_weight_and_bias(subject)
    got, expected, name = computed(subject, *problem(rng, 7, 3))
    expect_shape(got, np.shape(expected), what=Text(en=name, zh=name))


def expect_weight_and_bias(subject: Subject) -> None:
    """Expect a module's parameters to be w, then b."""
    model = subject.call("LinearRegression", 3, keep=True)
    shapes = [np.shape(value) for _, value in subject.parameters(model)]
    if len(shapes) != 2 or shapes[0] not in {(3,), (1, 3)} or shapes[1] not in {(), (1,)}:
        en = f"LinearRegression(3) has parameters of shapes {shapes}; expected the weights, (3,) or (1, 3), then the bias, () or (1,)."
        zh = f"LinearRegression(3) 的参数形状为 {shapes}；应先是权重 (3,) 或 (1, 3)，后是偏置 () 或 (1,)。"
        hint = Text(
            en="A module sees nn.Parameter and nn.Module attributes.", zh="模块只认识 nn.Parameter 与 nn.Module 属性。"
        )
        fail(Text(en=en, zh=zh), code=f"parameters {shapes}", hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """In float64, then in float32, which JAX meets in the training: it compiles all operations for each of them."""
    params, x, y = problem(rng, 7, 3)
    hint = Text(
        en="Predictions are x @ w + b, of shape (n,); the loss is the mean of their squared errors, without a factor.",
        zh="预测值是 x @ w + b，形状为 (n,)；损失是其平方误差的均值，没有额外的系数。",
    )
    precisions: dict[Precision, float] = {"float64": EXACT, "float32": SINGLE}
    if subject.framework == "jax":
        del precisions["float32"]
    for precision, tolerance in precisions.items():
        got, expected, name = computed(subject, params, x, y, precision)
        expect_close(got, expected, rtol=tolerance, atol=tolerance, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="gradient", zh="梯度"), frameworks=("numpy", "jax"))
def gradient_values(subject: Subject, rng: np.random.Generator) -> None:
    """By hand or by jax.grad, against what the judge derives from the loss alone."""
    params, x, y = problem(rng, 7, 3)
    hint = Text(
        en="One number for each weight, and one for b; mind the factor 2 and the mean over the rows.",
        zh="每个权重对应一个数，b 也对应一个数；注意系数 2 和对各行取均值。",
    )
    if subject.framework == "numpy":
        got = pair(subject.call("gradients", params, x, y, precision="float64"), "gradients")
    else:
        got = subject.gradient("loss", params, x, y, precision="float64")
    expect_pair(got, gradient(params, x, y), ("∂loss/∂{}", "∂loss/∂{}"), hint)


@check(Text(en="gradient through the module", zh="穿过模块的梯度"), frameworks=("torch",))
def module_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Autograd reaches both parameters: the derivative of c @ (x @ w + b) is c @ x and the sum of c."""
    params, x, _ = problem(rng, 7, 3)
    c = exact(rng.normal(size=7))
    hint = Text(
        en="Nothing on the way from the parameters to the predictions may cut the graph: no .data, detach or item.",
        zh="从参数到预测值的途中不能切断计算图：不要用 .data、detach 或 item。",
    )
    arrived = subject.vjp(begin(subject, params), x, c, precision="float64")
    for (name, got), right in zip(arrived, (c @ x, c.sum()), strict=True):
        if got is None:
            fail(Text(en=f"No gradient reaches {name}.", zh=f"没有梯度传到 {name}。"), code=f"none: {name}", hint=hint)
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        expect_close(got.reshape(np.shape(right)), right, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="one row and one column", zh="只有一行、只有一列"))
def small_sizes(subject: Subject, rng: np.random.Generator) -> None:
    """Axes of length 1 stay where they are."""
    got, expected, name = computed(subject, *problem(rng, 1, 1))
    hint = Text(
        en="If larger x are right: drop an axis by its number, not by its length.",
        zh="如果更大的 x 没有问题：去掉某个轴时要指明编号，而不是看长度。",
    )
    what = Text(en=f"{name}, x of shape (1, 1)", zh=f"x 的形状为 (1, 1) 时的 {name}")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="closed form", zh="闭式解"))
def closed_form(subject: Subject, rng: np.random.Generator) -> None:
    """Independent columns: one solution."""
    _, x, y = problem(rng, 7, 3)
    hint = Text(
        en="Minimise the loss itself, with no penalty. A column of ones in x makes b one more weight.",
        zh="要最小化的就是损失本身，不加惩罚项。给 x 加一列 1，b 就成为又一个权重。",
    )
    expect_solution(subject, x, y, hint)


@check(Text(en="closed form with dependent columns", zh="列线性相关时的闭式解"))
def dependent_columns(subject: Subject, rng: np.random.Generator) -> None:
    """A column that occurs twice: many solutions, one of smallest norm. Small integers keep x.T @ x exactly singular.

    In PyTorch up to 2.13, `lstsq` with its default driver leaves the columns in an order that depends on what lay in
    memory, and then mistakes the rank: https://github.com/pytorch/pytorch/issues/187411.
    """
    _, x, y = problem(rng, 7, 3)
    x = np.round(4 * x)
    x[:, 2] = x[:, 0]
    en = "x.T @ x has no inverse here. lstsq, pinv and the SVD find the solution of smallest norm."
    zh = "这里 x.T @ x 不可逆。lstsq、pinv 与 SVD 能找到范数最小的解。"
    if subject.framework == "torch":
        en = 'x.T @ x has no inverse here. Take pinv, or lstsq(…, driver="gelsd"): the default driver is no help here.'
        zh = '这里 x.T @ x 不可逆。请用 pinv，或 lstsq(…, driver="gelsd")：默认的 driver 在这里靠不住。'
    expect_solution(subject, x, y, Text(en=en, zh=zh))


def expect_solution(subject: Subject, x: np.ndarray, y: np.ndarray, hint: Text) -> None:
    """Compare the submission's closed form with least squares."""
    got = pair(subject.call("closed_form", x, y, precision="float64"), "closed_form")
    expect_pair(got, best(x, y), ("{}", "{}"), hint, SOLVED)


@check(Text(en="one step of descent", zh="下降一步"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """The parameters after one step."""
    hint = Text(en="p - lr * gradient, for w and b, from the same point.", zh="p - lr * 梯度，w 和 b 从同一点出发。")
    expect_descent(subject, rng, 1, hint)


@check(Text(en="three steps of descent", zh="下降三步"))
def three_steps(subject: Subject, rng: np.random.Generator) -> None:
    """The parameters after three steps: each starts from the last one's result, with a fresh gradient."""
    hint = Text(
        en="If one step is right and three are not: what is left of the first step in the second?",
        zh="如果一步是对的，三步却不对：第二步里还留着第一步的什么？",
    )
    expect_descent(subject, rng, 3, hint)


def expect_descent(subject: Subject, rng: np.random.Generator, steps: int, hint: Text) -> None:
    """Compare the parameters after `steps` steps with the replay's."""
    params, x, y = problem(rng, 7, 3)
    with subject.noted() as note:
        model, _ = train(subject, begin(subject, params), x, y, 0.1, steps)
        got = weights(subject, model)
        note(list(got))
    expected, _ = descend(params, x, y, 0.1, steps)
    expect_pair(got, expected, after_steps(steps), hint)


@check(Text(en="reported losses", zh="报告的损失"))
def reported_losses(subject: Subject, rng: np.random.Generator) -> None:
    """losses[i] before step i; Python floats in PyTorch."""
    params, x, y = problem(rng, 7, 3)
    with subject.noted() as note:
        _, losses = train(subject, begin(subject, params), x, y, 0.1, 4)
        note(losses)
    if subject.framework == "torch" and any(isinstance(value, np.ndarray) for value in losses):
        fail(
            Text(en="train returned tensors; expected Python floats.", zh="train 返回了张量；应返回 Python 浮点数。"),
            code="tensors",
            hint=Text(en="loss.item() leaves the graph behind.", zh="loss.item() 不会带上计算图。"),
        )
    hint = Text(
        en="One loss before each step: losses[0] belongs to the parameters that train was given.",
        zh="每一步之前各记录一个损失：losses[0] 对应传给 train 的参数。",
    )
    _, expected = descend(params, x, y, 0.1, 4)
    expect_close(losses, expected, rtol=EXACT, atol=EXACT, what=Text(en="losses", zh="losses"), hint=hint, first_step=0)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's params, x and y after each function; a module is meant to change."""
    params, x, y = problem(rng, 7, 3)
    calls = {"closed_form": (x, y), "train": (begin(subject, params), x, y, 0.1, 2)}
    if subject.framework != "torch":
        calls["loss"] = (params, x, y)
    if subject.framework == "numpy":
        calls["gradients"] = (params, x, y)
    hint = Text(en="Make new arrays, or copy once at the start.", zh="应生成新数组，或在开头复制一次。")
    for name, args in calls.items():
        with subject.noted() as note:
            _, after = subject.call_watching(name, *args, precision="float64")
            note(after)
        for before, now in zip(args, after, strict=True):
            if not isinstance(before, Handle):
                expect_equal(now, before, what=Text(en=f"an argument of {name}", zh=f"传给 {name} 的数据"), hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process; in JAX the exported loss too."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        params, x, y = problem(rng, 7, 3)
        got, expected, name = computed(worker, params, x, y)
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en=name, zh=name), hint=hint)
        expect_solution(worker, x, y, hint)
        if worker.framework == "numpy":
            got = pair(worker.call("gradients", params, x, y, precision="float64"), "gradients")
            expect_pair(got, gradient(params, x, y), ("∂loss/∂{}", "∂loss/∂{}"), hint, EXACT)

    subject.repeatedly(once, rng)
    if subject.framework == "jax":
        params, x, y = problem(rng, 7, 3)
        got = subject.exported("loss", params, x, y)
        expect_close(got, loss(params, x, y), rtol=SINGLE, what=Text(en="loss", zh="loss"), hint=hint)


@check(Text(en="one trace for all steps", zh="所有步骤只追踪一次"), frameworks=("jax",))
def traced_once(subject: Subject, rng: np.random.Generator) -> None:
    """More steps must not run the loss in Python more often: that is what jit is for."""
    params, x, y = problem(rng, 7, 3)
    with subject.noted() as note:
        facts = [subject.observe("traces", "train", params, x, y, 0.1, n, precision="float64") for n in (2, 4)]
        few, many = (fact["again"].get("loss", 0) for fact in facts)
        note([few, many, facts[1]["compilations"] > 0])
    if many > few:
        en = f"2 steps run your loss {few} times in Python, 4 steps {many} times."
        zh = f"2 步在 Python 中执行 loss {few} 次，4 步执行 {many} 次。"
        hint = Text(en="Compile the step once, outside the loop.", zh="在循环之外只编译一次 step。")
        fail(Text(en=en, zh=zh), code="retraced", hint=hint)


@check(Text(en="the whole training", zh="整个训练过程"), needs_pass=True)
def whole_training(subject: Subject, rng: np.random.Generator) -> None:
    """200 steps in float32 beside the float64 replay; the losses are the judge's own, from the returned parameters."""
    params, x, y = problem(rng, 40, 3)
    stride, lr = 20, 0.05
    hint = Text(en="Three steps are right. What changes after many?", zh="前三步是对的。走了许多步之后有什么变化？")
    replayed, model = params, begin(subject, params, "float32")
    points = [(0, loss(params, x, y), loss(params, x, y))]  # steps, the submission's loss, the replay's
    for done in range(stride, 201, stride):
        model, _ = train(subject, model, x, y, lr, stride, precision="float32")
        replayed, _ = descend(replayed, x, y, lr, stride)
        w, b = weights(subject, model)
        expect_pair((w, b), replayed, after_steps(done), hint, DRIFT)
        points.append((done, loss((np.asarray(w, float), np.asarray(b, float)), x, y), loss(replayed, x, y)))
        steps, mine, theirs = map(list, zip(*points, strict=True))
        subject.curve(Curve(task="descent", seed=0, steps=steps, loss=mine, reference=theirs))
