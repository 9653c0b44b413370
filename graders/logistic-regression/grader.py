"""Logistic regression: a stable binary cross-entropy with an L2 penalty, its gradient, and descent against a replay.

The oracle takes the larger of two terms out of a logarithm, and its gradients are central differences.
"""

from typing import Any, Literal

import numpy as np

from kata.grading import (
    Curve,
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
L2, LR = 0.3, 0.5

# How far off a value may be, relatively and absolutely.
EXACT = 1e-9  # values in float64
SLOPE = 1e-7  # central differences of width 1e-4: 2e-9 off at most in 500 draws, and as much after three steps
FAR = 1e-6  # the same where the loss is in the thousands: 4e-8
SINGLE = 1e-5  # values in float32
DRIFT = 1e-4  # 200 steps in float32: 4e-7


def bce(z: np.ndarray, y: np.ndarray) -> float:
    """Return the mean binary cross-entropy of logits."""
    return float(np.mean(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - z * y))


def loss(params: Params, x: np.ndarray, y: np.ndarray, l2: float) -> float:
    """Return the cross-entropy with the penalty on the weights."""
    w, b = params
    return bce(x @ w + b, y) + l2 / 2 * float(w @ w)


def gradient(params: Params, x: np.ndarray, y: np.ndarray, l2: float) -> Params:
    """Return d loss / d (w, b) by central differences."""
    return central_differences(lambda moved: loss(moved, x, y, l2), params, step=1e-4)


def descend(params: Params, x: np.ndarray, y: np.ndarray, steps: int, lr: float = LR) -> tuple[Params, list[float]]:
    """Replay gradient descent: the parameters after `steps` steps, and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y, L2))
        dw, db = gradient(params, x, y, L2)
        params = params[0] - lr * dw, params[1] - lr * db
    return params, losses


def exact(values: Any) -> np.ndarray:
    """Round to multiples of 1/64, which float32 holds exactly: both precisions see the same numbers."""
    return np.asarray(np.round(np.asarray(values) * 64) / 64)


def problem(rng: np.random.Generator, rows: int = 7) -> tuple[Params, np.ndarray, np.ndarray]:
    """Return (w, b), x: (rows, 3), and labels of 0 and 1, of which some do not fit; nothing is centred."""
    w, b = exact(rng.normal(size=3)), exact(rng.uniform(1, 2))
    x = exact(rng.normal(0.5, 1, (rows, 3)))
    y = (x @ rng.normal(size=3) + rng.normal(size=rows) > 0.5).astype(float)
    y[:2] = 0, 1
    return (w, b), x, y


def draw_logits(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return ordinary logits and labels from 0 to 1, (7,) each."""
    return exact(rng.normal(0, 3, 7)), rng.permutation([0, 0, 0.25, 0.5, 0.875, 1, 1])


def precisions(subject: Subject) -> dict[Precision, float]:
    """Return the precisions to call functions in; JAX, which compiles for each, meets float32 in the training."""
    return {"float64": EXACT} if subject.framework == "jax" else {"float64": EXACT, "float32": SINGLE}


def pair(value: Any, what: str) -> Any:
    """Return `value`, which must be a pair."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        fail(Text(en=f"{what} must return two things.", zh=f"{what} 必须返回两个值。"), code="structure")
    return value


def trained(
    subject: Subject, start: Any, data: tuple[np.ndarray, np.ndarray], steps: int, precision: Precision = "float64"
) -> tuple[Any, Any]:
    """Let the submission train: the parameters after it, and the losses it reports, as a list where they are one."""
    result = pair(subject.call("train", start, *data, LR, steps, L2, precision=precision), "train")
    losses = list(result[1]) if isinstance(result[1], list | tuple | np.ndarray) and np.ndim(result[1]) else result[1]
    return pair(result[0], "params of train"), losses


def expect_pair(got: Any, expected: Params, named: tuple[str, str], tolerance: float, hint: Text) -> None:
    """Compare w and b, or their gradients; `named`, English and Chinese, has `{}` in place of w and b."""
    for value, right, name in zip(got, expected, "wb", strict=True):
        what = Text(en=named[0].format(name), zh=named[1].format(name))
        expect_close(value, right, rtol=tolerance, atol=tolerance, what=what, hint=hint)


def expect_gradient(
    subject: Subject, params: Params, data: tuple[np.ndarray, np.ndarray], hint: Text, *, l2: float = L2
) -> None:
    """Compare `gradients` with central differences."""
    got = pair(subject.call("gradients", params, *data, l2, precision="float64"), "gradients")
    tolerance = SLOPE if l2 else FAR
    expect_pair(got, gradient(params, *data, l2), ("∂loss/∂{}", "∂loss/∂{}"), tolerance, hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what comes back."""
    params, x, y = problem(rng)
    z, soft = draw_logits(rng)
    for name, args, shape in (
        ("bce", (z, soft), ()),
        ("predict", (params, x), (7,)),
        ("loss", (params, x, y, L2), ()),
    ):
        expect_shape(subject.call(name, *args, precision="float64"), shape, what=Text(en=name, zh=name))
    got = pair(subject.call("gradients", params, x, y, L2, precision="float64"), "gradients")
    for value, shape, name in zip(got, ((3,), ()), ("∂loss/∂w", "∂loss/∂b"), strict=True):
        expect_shape(value, shape, what=Text(en=name, zh=name))


@check(Text(en="cross-entropy from logits", zh="由 logits 计算的交叉熵"))
def cross_entropy(subject: Subject, rng: np.random.Generator) -> None:
    """Ordinary logits, labels between 0 and 1."""
    z, y = draw_logits(rng)
    hint = Text(
        en="The mean over the rows of log(1 + exp(z)) - y z; labels lie anywhere between 0 and 1.",
        zh="各行 log(1 + exp(z)) - y z 的均值；标签可以是 0 与 1 之间的任何数。",
    )
    for precision, tolerance in precisions(subject).items():
        got = subject.call("bce", z, y, precision=precision)
        expect_close(got, bce(z, y), rtol=tolerance, atol=tolerance, what=Text(en="bce", zh="bce"), hint=hint)


@check(Text(en="probabilities", zh="概率"))
def probabilities(subject: Subject, rng: np.random.Generator) -> None:
    """Of ordinary examples."""
    (w, b), x, _ = problem(rng)
    hint = Text(en="sigmoid(x @ w + b), between 0 and 1.", zh="sigmoid(x @ w + b)，介于 0 与 1 之间。")
    for precision, tolerance in precisions(subject).items():
        got = subject.call("predict", (w, b), x, precision=precision)
        expected = 0.5 + 0.5 * np.tanh((x @ w + b) / 2)
        expect_close(got, expected, rtol=tolerance, atol=tolerance, what=Text(en="predict", zh="predict"), hint=hint)


@check(Text(en="loss with penalty", zh="带惩罚项的损失"))
def penalised(subject: Subject, rng: np.random.Generator) -> None:
    """The cross-entropy of the model's logits, and the penalty on w."""
    params, x, y = problem(rng)
    hint = Text(
        en="If bce is right: give it logits, not probabilities, and add l2/2 times the sum of w², without b.",
        zh="如果 bce 是对的：传给它的应是 logits 而不是概率，再加上 l2/2 乘以 w² 之和，不含 b。",
    )
    for precision, tolerance in precisions(subject).items():
        got = subject.call("loss", params, x, y, L2, precision=precision)
        expect_close(
            got, loss(params, x, y, L2), rtol=tolerance, atol=tolerance, what=Text(en="loss", zh="loss"), hint=hint
        )


@check(Text(en="extreme logits", zh="极端的 logits"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Losses and probabilities for logits of +-1e4, with both labels."""
    order = rng.permutation(7)
    z = np.array([1e4, 1e4, -1e4, -1e4, 800, -800, 0.5])[order]
    y = np.array([0, 1, 0, 1, 0, 1, 0.5])[order]
    hint = Text(
        en="If ordinary logits are right: no logarithm of a probability, and no exp of a positive number.",
        zh="如果普通的 logits 没有问题：不要对概率取对数，也不要对正数取 exp。",
    )
    for precision, tolerance in precisions(subject).items():
        got = subject.call("bce", z, y, precision=precision)
        expect_close(got, bce(z, y), rtol=tolerance, atol=tolerance, what=Text(en="bce", zh="bce"), hint=hint)
        one = (np.array([1.0, 0, 0]), np.array(0.0))
        got = subject.call("predict", one, np.outer(z, [1, 0, 0]), precision=precision)
        expected = 0.5 + 0.5 * np.tanh(z / 2)
        expect_close(got, expected, rtol=tolerance, atol=tolerance, what=Text(en="predict", zh="predict"), hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient_values(subject: Subject, rng: np.random.Generator) -> None:
    """At ordinary parameters, against central differences of the judge's own loss."""
    params, x, y = problem(rng)
    hint = Text(
        en="If the loss is right: (p - y) of each row, times its x, averaged; then l2 w for the weights alone.",
        zh="如果损失是对的：每一行的 (p - y) 乘以该行的 x，取均值；再对权重加上 l2 w，偏置不加。",
    )
    expect_gradient(subject, params, (x, y), hint)


@check(Text(en="gradient at zero", zh="零处的梯度"))
def gradient_at_zero(subject: Subject, rng: np.random.Generator) -> None:
    """Where training starts: all logits are exactly 0, and a maximum, a clamp or an absolute value has a kink."""
    _, x, y = problem(rng)
    hint = Text(
        en="If other parameters are right: the loss is smooth at logit 0, but abs, clamp and relu inside it have a kink there.",
        zh="如果其他参数处是对的：损失在 logit 为 0 处是光滑的，但其中的 abs、clamp 和 relu 在那里有折点。",
    )
    expect_gradient(subject, (np.zeros(3), np.array(0.0)), (x, y), hint)


@check(Text(en="gradient of huge logits", zh="极大 logits 的梯度"))
def gradient_far(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of some 1e4, without the penalty, whose millions would drown the rest."""
    (w, b), x, y = problem(rng)
    hint = Text(
        en="If ordinary logits are right: an exp overflows on the way back, perhaps in a branch that is not taken.",
        zh="如果普通的 logits 没有问题：反向计算时某个 exp 上溢了，也许在没有选中的分支里。",
    )
    expect_gradient(subject, (w * 5000, b), (x, y), hint, l2=0.0)


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
    params, x, y = problem(rng)
    with subject.noted() as note:
        got, _ = trained(subject, params, (x, y), steps)
        note(list(got))
    expected, _ = descend(params, x, y, steps)
    expect_pair(got, expected, (f"{{}} after {steps} steps", f"{steps} 步之后的 {{}}"), SLOPE, hint)


@check(Text(en="reported losses", zh="报告的损失"))
def reported_losses(subject: Subject, rng: np.random.Generator) -> None:
    """losses[i] before step i; Python floats in PyTorch."""
    params, x, y = problem(rng)
    with subject.noted() as note:
        _, losses = trained(subject, params, (x, y), 4)
        note(losses)
    if subject.framework == "torch" and isinstance(losses, list) and any(isinstance(v, np.ndarray) for v in losses):
        fail(
            Text(en="train returned tensors; expected Python floats.", zh="train 返回了张量；应返回 Python 浮点数。"),
            code="tensors",
            hint=Text(en="loss.item() leaves the graph behind.", zh="loss.item() 不会带上计算图。"),
        )
    hint = Text(
        en="The loss with its penalty, before each step: losses[0] belongs to the parameters that train was given.",
        zh="每一步之前各记录一个带惩罚项的损失：losses[0] 对应传给 train 的参数。",
    )
    _, expected = descend(params, x, y, 4)
    expect_close(losses, expected, rtol=SLOPE, atol=SLOPE, what=Text(en="losses", zh="losses"), hint=hint, first_step=0)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's params, x and y after each function."""
    params, x, y = problem(rng)
    hint = Text(en="Make new arrays, or copy once at the start.", zh="应生成新数组，或在开头复制一次。")
    for name, args in (("gradients", [params, x, y, L2]), ("train", [params, x, y, LR, 2, L2])):
        with subject.noted() as note:
            _, after = subject.call_watching(name, *args, precision="float64")
            note(after)
        what = Text(en=f"the arguments after {name}", zh=f"调用 {name} 之后传入的数据")
        expect_equal(list(after), args, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process; in JAX the exported loss too."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        params, x, y = problem(rng)
        got = worker.call("loss", params, x, y, L2, precision="float64")
        expect_close(got, loss(params, x, y, L2), rtol=EXACT, atol=EXACT, what=Text(en="loss", zh="loss"), hint=hint)
        expect_gradient(worker, params, (x, y), hint)

    subject.repeatedly(once, rng)
    if subject.framework == "jax":
        params, x, y = problem(rng)
        got = subject.exported("loss", params, x, y, L2)
        expect_close(got, loss(params, x, y, L2), rtol=SINGLE, what=Text(en="loss", zh="loss"), hint=hint)


@check(Text(en="one trace for all steps", zh="所有步骤只追踪一次"), frameworks=("jax",))
def traced_once(subject: Subject, rng: np.random.Generator) -> None:
    """More steps must not run the loss in Python more often: that is what jit is for."""
    params, x, y = problem(rng)
    with subject.noted() as note:
        facts = [subject.observe("traces", "train", params, x, y, LR, n, L2, precision="float64") for n in (2, 4)]
        few, many = (sum(fact["again"].get(name, 0) for name in ("loss", "gradients", "bce")) for fact in facts)
        note([few, many, facts[1]["compilations"] > 0])
    if many > few:
        en = f"2 steps run your loss or gradient {few} times in Python, 4 steps {many} times."
        zh = f"2 步在 Python 中执行损失或梯度 {few} 次，4 步执行 {many} 次。"
        hint = Text(en="Compile the step once, outside the loop.", zh="在循环之外只编译一次 step。")
        fail(Text(en=en, zh=zh), code="retraced", hint=hint)


@check(Text(en="the whole training", zh="整个训练过程"), needs_pass=True)
def whole_training(subject: Subject, rng: np.random.Generator) -> None:
    """200 steps from zero in float32 beside the float64 replay; the losses are the judge's own."""
    _, x, y = problem(rng, 40)
    params = (np.zeros(3), np.array(0.0))
    hint = Text(en="Three steps are right. What changes after many?", zh="前三步是对的。走了许多步之后有什么变化？")
    mine: Any = params
    points = [(0, loss(params, x, y, L2), loss(params, x, y, L2))]  # steps, the submission's loss, the replay's
    for done in range(20, 201, 20):
        mine, reported = trained(subject, mine, (x, y), 20, "float32")
        params, losses = descend(params, x, y, 20)
        expect_pair(mine, params, (f"{{}} after {done} steps", f"{done} 步之后的 {{}}"), DRIFT, hint)
        what = Text(en=f"losses up to step {done}", zh=f"到第 {done} 步为止的 losses")
        expect_close(reported, losses, rtol=DRIFT, atol=DRIFT, what=what, hint=hint)
        mine = np.asarray(mine[0], float), np.asarray(mine[1], float)
        points.append((done, loss(mine, x, y, L2), loss(params, x, y, L2)))
        steps, ours, theirs = map(list, zip(*points, strict=True))
        subject.curve(Curve(task="descent", seed=0, steps=steps, loss=ours, reference=theirs))
