"""Log-probabilities of masked sequences and the DPO loss: values, and gradients by hand or by autodiff.

The oracle goes token by token and rests on `np.logaddexp`. Its gradient is a central difference.
"""

import numpy as np

from kata.grading import (
    Given,
    Subject,
    Submitted,
    Text,
    central_differences,
    check,
    expect_close,
    expect_shape,
    expect_unchanged,
    fail,
)

EXACT = 1e-9
DIFFERENCE = 1e-8  # how far a central difference may be off; for margins of 1e4 it is 1e4 · 1e-16 / 1e-4
BATCH, LENGTH, VOCAB = 4, 6, 5  # one shape: JAX compiles for each
SCORES, LOSS = "sequence_log_probs", "dpo_loss"
Batch = tuple[np.ndarray, np.ndarray, np.ndarray]  # logits, tokens, mask
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]


def scores(logits: np.ndarray, tokens: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the sum of log p over each row's answer."""
    result = np.zeros(len(tokens))
    for row, position in np.argwhere(mask[:, 1:]):
        predicted = logits[row, position]
        result[row] += predicted[tokens[row, position + 1]] - np.logaddexp.reduce(predicted)
    return result


def loss(pairs: Pairs) -> float:
    """Return the mean of log(1 + exp(-margin))."""
    chosen, rejected, ref_chosen, ref_rejected, beta = pairs
    ratios = [c - r for c, r in ((chosen, ref_chosen), (rejected, ref_rejected))]
    return float(np.mean([np.logaddexp(0, -beta * (good - bad)) for good, bad in zip(*ratios, strict=True)]))


def gradient(pairs: Pairs, wrt: int) -> np.ndarray:
    """Return the central differences of `loss` for the policy's chosen (0) or rejected (1) answers."""
    return central_differences(lambda moved: loss((*pairs[:wrt], moved, *pairs[wrt + 1 :])), pairs[wrt], step=1e-4)


def draw(rng: np.random.Generator) -> Batch:
    """Return logits, tokens, and a mask with a token of the answer in each row, at the start too."""
    mask = rng.random((BATCH, LENGTH)) < 0.5
    mask[:, 0] = [True, False, True, False]
    mask[range(BATCH), rng.integers(1, LENGTH, BATCH)] = True
    return rng.normal(0, 2, (BATCH, LENGTH, VOCAB)), rng.integers(VOCAB, size=(BATCH, LENGTH)), mask


def draw_pairs(rng: np.random.Generator, beta: float) -> Pairs:
    """Return four vectors of log-probabilities."""
    chosen, rejected, ref_chosen, ref_rejected = rng.normal(-6, 2, (4, BATCH))
    return chosen, rejected, ref_chosen, ref_rejected, beta


def expect_scores(subject: Subject, batch: Batch, hint: Text) -> None:
    """Compare the sequences' log-probabilities."""
    what = Text(en="the log-probabilities", zh="对数概率")
    got = subject.call(SCORES, *batch, precision="float64")
    expect_close(got, scores(*batch), rtol=EXACT, atol=EXACT, what=what, hint=hint)


def expect_loss(subject: Subject, pairs: Pairs, hint: Text) -> None:
    """Compare the loss."""
    got = subject.call(LOSS, *pairs, precision="float64")
    expect_close(got, loss(pairs), rtol=EXACT, atol=1e-12, what=Text(en="the loss", zh="损失"), hint=hint)


def expect_gradient(subject: Subject, pairs: Pairs, hint: Text) -> None:
    """Compare both gradients: from the formula in NumPy, elsewhere from autodiff."""
    if subject.framework == "numpy":
        both = subject.call("dpo_grad", *pairs, precision="float64")
        if not isinstance(both, list | tuple) or len(both) != len(("chosen", "rejected")):
            fail(
                Text(en="dpo_grad must return a tuple of two gradients.", zh="dpo_grad 必须返回两个梯度的元组。"),
                code="structure",
            )
    else:
        both = [subject.gradient(LOSS, *pairs, wrt=wrt, precision="float64") for wrt in (0, 1)]
    for wrt, name in enumerate(("policy_chosen", "policy_rejected")):
        what = Text(en=f"the gradient for {name}", zh=f"对 {name} 的梯度")
        expect_close(both[wrt], gradient(pairs, wrt), rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and a loss that autodiff can go through."""
    got = subject.call(SCORES, *draw(rng), precision="float64")
    expect_shape(got, (BATCH,), what=Text(en="the log-probabilities", zh="对数概率"))
    got = subject.call(LOSS, *draw_pairs(rng, 0.3), precision="float64")
    expect_shape(got, (), what=Text(en="the loss", zh="损失"))
    if subject.framework != "numpy" and not isinstance(got, np.ndarray | np.generic):
        fail(
            Text(
                en="dpo_loss returned a Python number; expected an array.", zh="dpo_loss 返回了 Python 数；应返回数组。"
            ),
            code="number",
            hint=Text(en="float() and item() leave the graph behind.", zh="float() 和 item() 会丢掉计算图。"),
        )


@check(Text(en="sequence log-probabilities", zh="序列的对数概率"))
def sequences(subject: Subject, rng: np.random.Generator) -> None:
    """Random masks."""
    hint = Text(
        en="Position t predicts token t + 1; whether that counts, its own mask says. Sum, don't average.",
        zh="位置 t 预测第 t + 1 个词元；是否计入由该词元自己的掩码决定。要求和，不要取均值。",
    )
    expect_scores(subject, draw(rng), hint)


@check(Text(en="masked tokens", zh="被掩掉的词元"))
def masked(subject: Subject, rng: np.random.Generator) -> None:
    """Padding of -100, -inf among logits that do not count, a row without an answer."""
    hint = Text(
        en="If plain sequences are right: -100 is no index, and 0 · -inf is NaN.",
        zh="如果普通序列没有问题：-100 不是下标，而 0 · -inf 是 NaN。",
    )
    logits, tokens, mask = draw(rng)
    mask[1] = False
    expect_scores(subject, (logits, np.where(mask, tokens, -100), mask), hint)
    row, position = np.argwhere(~mask[:, 1:])[0]
    logits[row, position, [0, tokens[row, position + 1]]] = -np.inf  # 0 is the index most take for padding
    expect_scores(subject, (logits, tokens, mask), hint)


@check(Text(en="large logits", zh="很大的 logits"))
def large_logits(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of +-1e4."""
    hint = Text(
        en="If ordinary logits are right: take log p from the logits, never the logarithm of a probability.",
        zh="如果普通的 logits 没有问题：应从 logits 直接得到 log p，不要对概率取对数。",
    )
    logits, tokens, mask = draw(rng)
    logits[..., 0] = 1e4
    logits[..., 1] = -1e4
    tokens[:, 1::2] = 1
    expect_scores(subject, (logits, tokens, mask), hint)


@check(Text(en="gradient for the logits", zh="对 logits 的梯度"), frameworks=("torch", "jax"))
def logit_gradients(subject: Subject, rng: np.random.Generator) -> None:
    """What trains the model: through the log-probabilities, with -inf among logits that do not count."""
    hint = Text(
        en="If the log-probabilities are right: they must stay in the graph; only the reference model needs no gradient.",
        zh="如果对数概率没有问题：它们必须留在计算图中；不需要梯度的只有参考模型。",
    )
    logits, tokens, mask = draw(rng)
    row, position = np.argwhere(~mask[:, 1:])[0]
    logits[row, position, :2] = -np.inf
    weights = rng.normal(size=BATCH)
    got = subject.call(Given("gradient"), Submitted(SCORES), weights, logits, tokens, mask, precision="float64")
    what = Text(en="the gradient for the logits", zh="对 logits 的梯度")
    if got is None:
        en, zh = "No gradient reaches the logits.", "没有梯度传到 logits。"
        fail(Text(en=en, zh=zh), code="no gradient", hint=hint)
    expected = central_differences(lambda moved: weights @ scores(moved, tokens, mask), logits)
    expect_close(got, expected, rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="loss values", zh="损失的数值"))
def loss_values(subject: Subject, rng: np.random.Generator) -> None:
    """Two values of beta."""
    hint = Text(
        en="beta times (policy - reference, chosen minus rejected) goes into -log sigmoid; then the mean.",
        zh="beta 乘以（policy - reference，chosen 减 rejected）放进 -log sigmoid；然后取均值。",
    )
    for beta in (0.1, 0.7):
        expect_loss(subject, draw_pairs(rng, beta), hint)


@check(Text(en="gradient", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the judge's own loss."""
    hint = Text(
        en="-beta · sigmoid(-margin) / batch for the chosen ones: large where the pair is still in the wrong order.",
        zh="chosen 的梯度是 -beta · sigmoid(-margin) / batch：样本对的次序仍然错误时梯度最大。",
    )
    expect_gradient(subject, draw_pairs(rng, 0.4), hint)


@check(Text(en="large margins", zh="很大的 margin"))
def large_margins(subject: Subject, rng: np.random.Generator) -> None:
    """Margins of +-1e4 and 0, loss and gradient."""
    hint = Text(
        en="If ordinary margins are right: sigmoid underflows to 0, exp overflows. log(1 + exp(-m)) has a stable form.",
        zh="如果普通的 margin 没有问题：sigmoid 会下溢为 0，exp 会上溢。log(1 + exp(-m)) 有稳定的写法。",
    )
    chosen, rejected, ref_chosen, ref_rejected, beta = draw_pairs(rng, 0.5)
    chosen = rejected + ref_chosen - ref_rejected + rng.permutation([2e4, -2e4, 0.0, 3.0])
    pairs = (chosen, rejected, ref_chosen, ref_rejected, beta)
    expect_loss(subject, pairs, hint)
    expect_gradient(subject, pairs, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    logits, tokens, mask = draw(rng)
    expect_unchanged(subject, SCORES, logits, np.where(mask, tokens, -100), mask)
    for name in (LOSS, "dpo_grad") if subject.framework == "numpy" else (LOSS,):
        expect_unchanged(subject, name, *draw_pairs(rng, 0.3))


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The log-probabilities exported; logits, tokens and mask are its arguments."""
    batch = draw(rng)
    got = subject.exported(SCORES, *batch, precision="float64")
    hint = Text(
        en="If plain calls are right: under jit the mask has no values, so tokens can be weighted but not left out.",
        zh="如果直接调用没有问题：在 jit 之下掩码没有值，因此词元只能加权，不能删掉。",
    )
    what = Text(en="the exported log-probabilities", zh="导出的对数概率")
    expect_close(got, scores(*batch), rtol=EXACT, atol=EXACT, what=what, hint=hint)
