"""Early stopping: when to stop, and which weights come back.

The oracle looks back over the whole course of losses: a record is the first loss that beats the one before it, and the
stop comes `patience` epochs after the last record.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

Arrays = list[np.ndarray]
Rule = tuple[int, float]  # patience, min_delta
NAMES = ["weight", "bias", "running_mean"]  # what training changes in a BatchNorm1d here: two parameters, one buffer
FEATURES = 3
NAN = float("nan")


def records(losses: list[float], min_delta: float) -> list[int]:
    """Return the epochs, from 0, whose losses were recorded."""
    found = [0]
    while True:
        level = losses[found[-1]] - min_delta
        later = [epoch for epoch in range(found[-1] + 1, len(losses)) if losses[epoch] < level]
        if not later:
            return found
        found.append(later[0])


def course(losses: list[float], patience: int, min_delta: float) -> tuple[list[bool], int]:
    """Return stop or not after each epoch up to the first stop, and the best epoch until then."""
    flags = []
    for epoch in range(len(losses)):
        best = records(losses[: epoch + 1], min_delta)[-1]
        flags.append(epoch - best >= patience)
        if flags[-1]:
            break
    return flags, records(losses[: len(flags)], min_delta)[-1]


def draw_losses(rng: np.random.Generator, epochs: int) -> list[float]:
    """Return losses that fall and then wander, multiples of 1/16 so that differences are exact."""
    level = np.maximum(3 - 0.5 * np.arange(epochs), 0.5)
    return [float(x) for x in np.round((level + 0.5 * rng.random(epochs)) * 16) / 16]


def draw_weights(subject: Subject, rng: np.random.Generator, epochs: int) -> list[Arrays]:
    """Return weights for each epoch."""
    shapes = [(FEATURES,)] * len(NAMES) if subject.framework == "torch" else [(2, 3), (2,)]
    return [[rng.normal(size=shape) for shape in shapes] for _ in range(epochs)]


def tree(subject: Subject, arrays: Arrays) -> Any:
    """Return the weights as a submission sees them."""
    if subject.framework == "torch":
        return dict(zip(NAMES, arrays, strict=True))
    if subject.framework == "numpy":
        return {"weight": arrays[0], "bias": arrays[1]}
    return {"layers": [{"weight": arrays[0], "bias": arrays[1]}]}


class Training:
    """The submission's stopper, and the weights that it is shown, in any framework."""

    def __init__(self, subject: Subject, first: Arrays, rule: Rule) -> None:
        self.subject = subject
        self.rule = rule
        if subject.framework == "jax":
            self.state = subject.call("init", tree(subject, first), precision="float64")
            return
        self.stopper = subject.call("EarlyStopping", *rule, keep=True)
        if subject.framework == "torch":
            self.model = subject.call("BatchNorm1d", FEATURES, precision="float64", keep=True)
            self.mean = subject.call("get_buffer", "running_mean", on=self.model, precision="float64", keep=True)

    def write(self, arrays: Arrays) -> None:
        """Change the PyTorch model in place, as training does."""
        self.subject.set_parameters(self.model, arrays[:2])
        self.subject.call("copy_", arrays[2], on=self.mean, precision="float64")

    def epoch(self, loss: float, arrays: Arrays) -> Any:
        """Return what the submission says after an epoch: stop or not."""
        if self.subject.framework == "torch":
            self.write(arrays)
            return self.subject.call("update", loss, self.model, on=self.stopper, precision="float64")
        shown = tree(self.subject, arrays)
        if self.subject.framework == "numpy":
            return self.subject.call("update", loss, shown, on=self.stopper, precision="float64")
        args = (self.state, np.asarray(loss), shown, *self.rule)
        self.state, stop = pair(self.subject.call("update", *args, precision="float64"))
        return stop

    def best(self) -> Any:
        """Return the best weights: in PyTorch what the model holds when they were restored."""
        if self.subject.framework == "jax":
            return self.subject.call("best", self.state, precision="float64")
        if self.subject.framework == "numpy":
            return self.subject.call("best", on=self.stopper, precision="float64")
        self.subject.call("restore", self.model, on=self.stopper, precision="float64")
        found = dict(self.subject.parameters(self.model) + self.subject.buffers(self.model))
        return {name: found[name] for name in NAMES}


def pair(value: Any) -> Any:
    """Return (state, stop), which must be a pair."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        fail(
            Text(en="update must return the pair (state, stop).", zh="update 必须返回一对值 (state, stop)。"),
            code="pair",
        )
    return value


def flag(value: Any) -> bool:
    """Return stop or not: a bool, or an array of shape () and of that type."""
    what = Text(en="stop", zh="stop")
    expect_shape(value, (), what=what)
    if np.asarray(value).dtype.kind != "b":
        en, zh = f"stop: expected a bool, got {value!r}.", f"stop：应为布尔值，得到 {value!r}。"
        fail(Text(en=en, zh=zh), code="no bool")
    return bool(value)


def expect_course(subject: Subject, rng: np.random.Generator, losses: list[float], rule: Rule, hint: Text) -> None:
    """Compare stop or not after each epoch up to the right stop, then the best weights."""
    flags, best = course(losses, *rule)
    weights = draw_weights(subject, rng, len(flags))
    with subject.noted() as note:
        training, said = Training(subject, weights[0], rule), []
        for loss, arrays in zip(losses, weights, strict=False):
            said.append(flag(training.epoch(loss, arrays)))
            note(said[-1])
        restored = training.best()
        note(restored)
    for epoch, (mine, right) in enumerate(zip(said, flags, strict=True), 1):
        if mine != right:
            fail_with_losses(losses, epoch, rule, hint, stops=mine)
    what = Text(en="the best weights", zh="最好的权重")
    why = Text(
        en="They are copies of the weights of the recorded epoch, not those of the last one.",
        zh="它们是被记录那一轮的权重的副本，而不是最后一轮的权重。",
    )
    expect_close(restored, tree(subject, weights[best]), rtol=0, what=what, hint=why)


def fail_with_losses(losses: list[float], epoch: int, rule: Rule, hint: Text, *, stops: bool) -> None:
    """Say after which losses the submission stopped too early, or went on."""
    patience, min_delta = rule
    seen = ", ".join(f"{loss:g}" for loss in losses[:epoch])
    en = f"patience {patience}, min_delta {min_delta:g}: after the losses {seen} you {'stop' if stops else 'go on'}."
    zh = f"patience 为 {patience}，min_delta 为 {min_delta:g}：在损失 {seen} 之后你{'停止' if stops else '继续'}了。"
    fail(Text(en=en, zh=zh), code="early" if stops else "late", hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """A bool comes back."""
    weights = draw_weights(subject, rng, 1)
    flag(Training(subject, weights[0], (2, 0.0)).epoch(1.0, weights[0]))


@check(Text(en="patience", zh="耐心"))
def patience_runs_out(subject: Subject, rng: np.random.Generator) -> None:
    """Losses that only rise."""
    hint = Text(
        en="Stop at the epoch that is number `patience` in a row without an improvement, not one later.",
        zh="在连续第 patience 个没有改进的轮次就停，不要再晚一轮。",
    )
    for patience in (1, 3):
        expect_course(subject, rng, [1.0, 1.5, 2.0, 2.5, 3.0], (patience, 0.0), hint)


@check(Text(en="an improvement in between", zh="中途有改进"))
def in_between(subject: Subject, rng: np.random.Generator) -> None:
    """The count begins anew; better than the last is not better than the best."""
    hint = Text(
        en="Only a loss below the best one counts as an improvement, and then the count begins at 0 again.",
        zh="只有低于最好损失才算改进，这时计数重新从 0 开始。",
    )
    expect_course(subject, rng, [3.0, 4.0, 2.0, 4.0, 3.0, 2.5], (3, 0.0), hint)
    expect_course(subject, rng, [3.0, 4.0, 2.0, 2.5, 1.0, 1.5, 1.25], (2, 0.0), hint)


@check(Text(en="min_delta", zh="min_delta"))
def least_improvement(subject: Subject, rng: np.random.Generator) -> None:
    """Slow progress adds up, because only improvements are recorded."""
    hint = Text(
        en="Compare with the recorded loss, which is replaced by an improvement only.",
        zh="与记录下的损失比较，只有改进才能取代它。",
    )
    expect_course(subject, rng, [2.0, 1.75, 1.5, 1.25, 1.0, 0.75, 0.75, 0.75], (3, 0.375), hint)
    expect_course(subject, rng, [2.0, 1.75, 1.625, 0.5], (2, 0.5), hint)
    expect_course(subject, rng, [2.0, 1.5, 1.5, 1.5], (2, 0.5), hint)


@check(Text(en="equal losses and NaN", zh="相等的损失与 NaN"))
def no_improvement(subject: Subject, rng: np.random.Generator) -> None:
    """Neither is an improvement, and a later loss is still compared with the best."""
    hint = Text(
        en="Ask for loss < best - min_delta: an equal loss and NaN both answer no.",
        zh="判断 loss < best - min_delta：相等的损失和 NaN 都是否。",
    )
    expect_course(subject, rng, [1.0, 1.0, 1.0, 1.0], (3, 0.0), hint)
    expect_course(subject, rng, [1.0, NAN, 1.5, 0.5, NAN, NAN, NAN], (3, 0.0), hint)


@check(Text(en="random courses", zh="随机的损失序列"))
def random_courses(subject: Subject, rng: np.random.Generator) -> None:
    """Losses that fall and then wander."""
    hint = Text(
        en="If shorter courses are right: what is remembered after an improvement in the middle?",
        zh="如果较短的序列没有问题：中途出现改进之后，记住的是什么？",
    )
    for patience, min_delta in ((2, 0.0), (4, 0.125)):
        expect_course(subject, rng, draw_losses(rng, 14), (patience, min_delta), hint)


@check(Text(en="weights that change in place", zh="就地改变的权重"), frameworks=("numpy", "torch"))
def in_place(subject: Subject, rng: np.random.Generator) -> None:
    """Training on in the same arrays does not reach what is kept."""
    first, second, third = draw_weights(subject, rng, 3)
    hint = Text(en="Keep copies of the arrays, not the arrays.", zh="要保存数组的副本，而不是数组本身。")
    with subject.noted() as note:
        training = Training(subject, first, (5, 0.0))
        if subject.framework == "torch":
            training.epoch(2.0, first)
            training.epoch(1.0, second)
            training.write(third)
            got = training.best()
        else:
            got = trained_in_place(training, second, third)
        note(got)
    what = Text(en="the best weights, after the model changed", zh="模型改变之后，最好的权重")
    expect_close(got, tree(subject, second), rtol=0, what=what, hint=hint)


def trained_in_place(training: Training, second: Arrays, third: Arrays) -> Any:
    """Show a NumPy submission a dictionary that stays in the worker, and write into its arrays afterwards."""
    subject = training.subject
    source = Training(subject, second, (5, 0.0))
    source.epoch(1.0, second)
    params = subject.call("best", on=source.stopper, precision="float64", keep=True)
    subject.call("update", 1.0, params, on=training.stopper, precision="float64")
    for name, value in tree(subject, third).items():
        array = subject.call("__getitem__", name, on=params, precision="float64", keep=True)
        subject.call("__setitem__", [0, 1], value, on=array, precision="float64")  # both rows
    return training.best()


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "jax"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The weights that were shown; in JAX the state too."""
    first, second = draw_weights(subject, rng, 2)
    training = Training(subject, first, (3, 0.0))
    training.epoch(2.0, first)
    hint = Text(en="The weights are only read.", zh="权重只被读取。")
    weights = tree(subject, second)
    if subject.framework == "numpy":
        expect_unchanged(subject, "update", 1.0, weights, on=training.stopper, hint=hint)
    else:
        expect_unchanged(subject, "update", training.state, np.asarray(1.0), weights, 3, 0.0, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New trainings, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: do two stoppers share something?",
        zh="如果上面的检查通过：两个早停器之间是否共享了什么？",
    )
    subject.repeatedly(lambda worker: expect_course(worker, rng, [2.0, 1.0, 3.0], (1, 0.0), hint), rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """`update` exported: state, loss and weights are its arguments. Then its state goes on as any other."""
    first, second = draw_weights(subject, rng, 2)
    training = Training(subject, first, (1, 0.0))
    training.epoch(2.0, first)
    args = (training.state, np.asarray(3.0), tree(subject, second), 1, 0.0)
    training.state, stop = pair(subject.exported("update", *args, precision="float64"))
    hint = Text(
        en="If plain calls are right: under jit a loss has no value that `if` could ask for; jnp.where chooses.",
        zh="如果直接调用没有问题：在 jit 之下损失没有值，`if` 无从判断；请用 jnp.where 选择。",
    )
    if not flag(stop):
        fail(Text(en="The exported update does not stop.", zh="导出的 update 没有停止。"), code="late", hint=hint)
    what = Text(en="the best weights", zh="最好的权重")
    expect_close(training.best(), tree(subject, first), rtol=0, what=what, hint=hint)
