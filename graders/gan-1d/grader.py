"""A GAN in one dimension: its two losses, and each network after alternating steps, against a replay.

The replay knows the losses only, number by number with np.logaddexp; its gradients are central differences, of one
network at a time.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from kata.grading import (
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

EXACT = 1e-9
DIFFERENCE = 1e-7
NAMES = {"generator": ("shift", "scale"), "discriminator": ("c", "u", "v")}
LR = 0.3
Params = dict[str, dict[str, np.ndarray]]


class Batch(NamedTuple):
    """What one step gets; no two of equal length."""

    real: np.ndarray
    z_d: np.ndarray
    z_g: np.ndarray


# The oracle.


def fooled(logits: list[float]) -> float:
    """Return the mean of -log sigmoid."""
    return float(np.average([np.logaddexp(-logit, 0) for logit in logits]))


def caught(logits: list[float]) -> float:
    """Return the mean of -log(1 - sigmoid)."""
    return float(np.average([np.logaddexp(logit, 0) for logit in logits]))


def judged(params: Params, numbers: Any) -> list[float]:
    """Return the logits, by Horner's rule."""
    c, u, v = (float(params["discriminator"][name]) for name in "cuv")
    return [c + x * (u + x * v) for x in numbers]


def fakes(params: Params, z: np.ndarray) -> list[float]:
    """Return what the generator makes of noise."""
    return [float(params["generator"]["shift"] + params["generator"]["scale"] * one) for one in z]


def stepped(params: Params, who: str, loss: Callable[[Params], float]) -> Params:
    """Return the params after a step of one network."""
    slopes = central_differences(lambda moved: loss({**params, who: moved}), params[who])
    return {**params, who: {name: np.asarray(value - LR * slopes[name]) for name, value in params[who].items()}}


def replay(params: Params, batches: list[Batch]) -> tuple[Params, list[float]]:
    """Return the params after all steps, and L_D and L_G of each."""
    losses = []
    for batch in batches:
        made = fakes(params, batch.z_d)

        def loss_d(p: Params, batch: Batch = batch, made: list[float] = made) -> float:
            return fooled(judged(p, batch.real)) + caught(judged(p, made))

        def loss_g(p: Params, batch: Batch = batch) -> float:
            return fooled(judged(p, fakes(p, batch.z_g)))

        losses.append(loss_d(params))
        params = stepped(params, "discriminator", loss_d)
        losses.append(loss_g(params))
        params = stepped(params, "generator", loss_g)
    return params, losses


def draw(rng: np.random.Generator, steps: int = 1) -> tuple[Params, list[Batch]]:
    """Return params that are not zero, and a batch for each step."""
    params = {who: {name: rng.normal(0.5, 0.5, ()) for name in names} for who, names in NAMES.items()}
    return params, [Batch(rng.normal(1, 1, 4), rng.normal(size=7), rng.normal(size=5)) for _ in range(steps)]


# What the frameworks do differently: in PyTorch the parameters live in two modules.


def arrays(params: Params) -> Params:
    """Return params as arrays of shape ()."""
    return {who: {name: np.asarray(value) for name, value in part.items()} for who, part in params.items()}


def modules(subject: Subject, params: Params) -> dict[str, Handle]:
    """Return both modules of PyTorch with these parameters."""
    made = {}
    for who, name in (("generator", "Generator"), ("discriminator", "Discriminator")):
        module: Handle = subject.call(name, precision="float64", keep=True)
        shapes = [np.shape(value) for _, value in subject.parameters(module)]
        if shapes != [()] * len(NAMES[who]):
            en = f"The parameters of {name} have the shapes {shapes}; expected those of the starter."
            fail(Text(en=en, zh=f"{name} 的参数形状为 {shapes}；应与起始代码一致。"), code=f"parameters {shapes}")
        subject.set_parameters(module, list(arrays(params)[who].values()))
        made[who] = module
    return made


def run(subject: Subject, params: Params, batches: list[Batch]) -> tuple[Any, list[Any]]:
    """Return the params after the submission's steps, and all its losses."""
    if subject.framework == "torch":
        held, losses = modules(subject, params), []
        for batch in batches:
            args = (held["generator"], held["discriminator"], *batch, LR)
            losses += pair(subject.call("train_step", *args, precision="float64"), "(L_D, L_G)")
        values = {who: [value for _, value in subject.parameters(module)] for who, module in held.items()}
        return {who: dict(zip(NAMES[who], values[who], strict=True)) for who in NAMES}, losses
    now: Any = arrays(params)
    losses = []
    for batch in batches:
        now, both = pair(subject.call("train_step", now, *batch, LR, precision="float64"), "(params, (L_D, L_G))")
        losses += pair(both, "(params, (L_D, L_G))")
        expect_close(
            now,
            arrays(params),
            rtol=0,
            atol=np.inf,
            what=Text(en="params", zh="params"),
            hint=Text(en="The structure of the params that came in.", zh="结构应与传入的 params 相同。"),
        )
        now = {who: {name: np.asarray(value) for name, value in part.items()} for who, part in now.items()}
    return now, losses


def pair(got: Any, parts: str) -> Any:
    """Return what came back, which must be two things."""
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en=f"train_step must return {parts}.", zh=f"train_step 必须返回 {parts}。"), code="pair")
    return got


def expect_network(subject: Subject, rng: np.random.Generator, who: str, hint: Text) -> None:
    """Compare one network after one step."""
    params, batches = draw(rng)
    with subject.noted() as note:
        got, _ = run(subject, params, batches)
        note(got[who])
    expected = replay(params, batches)[0][who]
    what = Text(en=f"the {who} after 1 step", zh=f"1 步之后的 {who}")
    expect_close(got[who], expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Losses of shape (), and the structure of a step's result."""
    hint = Text(en="A mean over the logits, not one loss for each.", zh="对 logits 取均值，而不是每个一个损失。")
    got = subject.call("discriminator_loss", rng.normal(size=4), rng.normal(size=7), precision="float64")
    expect_shape(got, (), what=Text(en="discriminator_loss", zh="discriminator_loss"), hint=hint)
    got = subject.call("generator_loss", rng.normal(size=7), precision="float64")
    expect_shape(got, (), what=Text(en="generator_loss", zh="generator_loss"), hint=hint)
    run(subject, *draw(rng))


@check(Text(en="the losses", zh="损失"))
def the_losses(subject: Subject, rng: np.random.Generator) -> None:
    """Of more fakes than real numbers."""
    real, fake = rng.normal(0, 2, 4), rng.normal(0, 2, 7)
    hint = Text(
        en="L_D is the sum of two means; L_G asks for fakes that look real, by the logarithm of sigmoid(l).",
        zh="L_D 是两个均值之和；L_G 要求假样本看起来像真的，用的是 sigmoid(l) 的对数。",
    )
    got = subject.call("discriminator_loss", real, fake, precision="float64")
    expected = fooled(list(real)) + caught(list(fake))
    expect_close(got, expected, rtol=EXACT, what=Text(en="discriminator_loss", zh="discriminator_loss"), hint=hint)
    got = subject.call("generator_loss", fake, precision="float64")
    expect_close(got, fooled(list(fake)), rtol=EXACT, what=Text(en="generator_loss", zh="generator_loss"), hint=hint)


@check(Text(en="extreme logits", zh="极端的 logits"))
def extreme(subject: Subject, rng: np.random.Generator) -> None:
    """Where a sigmoid is 0 or 1 to the last bit."""
    fake = rng.permutation([1e4, -1e4, 40.0, -40.0, 0.0, 3.0, -3.0])
    real = rng.permutation([1e4, -1e4, 40.0, -40.0])
    hint = Text(
        en="sigmoid(-10000) is 0, and its logarithm -inf; softplus needs no sigmoid.",
        zh="sigmoid(-10000) 是 0，它的对数是 -inf；softplus 不需要 sigmoid。",
    )
    got = subject.call("discriminator_loss", real, fake, precision="float64")
    expected = fooled(list(real)) + caught(list(fake))
    expect_close(got, expected, rtol=EXACT, what=Text(en="discriminator_loss", zh="discriminator_loss"), hint=hint)
    got = subject.call("generator_loss", fake, precision="float64")
    expect_close(got, fooled(list(fake)), rtol=EXACT, what=Text(en="generator_loss", zh="generator_loss"), hint=hint)


@check(Text(en="the discriminator's step", zh="判别器的更新"))
def discriminator_step(subject: Subject, rng: np.random.Generator) -> None:
    """Along L_D alone, once."""
    hint = Text(
        en="It steps once, along L_D with fakes from z_d; the generator's step leaves it alone.",
        zh="它只更新一次，沿 L_D，假样本来自 z_d；生成器更新时不动它。",
    )
    expect_network(subject, rng, "discriminator", hint)


@check(Text(en="the generator's step", zh="生成器的更新"))
def generator_step(subject: Subject, rng: np.random.Generator) -> None:
    """Along L_G alone, judged by the new discriminator."""
    hint = Text(
        en="It steps along L_G with fakes from z_g, judged by the discriminator after its step, and takes nothing from L_D.",
        zh="它沿 L_G 更新，假样本来自 z_g，由更新后的判别器评判；L_D 的梯度与它无关。",
    )
    expect_network(subject, rng, "generator", hint)


@check(Text(en="three steps", zh="三步"))
def three_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing of one step stays for the next."""
    params, batches = draw(rng, 3)
    got, _ = run(subject, params, batches)
    hint = Text(
        en="If one step is right: which gradient is left over when the next step begins?",
        zh="如果一步是对的：下一步开始时还留着哪个梯度？",
    )
    what = Text(en="params after 3 steps", zh="3 步之后的参数")
    expect_close(got, replay(params, batches)[0], rtol=1e-6, atol=1e-6, what=what, hint=hint)


@check(Text(en="reported losses", zh="报告的损失"))
def reported(subject: Subject, rng: np.random.Generator) -> None:
    """L_D before the discriminator's step, L_G before the generator's."""
    params, batches = draw(rng)
    _, losses = run(subject, params, batches)
    if subject.framework == "torch" and any(isinstance(value, np.ndarray) for value in losses):
        fail(
            Text(
                en="train_step returned tensors; expected Python floats.",
                zh="train_step 返回了张量；应返回 Python 浮点数。",
            ),
            code="tensors",
            hint=Text(en="loss.item() leaves the graph behind.", zh="loss.item() 不会带上计算图。"),
        )
    hint = Text(
        en="Each loss before the step that it is for; between the two the discriminator has moved.",
        zh="各是自己那次更新之前的损失；两者之间判别器已经变了。",
    )
    got = [float(value) for value in losses]
    what = Text(en="(L_D, L_G)", zh="(L_D, L_G)")
    expect_close(got, replay(params, batches)[1], rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy",))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's params above all."""
    params, batches = draw(rng)
    hint = Text(en="Make new dicts and new numbers.", zh="请生成新的字典和新的数。")
    expect_unchanged(subject, "train_step", arrays(params), *batches[0], LR, hint=hint)


@check(Text(en="under jit", zh="在 jit 之下"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The step as a program of its own."""
    params, batches = draw(rng)
    got, _ = pair(
        subject.exported("train_step", arrays(params), *batches[0], np.asarray(LR), precision="float64"),
        "(params, (L_D, L_G))",
    )
    hint = Text(en="Nothing in it may look at values.", zh="其中不能查看具体的数值。")
    what = Text(en="params after 1 step", zh="1 步之后的参数")
    expect_close(got, replay(params, batches)[0], rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)
