"""Generalised advantage estimation; the PPO loss of policy, values and entropy; its gradient.

The oracle adds up discounted errors forward from each step, and goes row by row with the two signs of an advantage kept
apart. Its gradient is a central difference, so ratios stay away from the edges of the clip.
"""

import math
from typing import Any

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
DIFFERENCE = 1e-8  # how far a central difference may be off
H = 2.0**-17  # exact beside a logit of 1e4
STEPS, ENVS = 6, 3
BATCH, ACTIONS = 5, 4  # one shape each: JAX compiles for each
GAE, LOSS, GRADIENT = "gae", "ppo_loss", "ppo_grad"
DEFAULTS = (0.2, 0.5, 0.01)
Rollout = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float, float]
Batch = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]
Weights = tuple[float, float, float]  # clip, value_weight, entropy_weight


def advantages_of(rollout: Rollout) -> np.ndarray:
    """Return, for each step, the discounted sum of the errors from there to the end of the episode or of the data."""
    rewards, values, dones, last_value, gamma, lam = rollout
    result = np.zeros((STEPS, ENVS))
    for start, env in np.ndindex(STEPS, ENVS):
        weight = 1.0
        for t in range(start, STEPS):
            following = values[t + 1, env] if t + 1 < STEPS else last_value[env]
            if dones[t, env]:
                result[start, env] += weight * (rewards[t, env] - values[t, env])
                break
            result[start, env] += weight * (rewards[t, env] + gamma * following - values[t, env])
            weight *= gamma * lam
    return result


def log_probabilities(logits: np.ndarray) -> np.ndarray:
    """Return log p of one row from differences of logits, which keep their digits at 1e4."""
    return np.array([-np.logaddexp.reduce(logits - own) for own in logits])


def loss(batch: Batch, weights: Weights) -> float:
    """Return the mean over the rows."""
    clip, value_weight, entropy_weight = weights
    rows = []
    for logits, value, action, old, advantage, target in zip(*batch, strict=True):
        log_p = log_probabilities(logits)
        ratio = math.exp(log_p[action] - old)
        bounded = min(ratio, 1 + clip) if advantage > 0 else max(ratio, 1 - clip)
        entropy = -sum(math.exp(x) * x for x in log_p)
        rows.append(-advantage * bounded + value_weight * (value - target) ** 2 - entropy_weight * entropy)
    return math.fsum(rows) / len(rows)


def gradient(batch: Batch, weights: Weights, wrt: int) -> np.ndarray:
    """Return the central differences of `loss` for the logits (0) or the values (1)."""
    return central_differences(
        lambda moved: loss((*batch[:wrt], moved, *batch[wrt + 1 :]), weights), batch[wrt], step=H
    )


def draw_rollout(rng: np.random.Generator, *, ends: bool, lam: float) -> Rollout:
    """Return rewards and values; with `ends`, episodes that end within, one after another, and with the last step."""
    dones = np.zeros((STEPS, ENVS), bool)
    if ends:
        dones[[2, 1, 2, STEPS - 1], [0, 1, 1, 2]] = True
        dones = dones[:, rng.permutation(ENVS)]
    rewards, values = rng.normal(size=(2, STEPS, ENVS))
    return rewards, values, dones, rng.normal(2, 1, ENVS), float(rng.uniform(0.8, 0.95)), lam


def draw(rng: np.random.Generator, *, outside: bool) -> Batch:
    """Return a batch whose ratios lie within 0.91 and 1.1.

    With `outside`, four of them lie below 0.74 or above 1.35, on both sides for both signs of the advantage: never near
    an edge of the clip.
    """
    logits = rng.normal(0, 1.5, (BATCH, ACTIONS))
    actions = rng.integers(ACTIONS, size=BATCH)
    order = rng.permutation(BATCH)
    advantages = rng.uniform(0.5, 2, BATCH) * np.array([1, -1, 1, -1, 1])[order]
    change = rng.uniform(-0.09, 0.09, BATCH)
    if outside:
        change = np.where(order == BATCH - 1, change, rng.uniform(0.3, 0.7, BATCH) * np.array([1, 1, -1, -1, 1])[order])
    values, errors = rng.normal(size=(2, BATCH))
    return logits, values, actions, chosen(logits, actions) - change, advantages, values + errors


def draw_at_the_edges(rng: np.random.Generator) -> Batch:
    """Return a batch whose ratios lie beside 0.8 and 1.2, within and without, where the sign of the advantage counts."""
    logits, values, actions, _, advantages, returns = draw(rng, outside=False)
    order = rng.permutation(BATCH)
    ratios = np.array([1.195, 0.805, 1.205, 0.795, 1.0])[order]
    advantages = np.abs(advantages) * np.array([1, -1, 1, -1, 1])[order]
    return logits, values, actions, chosen(logits, actions) - np.log(ratios), advantages, returns


def chosen(logits: np.ndarray, actions: np.ndarray) -> np.ndarray:
    """Return the log-probability of each row's action."""
    return np.array([log_probabilities(row)[action] for row, action in zip(logits, actions, strict=True)])


def estimate(subject: Subject, rollout: Rollout) -> Any:
    """Return both results of gae."""
    got = subject.call(GAE, *rollout, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != len(("advantages", "returns")):
        fail(
            Text(en="gae must return a tuple: advantages, returns.", zh="gae 必须返回元组：优势、回报。"),
            code="structure",
        )
    return got


def expect_advantages(subject: Subject, rollout: Rollout, hint: Text) -> None:
    """Compare the advantages."""
    what = Text(en="the advantages", zh="优势")
    got = estimate(subject, rollout)[0]
    expect_close(got, advantages_of(rollout), rtol=EXACT, atol=EXACT, what=what, hint=hint)


def expect_loss(subject: Subject, batch: Batch, weights: Weights | None, hint: Text) -> None:
    """Compare the loss; without weights the defaults count."""
    got = subject.call(LOSS, *batch, *(weights or ()), precision="float64")
    expected = loss(batch, weights or DEFAULTS)
    expect_close(got, expected, rtol=EXACT, atol=1e-11, what=Text(en="the loss", zh="损失"), hint=hint)


def expect_gradients(subject: Subject, batch: Batch, weights: Weights | None, hint: Text) -> None:
    """Compare the gradients for logits and values: from the formula in NumPy, elsewhere from autodiff."""
    given = weights or ()
    if subject.framework == "numpy":
        both = subject.call(GRADIENT, *batch, *given, precision="float64")
        if not isinstance(both, list | tuple) or len(both) != len(("logits", "values")):
            fail(
                Text(en="ppo_grad must return a tuple of two gradients.", zh="ppo_grad 必须返回两个梯度的元组。"),
                code="structure",
            )
    else:
        both = [subject.gradient(LOSS, *batch, *given, wrt=wrt, precision="float64") for wrt in (0, 1)]
    for wrt, name in enumerate(("logits", "values")):
        what = Text(en=f"the gradient for {name}", zh=f"对 {name} 的梯度")
        expected = gradient(batch, weights or DEFAULTS, wrt)
        expect_close(both[wrt], expected, rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and a loss that autodiff can go through."""
    got = estimate(subject, draw_rollout(rng, ends=True, lam=0.9))
    for value, name in zip(got, ("advantages", "returns"), strict=True):
        expect_shape(value, (STEPS, ENVS), what=Text(en=name, zh=name))
    got = subject.call(LOSS, *draw(rng, outside=False), precision="float64")
    expect_shape(got, (), what=Text(en="the loss", zh="损失"))
    if subject.framework != "numpy" and not isinstance(got, np.ndarray | np.generic):
        fail(
            Text(
                en="ppo_loss returned a Python number; expected an array.", zh="ppo_loss 返回了 Python 数；应返回数组。"
            ),
            code="number",
            hint=Text(en="float() and item() leave the graph behind.", zh="float() 和 item() 会丢掉计算图。"),
        )


@check(Text(en="errors of one step", zh="单步误差"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """Without any end, and with a lambda of 0, where the advantage is the error itself."""
    hint = Text(
        en="reward + gamma · the next value - this value; behind the last step comes last_value.",
        zh="reward + gamma · 下一个价值 - 当前价值；最后一步之后是 last_value。",
    )
    expect_advantages(subject, draw_rollout(rng, ends=False, lam=0.0), hint)


@check(Text(en="advantages", zh="优势"))
def advantages(subject: Subject, rng: np.random.Generator) -> None:
    """Without any end, lambda between 0 and 1, and 1."""
    hint = Text(
        en="If lambda 0 is right: each further error counts gamma · lambda less. Go from the last step to the first.",
        zh="如果 lambda 为 0 时没有问题：每远一步，误差的权重乘以 gamma · lambda。应从最后一步走到第一步。",
    )
    for lam in (0.9, 1.0):
        expect_advantages(subject, draw_rollout(rng, ends=False, lam=lam), hint)


@check(Text(en="ends of episodes", zh="回合的结束"))
def ends_of_episodes(subject: Subject, rng: np.random.Generator) -> None:
    """Ends within the data, with its last step, and two in a row."""
    hint = Text(
        en="If data without ends are right: dones[t] cuts after step t. Neither the next value nor a later error counts.",
        zh="如果没有结束时没有问题：dones[t] 在第 t 步之后切断。下一个价值和之后的误差都不计入。",
    )
    for lam in (0.8, 0.95):
        expect_advantages(subject, draw_rollout(rng, ends=True, lam=lam), hint)


@check(Text(en="returns", zh="回报"))
def returns(subject: Subject, rng: np.random.Generator) -> None:
    """What the values are trained towards."""
    hint = Text(
        en="If the advantages are right: the target of the values is advantage + value, for any lambda.",
        zh="如果优势没有问题：价值的目标是优势加价值，无论 lambda 是多少。",
    )
    rollout = draw_rollout(rng, ends=True, lam=0.9)
    got = estimate(subject, rollout)[1]
    expected = advantages_of(rollout) + rollout[1]
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="the returns", zh="回报"), hint=hint)


@check(Text(en="ratios near 1", zh="接近 1 的比值"))
def near_one(subject: Subject, rng: np.random.Generator) -> None:
    """The surrogate alone, with no clip in sight."""
    hint = Text(
        en="exp(log p[action] - old) · advantage, row by row, with log p right to the last digit; then minus the mean.",
        zh="逐行计算 exp(log p[action] - old) · advantage，log p 要精确到最后一位；然后取均值的相反数。",
    )
    for _ in range(2):
        expect_loss(subject, draw(rng, outside=False), (0.2, 0.0, 0.0), hint)


@check(Text(en="clipping", zh="裁剪"))
def clipping(subject: Subject, rng: np.random.Generator) -> None:
    """Ratios on both sides, advantages of both signs, another clip."""
    hint = Text(
        en="If ratios near 1 are right: the smaller of ratio · A and clip(ratio) · A counts. It cuts gains off, never losses.",
        zh="如果接近 1 的比值没有问题：取 ratio · A 与 clip(ratio) · A 中较小的一个。被截断的只会是收益，不会是损失。",
    )
    for clip in (0.2, 0.15):
        expect_loss(subject, draw(rng, outside=True), (clip, 0.0, 0.0), hint)


@check(Text(en="values", zh="价值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """The squared errors, with two weights."""
    hint = Text(
        en="If the policy's part is right: value_weight times the mean of (value - return) squared, row by row.",
        zh="如果策略部分没有问题：value_weight 乘以逐行的 (value - return) 平方的均值。",
    )
    for weight in (0.5, 1.5):
        expect_loss(subject, draw(rng, outside=False), (0.2, weight, 0.0), hint)


@check(Text(en="entropy", zh="熵"))
def entropy(subject: Subject, rng: np.random.Generator) -> None:
    """Its sign and its sum, with a weight and with the defaults."""
    hint = Text(
        en="If the other parts are right: -sum(p · log p) over all actions of a row; more entropy makes the loss smaller.",
        zh="如果其他部分没有问题：对每行的所有动作求 -sum(p · log p)；熵越大，损失越小。",
    )
    for weights in ((0.2, 0.0, 0.7), None):
        expect_loss(subject, draw(rng, outside=True), weights, hint)


@check(Text(en="gradient", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the judge's own loss: the policy's part, then all parts."""
    hint = Text(
        en="The softmax spreads every slope over all logits; a clipped surrogate has none. Each part is a mean.",
        zh="softmax 会把斜率分到所有 logits 上；被裁剪的代理目标没有斜率。每一部分都是均值。",
    )
    for weights in ((0.2, 0.0, 0.0), (0.2, 0.7, 0.3)):
        expect_gradients(subject, draw(rng, outside=True), weights, hint)
    if subject.framework == "numpy":  # elsewhere the loss has the defaults
        expect_gradients(subject, draw_at_the_edges(rng), None, hint)


@check(Text(en="large logits", zh="很大的 logits"))
def large_logits(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of +-1e4, loss and gradient."""
    hint = Text(
        en="If ordinary logits are right: take log p from the logits. A probability of 0 has no logarithm.",
        zh="如果普通的 logits 没有问题：应从 logits 直接得到 log p。概率为 0 时没有对数。",
    )
    logits, values, actions, _, advantages, returns = draw(rng, outside=False)
    logits[0] = rng.permutation([1e4, 1e4, -1e4, 0])
    logits[1] = rng.permutation([-1e4, -1e4, -1e4, -10001])
    logits[2] += 1e4
    actions[:2] = logits[:2].argmax(axis=1)
    old = chosen(logits, actions) + 0.05
    batch = (logits, values, actions, old, advantages, returns)
    expect_loss(subject, batch, (0.2, 0.5, 0.3), hint)
    expect_gradients(subject, batch, (0.2, 0.5, 0.3), hint)
    actions[0] = logits[0].argmin()  # its probability is 0 to the computer, its ratio is not
    batch = (logits, values, actions, chosen(logits, actions) + 0.05, advantages, returns)
    expect_loss(subject, batch, (0.2, 0.5, 0.3), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    batch = draw(rng, outside=True)
    calls: list[tuple[str, tuple[object, ...]]] = [(GAE, draw_rollout(rng, ends=True, lam=0.9)), (LOSS, batch)]
    if subject.framework == "numpy":
        calls.append((GRADIENT, batch))
    for name, given in calls:
        expect_unchanged(subject, name, *given)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The advantages exported: ends are arguments of the program."""
    rollout = draw_rollout(rng, ends=True, lam=0.9)
    got = subject.exported(GAE, *rollout, precision="float64")
    hint = Text(
        en="If plain calls are right: under jit dones has no values. Multiply or choose with where, not if.",
        zh="如果直接调用没有问题：在 jit 之下 dones 没有值。请用乘法或 where，不要用 if。",
    )
    expected = (advantages_of(rollout), advantages_of(rollout) + rollout[1])
    what = Text(en="the exported results", zh="导出的结果")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)
