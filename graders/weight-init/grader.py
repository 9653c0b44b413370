"""Kaiming and Xavier initialisation: fans exactly, distributions by statistics.

The bounds are five standard deviations of each statistic: a right solution leaves one of them with probability 6e-7.
Four distributions and a convolution have three such statistics each, 15 together: less than once in 100,000 gradings.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kata.grading import Rng, Subject, Text, check, expect_equal, expect_finite, expect_shape, fail

INPUTS, OUTPUTS = 300, 100
SIGMAS = 5.0
TWO_SIGMA_TAIL = 0.0455003  # of a normal distribution


@dataclass(frozen=True)
class Rule:
    """One function, and what it should give."""

    name: str
    kaiming: bool
    uniform: bool

    def std(self, fan_in: int, fan_out: int) -> float:
        """Return the standard deviation of a weight."""
        return float((fan_in if self.kaiming else (fan_in + fan_out) / 2) ** -0.5 * (2**0.5 if self.kaiming else 1))


KAIMING_NORMAL = Rule("kaiming_normal", kaiming=True, uniform=False)
KAIMING_UNIFORM = Rule("kaiming_uniform", kaiming=True, uniform=True)
XAVIER_NORMAL = Rule("xavier_normal", kaiming=False, uniform=False)
XAVIER_UNIFORM = Rule("xavier_uniform", kaiming=False, uniform=True)
RULES = (KAIMING_NORMAL, KAIMING_UNIFORM, XAVIER_NORMAL, XAVIER_UNIFORM)


def shape_of(subject: Subject, kernel: tuple[int, ...], inputs: int, outputs: int) -> tuple[int, ...]:
    """Return a weight's shape in the framework's own order."""
    return (outputs, inputs, *kernel) if subject.framework == "torch" else (*kernel, inputs, outputs)


def draw(subject: Subject, rule: Rule, shape: tuple[int, ...], seed: int) -> Any:
    """Return weights from the submission: in PyTorch what became of a tensor of zeros."""
    if subject.framework == "torch":
        return subject.call(rule.name + "_", np.zeros(shape), Rng(seed))
    return subject.call(rule.name, Rng(seed), shape)


def expect_distribution(
    subject: Subject, rng: np.random.Generator, rule: Rule, kernel: tuple[int, ...], fan: int
) -> None:
    """Expect mean, spread and form of a distribution; `fan` is how many inputs the weight has, kernel aside."""
    outputs = OUTPUTS if not kernel else 50
    shape = shape_of(subject, kernel, fan, outputs)
    size = int(np.prod(kernel, dtype=int))
    got = draw(subject, rule, shape, int(rng.integers(2**31)))
    expect_shape(got, shape, what=Text(en=rule.name, zh=rule.name))
    expect_finite(got, what=Text(en=rule.name, zh=rule.name))
    weights = np.asarray(got, float).ravel()
    std = rule.std(fan * size, outputs * size)
    expect_moments(rule, weights, std)
    expect_form(rule, weights, std)


def expect_moments(rule: Rule, weights: np.ndarray, std: float) -> None:
    """The standard deviation of the mean is std / sqrt(n); that of the sample's std is below std / sqrt(2 n)."""
    count = weights.size
    hint = Text(
        en="The variance is 2 / fan_in (Kaiming) or 2 / (fan_in + fan_out) (Xavier); the spread is its root.",
        zh="方差是 2 / fan_in（Kaiming）或 2 / (fan_in + fan_out)（Xavier）；标准差是它的平方根。",
    )
    if abs(weights.mean()) > SIGMAS * std / count**0.5:
        en = f"{rule.name}: the mean of {count} weights is {weights.mean():.4g}; expected 0."
        zh = f"{rule.name}：{count} 个权重的均值是 {weights.mean():.4g}；应为 0。"
        hint = Text(en="Both distributions lie evenly around 0.", zh="两种分布都以 0 为中心。")
        fail(Text(en=en, zh=zh), code=f"mean of {rule.name}", hint=hint)
    ratio = float(weights.std() / std)
    if abs(ratio - 1) > SIGMAS / (2 * count) ** 0.5:
        en = f"{rule.name}: the standard deviation is {weights.std():.4g}; expected {std:.4g}, so it is {ratio:.3g} times that."
        zh = f"{rule.name}：标准差是 {weights.std():.4g}；应为 {std:.4g}，即它是应有值的 {ratio:.3g} 倍。"
        # Quarters of an octave: close enough to tell mistakes apart, far enough for another draw of the same one.
        octave = round(4 * np.log2(max(ratio, 1e-9)))
        fail(Text(en=en, zh=zh), code=f"std of {rule.name} {octave}", hint=hint)


def expect_form(rule: Rule, weights: np.ndarray, std: float) -> None:
    """A uniform distribution ends at its bound; a normal one has 4.6 % of the weights beyond two deviations."""
    largest, bound = float(np.abs(weights).max()), 3**0.5 * std
    if rule.uniform and largest > bound * 1.000001:
        en = f"{rule.name}: a weight of size {largest:.4g}; expected none beyond {bound:.4g}."
        zh = f"{rule.name}：有一个权重的绝对值是 {largest:.4g}；不应超过 {bound:.4g}。"
        hint = Text(
            en="A uniform distribution of variance s has the bound sqrt(3 s).",
            zh="方差为 s 的均匀分布，边界是 sqrt(3 s)。",
        )
        fail(Text(en=en, zh=zh), code=f"bound of {rule.name}", hint=hint)
    beyond = float((np.abs(weights) > 2 * std).mean())
    slack = SIGMAS * (TWO_SIGMA_TAIL / weights.size) ** 0.5
    if not rule.uniform and abs(beyond - TWO_SIGMA_TAIL) > slack:
        en = f"{rule.name}: {beyond:.2%} of the weights lie beyond two standard deviations; a normal distribution has 4.55 %."
        zh = f"{rule.name}：{beyond:.2%} 的权重在两个标准差之外；正态分布是 4.55 %。"
        hint = Text(en="Draw from a normal distribution that is not truncated.", zh="从不截断的正态分布中抽取。")
        fail(Text(en=en, zh=zh), code=f"tail of {rule.name}", hint=hint)
    if np.unique(weights).size < 0.9 * weights.size:
        en, zh = f"{rule.name}: the same weights occur again and again.", f"{rule.name}：同样的权重反复出现。"
        hint = Text(
            en="Draw one number for each weight: pass the whole shape.", zh="每个权重各抽一个数：要传入完整的形状。"
        )
        fail(Text(en=en, zh=zh), code=f"repeats in {rule.name}", hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of the weights."""
    shape = shape_of(subject, (), INPUTS, OUTPUTS)
    for rule in RULES:
        got = draw(subject, rule, shape, int(rng.integers(2**31)))
        expect_shape(got, shape, what=Text(en=rule.name, zh=rule.name))


@check(Text(en="fans", zh="fan"))
def fans(subject: Subject, rng: np.random.Generator) -> None:
    """Dense, and convolutions over one, two and no wide dimensions."""
    hint = Text(
        en="In and out stand where the framework puts them; the kernel's size multiplies both.",
        zh="in 和 out 的位置由框架决定；卷积核的大小要乘到两者上。",
    )
    for kernel in ((), (5,), (3, 2), (1, 1)):
        inputs, outputs = (int(n) for n in rng.choice(np.arange(4, 60), 2, replace=False))
        shape = shape_of(subject, kernel, inputs, outputs)
        size = int(np.prod(kernel, dtype=int))
        what = Text(en=f"fans({shape})", zh=f"fans({shape})")
        expect_equal(subject.call("fans", shape), (inputs * size, outputs * size), what=what, hint=hint)


@check(Text(en="Kaiming normal", zh="Kaiming 正态"), match="failure")
def kaiming_normal(subject: Subject, rng: np.random.Generator) -> None:
    """A dense layer."""
    expect_distribution(subject, rng, KAIMING_NORMAL, (), INPUTS)


@check(Text(en="Kaiming uniform", zh="Kaiming 均匀"), match="failure")
def kaiming_uniform(subject: Subject, rng: np.random.Generator) -> None:
    """A dense layer."""
    expect_distribution(subject, rng, KAIMING_UNIFORM, (), INPUTS)


@check(Text(en="Xavier normal", zh="Xavier 正态"), match="failure")
def xavier_normal(subject: Subject, rng: np.random.Generator) -> None:
    """A dense layer."""
    expect_distribution(subject, rng, XAVIER_NORMAL, (), INPUTS)


@check(Text(en="Xavier uniform", zh="Xavier 均匀"), match="failure")
def xavier_uniform(subject: Subject, rng: np.random.Generator) -> None:
    """A dense layer."""
    expect_distribution(subject, rng, XAVIER_UNIFORM, (), INPUTS)


@check(Text(en="a convolution", zh="卷积"), match="failure")
def convolution(subject: Subject, rng: np.random.Generator) -> None:
    """The kernel counts."""
    expect_distribution(subject, rng, KAIMING_NORMAL, (3, 3), 20)


@check(Text(en="the caller's randomness", zh="调用者的随机性"), match="failure")
def callers_randomness(subject: Subject, rng: np.random.Generator) -> None:
    """The same seed, the same weights; another seed, others; the global generators have no part in it."""
    shape = shape_of(subject, (), 5, 4)
    first, second = (int(n) for n in rng.choice(2**31, 2, replace=False))
    for rule in RULES:
        one = draw(subject, rule, shape, first)
        what = Text(en=f"{rule.name} with the same seed", zh=f"相同种子的 {rule.name}")
        hint = Text(en="Draw from what you were given, and from nothing else.", zh="只从传入的生成器或键中抽取。")
        expect_equal(draw(subject, rule, shape, first), np.asarray(one), what=what, hint=hint)
        if np.array_equal(one, draw(subject, rule, shape, second)):
            en, zh = f"{rule.name} gives the same weights for two seeds.", f"{rule.name} 对两个种子给出相同的权重。"
            fail(Text(en=en, zh=zh), code="fixed", hint=hint)


@check(Text(en="in place", zh="就地填充"), frameworks=("torch",), match="failure")
def in_place(subject: Subject, rng: np.random.Generator) -> None:
    """A parameter that requires a gradient is filled itself; the result is that parameter."""
    for rule in RULES:
        model = subject.call("Linear", 5, 4, keep=True)
        weight = subject.call("get_parameter", "weight", on=model, keep=True)
        seed = int(rng.integers(2**31))
        got = subject.call(rule.name + "_", weight, Rng(seed))
        ((_, held), _) = subject.parameters(model)
        what = Text(en=f"the parameter after {rule.name}_", zh=f"{rule.name}_ 之后的参数")
        hint = Text(en="Fill the tensor itself, with normal_ or uniform_.", zh="用 normal_ 或 uniform_ 填充张量本身。")
        expect_equal(held, draw(subject, rule, (4, 5), seed), what=what, hint=hint)
        expect_equal(got, held, what=Text(en=f"the result of {rule.name}_", zh=f"{rule.name}_ 的返回值"), hint=hint)


@check(Text(en="global generators", zh="全局生成器"), match="failure")
def global_generators(subject: Subject, rng: np.random.Generator) -> None:
    """They stay as they were."""
    shape = shape_of(subject, (), 5, 4)
    for rule in RULES:
        own = Rng(int(rng.integers(2**31)))
        name, args = rule.name, (own, shape)
        if subject.framework == "torch":
            name, args = rule.name + "_", (np.zeros(shape), own)
        if moved := subject.observe("global_rng", name, *args):
            en = f"{name} draws from the global generator of {moved[0]}."
            zh = f"{name} 从 {moved[0]} 的全局生成器中抽取了随机数。"
            hint = Text(
                en="Others draw from it too: their numbers would depend on how many weights you have.",
                zh="别人也在用它：他们得到的数会取决于你有多少权重。",
            )
            fail(Text(en=en, zh=zh), code="global", hint=hint)
