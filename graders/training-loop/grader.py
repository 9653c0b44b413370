"""A training loop: weights and history against a replay, modes and buffers in PyTorch, traces in JAX."""

from typing import Any

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_equal, expect_shape, fail

from .oracle import FEATURES, Model, Problem, draw, draw_equals, fit

EXACT = 1e-9


def make(subject: Subject, model: Model) -> Any:
    """Return what `fit` is given: a pair, or a module in the worker that holds these weights."""
    *_, w, b = model.weights()
    if subject.framework != "torch":
        return w, b
    handle = subject.call("Linear", FEATURES, 1, precision="float64", keep=True)
    if model.normalises:
        norm = subject.call("BatchNorm1d", FEATURES, precision="float64", keep=True)
        handle = subject.call("Sequential", norm, handle, precision="float64", keep=True)
    subject.set_parameters(handle, [*model.weights()[:-2], w.reshape(1, -1), b.reshape(1)])
    return handle


def train(subject: Subject, problem: Problem, given: Any) -> tuple[Any, list[Any]]:
    """Let the submission train: the weights that it ends with, flat and in order, and the history."""
    args = (given, *problem.arguments())
    value = subject.call("fit", *args, precision="float64")
    if subject.framework == "torch":
        history = value
        weights = [np.reshape(array, -1) for _, array in subject.parameters(given)]
        weights[-1] = weights[-1].reshape(())
    else:
        if not isinstance(value, list | tuple) or len(value) != 2:
            fail(Text(en="fit must return (params, history).", zh="fit 必须返回 (params, history)。"), code="pair")
        weights, history = value
    return weights, rows(history)


def rows(history: Any) -> list[Any]:
    """Return the rows of a history: pairs in a list or in an array."""
    good = isinstance(history, list | tuple) or (isinstance(history, np.ndarray) and history.ndim == 2)
    if not good or any(
        np.shape(row) != (2,) and not (isinstance(row, list | tuple) and len(row) == 2) for row in history
    ):
        fail(
            Text(
                en="The history must be a list of pairs (train_loss, valid_loss).",
                zh="history 必须是由 (train_loss, valid_loss) 组成的列表。",
            ),
            code="history",
        )
    return [list(row) for row in history]


def expect_training(subject: Subject, problem: Problem, hint: Text, losses: Text) -> None:
    """Compare weights, then the history, with the replay's."""
    with subject.noted() as note:
        weights, history = train(subject, problem, make(subject, problem.model))
        note(list(weights))
        note(history)
    best, right = fit(problem)
    expect_weights(weights, best, hint)
    what = Text(en="history", zh="history")
    expect_close(history, [list(row) for row in right], rtol=EXACT, atol=EXACT, what=what, hint=losses)


def expect_weights(weights: Any, best: Model, hint: Text) -> None:
    """Compare the weights that came back."""
    right = best.weights()
    if not isinstance(weights, list | tuple) or len(weights) != len(right):
        fail(Text(en="The weights must be the pair (w, b).", zh="权重必须是一对值 (w, b)。"), code="weights")
    for got, expected, name in zip(weights, right, ("scale", "shift", "w", "b")[-len(right) :], strict=True):
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en=name, zh=name), hint=hint)


LOSSES = Text(
    en="If the weights are right: batch losses from before their steps, each weighted with its size; validation after.",
    zh="如果权重没有问题：各批损失在更新之前测得，并按批的大小加权；验证在该轮之后。",
)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Two pairs for two epochs; floats in PyTorch."""
    problem = draw(rng, epochs=2)
    weights, history = train(subject, problem, make(subject, problem.model))
    for got, right, name in zip(weights, problem.model.weights(), ("w", "b"), strict=True):
        expect_shape(got, np.shape(right), what=Text(en=name, zh=name))
    if len(history) != 2:
        en, zh = f"The history has {len(history)} rows for 2 epochs.", f"2 轮训练，history 却有 {len(history)} 行。"
        fail(Text(en=en, zh=zh), code="epochs")
    if subject.framework == "torch" and any(isinstance(value, np.ndarray) for row in history for value in row):
        fail(
            Text(en="The history holds tensors; expected Python floats.", zh="history 里是张量；应为 Python 浮点数。"),
            code="tensors",
            hint=Text(en="loss.item() leaves the graph behind.", zh="loss.item() 不会带上计算图。"),
        )


@check(Text(en="one batch", zh="只有一批"))
def one_batch(subject: Subject, rng: np.random.Generator) -> None:
    """One epoch of one batch of all examples: one step."""
    hint = Text(
        en="One step: p - lr * gradient of the mean squared error over the batch.",
        zh="一步：p - lr * 该批均方误差的梯度。",
    )
    expect_training(subject, draw(rng, batch_size=50), hint, LOSSES)


@check(Text(en="mini-batches", zh="小批量"))
def mini_batches(subject: Subject, rng: np.random.Generator) -> None:
    """Batches of equal size, in the order of the data."""
    hint = Text(
        en="If one batch is right: each batch goes on from the last one's weights, with a gradient of its own.",
        zh="如果只有一批时没有问题：每一批从上一批的权重继续，梯度是它自己的。",
    )
    expect_training(subject, draw(rng, rows=8), hint, LOSSES)


@check(Text(en="an uneven last batch", zh="大小不一的最后一批"))
def uneven_batch(subject: Subject, rng: np.random.Generator) -> None:
    """It trains, and weighs less in the mean."""
    hint = Text(
        en="If equal batches are right: the last, smaller batch makes a step too.",
        zh="如果大小相同时没有问题：较小的最后一批也要走一步。",
    )
    expect_training(subject, draw(rng), hint, LOSSES)


@check(Text(en="the given order", zh="给定的顺序"))
def given_order(subject: Subject, rng: np.random.Generator) -> None:
    """Examples are taken as `orders` says, inputs and targets alike."""
    hint = Text(
        en="If the order of the data is right: take x and y at the same indices, those of this epoch's row of orders.",
        zh="如果按数据原有顺序时没有问题：x 和 y 要用同样的下标，即本轮那一行 orders。",
    )
    problem = draw(rng, epochs=2, shuffled=True)
    while not best_at_the_end(problem):
        problem = draw(rng, epochs=2, shuffled=True)
    expect_training(subject, problem, hint, LOSSES)


def best_at_the_end(problem: Problem) -> bool:
    """Whether both losses are lowest in the last epoch: which one is returned is another check's business."""
    return bool((np.array(fit(problem)[1]).argmin(axis=0) == len(problem.orders) - 1).all())


@check(Text(en="the best epoch", zh="最好的一轮"))
def best_epoch(subject: Subject, rng: np.random.Generator) -> None:
    """It lies in the middle: neither the last weights are right nor the first."""
    problem = draw(rng, epochs=5, shuffled=True)
    while not (best_in_the_middle(problem) and tells_losses_apart(problem)):
        problem = draw(rng, epochs=5, shuffled=True)
    hint = Text(
        en="If two epochs are right: return a copy of the weights with the lowest validation loss, not the last ones.",
        zh="如果两轮时没有问题：返回验证损失最低的权重的副本，而不是最后的权重。",
    )
    expect_training(subject, problem, hint, LOSSES)


def best_in_the_middle(problem: Problem) -> bool:
    """Whether the best epoch is neither the first nor the last one."""
    valid = np.array(fit(problem)[1])[:, 1]
    return 0 < valid.argmin() < len(valid) - 1 and valid.max() < 1e3


def tells_losses_apart(problem: Problem) -> bool:
    """Whether the lowest training loss belongs to another epoch, and not to the last one either."""
    lowest, best = np.array(fit(problem)[1]).argmin(axis=0)
    return lowest not in {best, len(problem.orders) - 1}


@check(Text(en="equal validation losses", zh="相等的验证损失"))
def equals(subject: Subject, rng: np.random.Generator) -> None:
    """All epochs are equally good: the first one's weights count."""
    hint = Text(
        en="If the best epoch is right: of epochs with the same validation loss the earliest counts.",
        zh="如果最好的一轮没有问题：验证损失相同的几轮中，取最早的一轮。",
    )
    expect_training(subject, draw_equals(rng), hint, LOSSES)


@check(Text(en="modes and buffers", zh="模式与缓冲区"), frameworks=("torch",))
def modes(subject: Subject, rng: np.random.Generator) -> None:
    """A model with a batch norm, which comes in evaluation mode."""
    problem = draw(rng, epochs=4, shuffled=True, normalises=True)
    while not best_in_the_middle(problem):
        problem = draw(rng, epochs=4, shuffled=True, normalises=True)
    with subject.noted() as note:
        model = make(subject, problem.model)
        subject.call("eval", on=model, precision="float64", keep=True)
        weights, history = train(subject, problem, model)
        buffers = dict(subject.buffers(model))
        training = subject.call("__getattribute__", "training", on=model, precision="float64")
        found = [buffers.get("0.running_mean"), buffers.get("0.running_var")]
        note([list(weights), history, found, training])
    best, right = fit(problem)
    hint = Text(
        en="If a linear layer alone is right: train() before each epoch's batches, eval() before each validation.",
        zh="如果只有线性层时没有问题：每轮的批量之前调用 train()，每次验证之前调用 eval()。",
    )
    expect_weights(weights, best, hint)
    what = Text(en="history", zh="history")
    expect_close(history, [list(row) for row in right], rtol=EXACT, atol=EXACT, what=what, hint=hint)
    kept = Text(
        en="The running statistics belong to the checkpoint as well: keep and restore the whole state_dict().",
        zh="滑动统计量也属于检查点：要保存并恢复完整的 state_dict()。",
    )
    what = Text(en="running mean and variance", zh="运行均值与方差")
    expect_close(found, [best.mean, best.var], rtol=EXACT, atol=EXACT, what=what, hint=kept)
    mode = Text(en="Call eval() at the end.", zh="最后调用 eval()。")
    expect_equal(training, expected=False, what=Text(en="model.training", zh="model.training"), hint=mode)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """Data and orders; elsewhere than in PyTorch the weights too."""
    problem = draw(rng, epochs=2, shuffled=True)
    args = (make(subject, problem.model), *problem.arguments())
    with subject.noted() as note:
        _, after = subject.call_watching("fit", *args, precision="float64")
        note([value for value, before in zip(after, args, strict=True) if not isinstance(before, Handle)])
    hint = Text(en="-= writes into the caller's arrays: make new ones.", zh="-= 会改写调用者的数组：应生成新数组。")
    for now, before, name in zip(after, args, ("params", "train", "valid", "orders"), strict=False):
        if not isinstance(before, Handle):
            what = Text(en=f"{name} after fit", zh=f"调用 fit 之后的 {name}")
            expect_equal(now, before, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New trainings, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does something stay from one to the next?",
        zh="如果上面的检查通过：是否有什么从一次训练留到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_training(worker, draw(rng), hint, LOSSES), rng)


@check(Text(en="one trace for all epochs", zh="所有轮次只追踪一次"), frameworks=("jax",))
def traced_once(subject: Subject, rng: np.random.Generator) -> None:
    """More epochs must not run the loss in Python more often."""
    with subject.noted() as note:
        counts = []
        for epochs in (1, 3):
            problem = draw(rng, epochs=epochs)
            args = (make(subject, problem.model), *problem.arguments())
            fact = subject.observe("traces", "fit", *args, precision="float64")
            counts.append(fact["again"].get("loss", 0))
        note(counts)
    if counts[1] > counts[0]:
        en = f"One epoch runs your loss {counts[0]} times in Python, three epochs {counts[1]} times."
        zh = f"一轮在 Python 中执行 loss {counts[0]} 次，三轮执行 {counts[1]} 次。"
        hint = Text(en="Compile step and evaluation once, outside of the loops.", zh="在循环之外只编译一次更新和评估。")
        fail(Text(en=en, zh=zh), code="retraced", hint=hint)
