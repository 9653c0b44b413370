"""Group-relative advantages, and the GRPO loss: clipped ratio, distance to the reference, means; the gradient.

The oracle goes token by token with `math`, and keeps the two signs of an advantage apart. Its gradient is a central
difference, so ratios stay away from the edges of the clip.
"""

import math

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
DIFFERENCE = 1e-8  # how far a central difference may be off
PROMPTS, GROUP = 3, 4
BATCH, LENGTH = 4, 6  # one shape: JAX compiles for each
ADVANTAGES, LOSS, GRADIENT = "group_advantages", "grpo_loss", "grpo_grad"
Args = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, float, float]


def advantages(rewards: np.ndarray, eps: float) -> np.ndarray:
    """Return each group's deviations over its root mean square deviation."""
    rows = []
    for row in rewards.tolist():
        deviations = [reward - math.fsum(row) / len(row) for reward in row]
        spread = math.sqrt(math.fsum(d * d for d in deviations) / len(row))
        rows.append([d / (spread + eps) for d in deviations])
    return np.array(rows)


def token_loss(change: float, gap: float, advantage: float, clip: float, beta: float) -> float:
    """Return one token's loss, from log(policy / old) and log(reference / policy)."""
    ratio = math.exp(change)
    bounded = min(ratio, 1 + clip) if advantage > 0 else max(ratio, 1 - clip)
    return -advantage * bounded + beta * (math.exp(gap) - 1 - gap)


def loss(args: Args) -> float:
    """Return the mean of means."""
    log_probs, old, ref, mask, advantage, clip, beta = args
    answers = []
    for row in range(len(mask)):
        tokens = [
            token_loss(
                log_probs[row, t] - old[row, t], ref[row, t] - log_probs[row, t], float(advantage[row]), clip, beta
            )
            for t in np.flatnonzero(mask[row])
        ]
        answers.append(math.fsum(tokens) / max(len(tokens), 1))
    return math.fsum(answers) / len(answers)


def gradient(args: Args) -> np.ndarray:
    """Return the central differences of `loss` for the log-probabilities; 0 for those that do not count."""
    return central_differences(lambda moved: loss((moved, *args[1:])), args[0])


def draw(rng: np.random.Generator, *, outside: bool, beta: float, clip: float = 0.2) -> Args:
    """Return a batch with answers of 1 to 4 tokens.

    Ratios lie within 0.91 and 1.1. With `outside`, half of them and one of each answer lie below 0.74 or above 1.35, on
    both sides for both signs of the advantage: never near an edge of the clip.
    """
    lengths = rng.permutation([1, 2, 3, 4])
    mask = rng.permuted(np.arange(LENGTH) < lengths[:, None], axis=1)
    order = rng.permutation(BATCH)
    advantage = rng.uniform(1.5, 2.5, BATCH) * np.array([1, -1, 1, -1])[order]
    old = rng.normal(-2, 1, (BATCH, LENGTH))
    change = rng.uniform(-0.09, 0.09, (BATCH, LENGTH))
    if outside:
        far = rng.uniform(0.3, 0.7, (BATCH, LENGTH)) * rng.choice([-1, 1], (BATCH, LENGTH))
        change = np.where(rng.random((BATCH, LENGTH)) < 0.5, far, change)
        for row, side in enumerate(np.array([1, 1, -1, -1])[order]):
            token = rng.choice(np.flatnonzero(mask[row]))
            change[row, token] = side * rng.uniform(0.3, 0.7)
    ref = old + rng.normal(0, 0.5, (BATCH, LENGTH))
    return old + change, old, ref, mask, advantage, clip, beta


def expect_advantages(subject: Subject, rewards: np.ndarray, eps: float | None, hint: Text) -> None:
    """Compare the advantages; without eps its default counts."""
    more = () if eps is None else (eps,)
    got = subject.call(ADVANTAGES, rewards, *more, precision="float64")
    expected = advantages(rewards, 1e-6 if eps is None else eps)
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="the advantages", zh="优势"), hint=hint)


def expect_loss(subject: Subject, args: Args, hint: Text) -> None:
    """Compare the loss."""
    got = subject.call(LOSS, *args, precision="float64")
    expect_close(got, loss(args), rtol=EXACT, atol=1e-12, what=Text(en="the loss", zh="损失"), hint=hint)


def expect_gradient(subject: Subject, args: Args, hint: Text) -> None:
    """Compare the gradient for log_probs: from the formula in NumPy, elsewhere from autodiff."""
    if subject.framework == "numpy":
        got = subject.call(GRADIENT, *args, precision="float64")
    else:
        got = subject.gradient(LOSS, *args, precision="float64")
    what = Text(en="the gradient for log_probs", zh="对 log_probs 的梯度")
    expect_close(got, gradient(args), rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and a loss that autodiff can go through."""
    got = subject.call(ADVANTAGES, rng.normal(size=(PROMPTS, GROUP)), precision="float64")
    expect_shape(got, (PROMPTS, GROUP), what=Text(en="the advantages", zh="优势"))
    args = draw(rng, outside=True, beta=0.1)
    got = subject.call(LOSS, *args, precision="float64")
    expect_shape(got, (), what=Text(en="the loss", zh="损失"))
    if subject.framework == "numpy":
        got = subject.call(GRADIENT, *args, precision="float64")
        expect_shape(got, (BATCH, LENGTH), what=Text(en="the gradient", zh="梯度"))
    elif not isinstance(got, np.ndarray | np.generic):
        fail(
            Text(
                en="grpo_loss returned a Python number; expected an array.",
                zh="grpo_loss 返回了 Python 数；应返回数组。",
            ),
            code="number",
            hint=Text(en="float() and item() leave the graph behind.", zh="float() 和 item() 会丢掉计算图。"),
        )


@check(Text(en="advantages", zh="优势"))
def group_relative(subject: Subject, rng: np.random.Generator) -> None:
    """Groups of different means and spreads; eps left out and given."""
    hint = Text(
        en="Mean and standard deviation of each row, the latter over all of its answers; eps is added to it.",
        zh="每一行自己的均值和标准差，标准差除以该行的回答数；eps 加在标准差上。",
    )
    rewards = rng.normal([[0], [5], [-3]], [[1], [0.2], [2]], (PROMPTS, GROUP))
    expect_advantages(subject, rewards, None, hint)
    expect_advantages(subject, rewards, 0.3, hint)


@check(Text(en="equal rewards", zh="相同的奖励"))
def equal_rewards(subject: Subject, rng: np.random.Generator) -> None:
    """A group in which all answers are right, and one in which none is."""
    hint = Text(
        en="If other groups are right: the standard deviation is 0 here, and the advantages too.",
        zh="如果其他组没有问题：这里的标准差是 0，优势也是 0。",
    )
    rewards = np.array([[1.0] * GROUP, rng.permutation([1.0, 0, 0, 1]), [0.0] * GROUP])
    expect_advantages(subject, rewards, None, hint)


@check(Text(en="ratios near 1", zh="接近 1 的比值"))
def near_one(subject: Subject, rng: np.random.Generator) -> None:
    """No clip in sight, no reference; answers of different lengths."""
    hint = Text(
        en="-ratio · advantage: the mean over an answer's own tokens first, then the mean over the answers.",
        zh="-ratio · advantage：先对每个回答自己的词元取均值，再对回答取均值。",
    )
    for _ in range(2):
        expect_loss(subject, draw(rng, outside=False, beta=0.0), hint)


@check(Text(en="clipping", zh="裁剪"))
def clipping(subject: Subject, rng: np.random.Generator) -> None:
    """Ratios on both sides, advantages of both signs, another clip."""
    hint = Text(
        en="If ratios near 1 are right: the smaller of ratio · A and clip(ratio) · A counts. It cuts gains off, never losses.",
        zh="如果接近 1 的比值没有问题：取 ratio · A 与 clip(ratio) · A 中较小的一个。被截断的只会是收益，不会是损失。",
    )
    for clip in (0.2, 0.2, 0.15):
        expect_loss(subject, draw(rng, outside=True, beta=0.0, clip=clip), hint)


@check(Text(en="the reference", zh="参考模型"))
def reference(subject: Subject, rng: np.random.Generator) -> None:
    """The estimate of the KL divergence, with two values of beta."""
    hint = Text(
        en="If beta 0 is right: with d = ref - policy it is exp(d) - d - 1, never negative, and it adds to the loss.",
        zh="如果 beta 为 0 时没有问题：设 d = ref - policy，它是 exp(d) - d - 1，不为负，并且加到损失上。",
    )
    for beta in (0.1, 0.7):
        expect_loss(subject, draw(rng, outside=False, beta=beta), hint)


@check(Text(en="gradient", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the judge's own loss: clip and reference together, then apart."""
    hint = Text(
        en="Where the clipped product is the smaller one, the surrogate is constant; elsewhere its slope is ratio · advantage.",
        zh="裁剪后的乘积较小处，代理目标是常数；其他地方它的斜率是 ratio · advantage。",
    )
    for beta in (0.3, 0.0):
        expect_gradient(subject, draw(rng, outside=True, beta=beta), hint)


@check(Text(en="masked tokens", zh="被掩掉的词元"))
def masked(subject: Subject, rng: np.random.Generator) -> None:
    """Padding of -inf and of any numbers; an answer without tokens."""
    hint = Text(
        en="If full answers are right: -inf - -inf is NaN, and 0 · NaN too. Mask the log-probabilities before the exp.",
        zh="如果普通的回答没有问题：-inf 减 -inf 是 NaN，0 乘 NaN 也是。应在 exp 之前就掩掉这些对数概率。",
    )
    log_probs, old, ref, mask, advantage, clip, beta = draw(rng, outside=True, beta=0.2)
    for padding in ((-np.inf, -np.inf, -np.inf), (0.0, -1e4, -1e4)):
        args = (
            np.where(mask, log_probs, padding[0]),
            np.where(mask, old, padding[1]),
            np.where(mask, ref, padding[2]),
            mask,
            advantage,
            clip,
            beta,
        )
        expect_loss(subject, args, hint)
        expect_gradient(subject, args, hint)
        mask = mask & (np.arange(BATCH) != int(rng.integers(BATCH)))[:, None]  # one answer without tokens


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    args = draw(rng, outside=True, beta=0.2)
    rewards = rng.normal(size=(PROMPTS, GROUP))
    calls: list[tuple[str, tuple[object, ...]]] = [(ADVANTAGES, (rewards,)), (LOSS, args)]
    if subject.framework == "numpy":
        calls.append((GRADIENT, args))
    for name, given in calls:
        expect_unchanged(subject, name, *given)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The loss exported; all arrays are its arguments."""
    args = draw(rng, outside=True, beta=0.2)
    got = subject.exported(LOSS, *args, precision="float64")
    hint = Text(
        en="If plain calls are right: under jit mask and advantages have no values. Choose with where, not if.",
        zh="如果直接调用没有问题：在 jit 之下 mask 和 advantages 没有值。请用 where 选择，不要用 if。",
    )
    what = Text(en="the exported loss", zh="导出的损失")
    expect_close(got, loss(args), rtol=EXACT, atol=1e-12, what=what, hint=hint)
