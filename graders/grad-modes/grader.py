"""Values and gradients of four functions, by central differences in NumPy, and all that must not have changed."""

from typing import Any

import numpy as np

from kata.grading import (
    Given,
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

Weights = list[np.ndarray]


def draw(rng: np.random.Generator) -> Weights:
    """Return the weights of a network: 4 features, 5 hidden, 3 outputs."""
    return [rng.normal(size=shape) for shape in ((5, 4), (5,), (3, 5), (3,))]


def network(weights: Weights, x: np.ndarray) -> np.ndarray:
    """Return the network's outputs without dropout: (batch, 3)."""
    w1, b1, w2, b2 = weights
    return np.einsum("bh,oh->bo", np.tanh(np.einsum("bi,hi->bh", x, w1) + b1), w2) + b2


def no_graph(what: str, hint: Text) -> None:
    """Fail, since a result that needs a graph has none."""
    fail(Text(en=f"The result of {what} has no graph.", zh=f"{what} 的结果没有计算图。"), code="no graph", hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of what `predict` returns."""
    net = subject.call(Given("network"), *draw(rng), keep=True)
    got = subject.call("predict", net, [rng.normal(size=(2, 4)), rng.normal(size=(1, 4))])
    expect_shape(got, (3, 3), what=Text(en="predict of 2 and 1 rows", zh="predict 对 2 行和 1 行的结果"))


@check(Text(en="predictions", zh="预测"))
def predictions(subject: Subject, rng: np.random.Generator) -> None:
    """Values without dropout, and no graph."""
    weights, batches = draw(rng), [rng.normal(size=(n, 4)) for n in (3, 2)]
    net = subject.call(Given("network"), *weights, precision="float64", keep=True)
    hint = Text(
        en="Dropout does nothing in eval mode; outputs are in the order of the batches, without a graph.",
        zh="dropout 在 eval 模式下什么也不做；输出按批次的顺序排列，不带计算图。",
    )
    got = subject.call("predict", net, batches, precision="float64")
    what = Text(en="predict", zh="predict")
    expect_close(got, network(weights, np.concatenate(batches)), rtol=1e-9, atol=1e-9, what=what, hint=hint)
    graph = subject.call(Given("has_graph"), Submitted("predict"), net, batches, precision="float64")
    expect_equal(graph, False, what=Text(en="whether the predictions have a graph", zh="预测是否带计算图"), hint=hint)


@check(Text(en="modes are restored", zh="模式被恢复"))
def modes(subject: Subject, rng: np.random.Generator) -> None:
    """Of each module, after a run and after one that raises."""
    hint = Text(
        en="Two of the five were in eval mode before; note each module's flag and put it back in finally.",
        zh="五个模块中有两个原本处于 eval 模式；请记下每个模块的标志，并在 finally 中恢复。",
    )
    for raises in (False, True):
        got = subject.call(Given("modes_after"), Submitted("predict"), draw(rng), [rng.normal(size=(2, 4))], raises)
        expected = np.array([True, False, True, False, True] + [True] * raises)
        what = Text(en="training of each module afterwards", zh="之后各模块的 training")
        if raises:
            what = Text(en="training of each module after an exception", zh="抛出异常之后各模块的 training")
        expect_equal(got, expected, what=what, hint=hint)


@check(Text(en="predictions are ordinary tensors", zh="预测是普通张量"))
def ordinary(subject: Subject, rng: np.random.Generator) -> None:
    """Autograd can save them."""
    expect_equal(
        subject.call(Given("usable"), Submitted("predict"), draw(rng), [rng.normal(size=(2, 4))]),
        True,
        what=Text(en="whether a training step can use them", zh="训练步骤能否使用它们"),
        hint=Text(
            en="A tensor made under inference_mode cannot be saved for backward; a clone made outside can.",
            zh="在 inference_mode 下创建的张量不能为反向传播保存；在外面 clone 一份就可以。",
        ),
    )


@check(Text(en="frozen features", zh="冻结的特征"))
def frozen(subject: Subject, rng: np.random.Generator) -> None:
    """The head's gradient, and nothing of the backbone's."""
    weights, x = draw(rng), rng.normal(size=(6, 4))
    head = [rng.normal(size=(2, 3)), rng.normal(size=2)]
    features = network(weights, x)

    def output(params: list[np.ndarray]) -> np.ndarray:
        return np.einsum("bi,oi->bo", features, params[0]) + params[1]

    hint = Text(
        en="The backbone alone runs under no_grad; the head runs recorded. Flags and modes stay as they are.",
        zh="只有 backbone 在 no_grad 下运行；head 要照常记录。标志和模式保持原样。",
    )
    got: Any = subject.call(Given("frozen"), Submitted("frozen_features"), weights, head, x, precision="float64")
    if got is None:
        no_graph("frozen_features", hint)
    expected = {
        "output": output(head),
        "head": central_differences(lambda params: np.sum(output(params) ** 2), head),
        "backbone": [False] * 5,
        "flags": np.ones(7, bool),
        "kept": False,
        "same modes": True,
    }
    what = Text(en="frozen_features", zh="frozen_features")
    expect_close(got, expected, rtol=1e-6, atol=1e-6, what=what, hint=hint)


@check(Text(en="saliency", zh="显著图"))
def saliency(subject: Subject, rng: np.random.Generator) -> None:
    """Its values, with and without recording; x and .grad stay clean."""
    weights, x = draw(rng), rng.normal(size=(3, 4))
    right = central_differences(lambda moved: network(weights, moved).sum(), x)
    for recording in (True, False):
        got = subject.call(Given("saliency_facts"), Submitted("saliency"), weights, x, recording, precision="float64")
        what = Text(en="saliency", zh="saliency")
        if not recording:
            what = Text(en="saliency under no_grad", zh="no_grad 下的 saliency")
        expect_close(
            got,
            {"saliency": right, "x as it was": True, "clean": True, "graph": False, "same modes": True},
            rtol=1e-6,
            atol=1e-6,
            what=what,
            hint=Text(
                en="A leaf of your own, enable_grad, and torch.autograd.grad, which leaves every .grad alone; x and modes stay.",
                zh="用自己的叶子张量、enable_grad，以及不碰任何 .grad 的 torch.autograd.grad；x 与模式保持原样。",
            ),
        )


@check(Text(en="consistency loss", zh="一致性损失"))
def consistency(subject: Subject, rng: np.random.Generator) -> None:
    """The gradient of the student alone; then with a teacher that is twice the student."""
    student, teacher, x = draw(rng), draw(rng), rng.normal(size=(3, 4))
    hint = Text(
        en="The target is a constant: the teacher under no_grad, or its output detached; the student stays recorded, and both in their modes.",
        zh="目标是常数：让教师在 no_grad 下运行，或对它的输出 detach；学生照常记录；两者的模式都不变。",
    )
    for own in (teacher, None):
        target = 2 * network(student, x) if own is None else network(own, x)

        def loss(arrays: list[np.ndarray], target: np.ndarray = target) -> float:
            return float(np.mean((network(arrays[:-1], arrays[-1]) - target) ** 2))

        got: Any = subject.call(
            Given("consistency"), Submitted("consistency_loss"), student, own, x, precision="float64"
        )
        if got is None:
            no_graph("consistency_loss", hint)
        arrays = [*student, x]
        expected = {
            "loss": np.asarray(loss(arrays)),
            "grads": central_differences(loss, arrays),
            "teacher": False,
            "same modes": True,
        }
        what = Text(en="consistency_loss", zh="consistency_loss")
        expect_close(got, expected, rtol=1e-6, atol=1e-6, what=what, hint=hint)
