"""Keys for layers, steps and a walk: what differs, what stays, and statistics of what is drawn."""

from itertools import pairwise
from typing import Any

import numpy as np

from kata.grading import Given, Rng, Subject, Submitted, Text, check, expect_close, expect_equal, expect_shape, fail

SIZES = (64, 64, 64, 8)
STEPS = [0, 1, 2, 3, 10, 100]  # 10 s + l and s + 100 l are what people number pairs by
LAYERS = 12
WALK = (40, 50)  # steps, d


def weights(subject: Subject, seed: int) -> list[np.ndarray]:
    """Return the weights of each layer, their structure being as it should."""
    got = subject.call(Given("started"), Submitted("init"), Rng(seed), SIZES)
    shapes = [{"w": np.zeros((m, n)), "b": np.zeros(n)} for m, n in pairwise(SIZES)]
    # Any values: the structure and the shapes alone.
    expect_close(got, shapes, rtol=0, atol=np.inf, what=Text(en="init", zh="init"))
    return [np.asarray(layer["w"], np.float64) for layer in got]


def keys_of(subject: Subject, seed: int, steps: list[int]) -> np.ndarray:
    """Return the data of all keys of these steps: (steps, layers, words)."""
    args = Rng(seed), np.array(steps, np.int32), LAYERS
    got = subject.call(Given("key_data"), Submitted("step_keys"), *args)
    expect_shape(got, (len(steps), LAYERS, np.shape(got)[-1]), what=Text(en="the keys' data", zh="键的数据"))
    return np.asarray(got)


def walked(subject: Subject, seed: int, start: np.ndarray) -> np.ndarray:
    """Return the positions of a walk."""
    got = subject.call(Given("walked"), Submitted("walk"), Rng(seed), start, WALK[0])
    expect_shape(got, WALK, what=Text(en="walk", zh="walk"))
    return np.asarray(got, np.float64)


def seeds(rng: np.random.Generator) -> tuple[int, int]:
    """Return two different seeds."""
    first = int(rng.integers(1 << 30))
    return first, first + 1 + int(rng.integers(1 << 30))


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Return the correlation of two arrays of numbers."""
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def outside(what: Text, value: float, bounds: tuple[float, float], hint: Text, code: str) -> None:
    """Fail unless `value` lies between two bounds."""
    low, high = bounds
    if not low <= value <= high:
        en = f"{what.en}: {value:.4g}, expected between {low:.4g} and {high:.4g}."
        fail(Text(en=en, zh=f"{what.zh}：{value:.4g}，应在 {low:.4g} 与 {high:.4g} 之间。"), code=code, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Structure of the parameters, zeros as biases, shape of the walk."""
    seed, _ = seeds(rng)
    weights(subject, seed)
    got = subject.call(Given("started"), Submitted("init"), Rng(seed), SIZES)
    zeros = [np.zeros(n) for n in SIZES[1:]]
    expect_close([layer["b"] for layer in got], zeros, rtol=0, what=Text(en="the biases", zh="偏置"))
    walked(subject, seed, np.zeros(WALK[1]))
    keys_of(subject, seed, STEPS)


@check(Text(en="layers are independent", zh="各层相互独立"), match="failure")
def layers_differ(subject: Subject, rng: np.random.Generator) -> None:
    """Two layers of one shape: 4096 pairs, so the correlation's deviation is 1/64; 0.08 is 5.1 of it, one in 3 million."""
    first, second, _ = weights(subject, seeds(rng)[0])
    outside(
        Text(en="the correlation of the first two layers", zh="前两层的相关系数"),
        correlation(first, second),
        (-0.08, 0.08),
        Text(
            en="The same key and shape give the same numbers: each layer needs its own key.",
            zh="相同的键和形状给出相同的数：每一层都需要自己的键。",
        ),
        "layers alike",
    )


@check(Text(en="scale of the weights", zh="权重的尺度"), match="failure")
def scale(subject: Subject, rng: np.random.Generator) -> None:
    """Times sqrt(m) they are standard normal.

    The deviation of a sample's spread is 1 / sqrt(2 n): 0.011 for 4096 numbers, 0.031 for 512. Six of them: one in
    500 million. The fourth moment tells normal from uniform: its deviation is sqrt(96 / n), 0.15; six of them.
    """
    layers = weights(subject, seeds(rng)[0])
    hint = Text(
        en="Normal, with deviation 1 / sqrt(m), m being the number of inputs.",
        zh="正态分布，标准差为 1 / sqrt(m)，m 是输入数。",
    )
    for number, w in enumerate(layers):
        standard = w * np.sqrt(w.shape[0])
        slack = 6 / np.sqrt(2 * w.size)
        what = Text(en=f"the spread of layer {number}, times sqrt(m)", zh=f"第 {number} 层的标准差乘以 sqrt(m)")
        outside(what, float(standard.std()), (1 - slack, 1 + slack), hint, f"spread {number}")
    fourth = float(np.mean((layers[0] * np.sqrt(SIZES[0])) ** 4))
    outside(Text(en="the fourth moment of layer 0", zh="第 0 层的四阶矩"), fourth, (2.1, 3.9), hint, "not normal")


@check(Text(en="the key decides", zh="由键决定"), match="failure")
def key_decides(subject: Subject, rng: np.random.Generator) -> None:
    """The same key gives the same, another one something else; in all three functions."""
    one, other = seeds(rng)
    start = np.zeros(WALK[1])
    results: list[tuple[str, list[Any]]] = [
        ("init", [weights(subject, seed)[0] for seed in (one, other, one)]),
        ("step_keys", [keys_of(subject, seed, STEPS) for seed in (one, other, one)]),
        ("walk", [walked(subject, seed, start) for seed in (one, other, one)]),
    ]
    for name, (first, second, again) in results:
        if not np.array_equal(first, again):
            message = Text(en=f"{name} gave different results for one key.", zh=f"{name} 对同一个键给出了不同的结果。")
            fail(message, code=f"not reproducible {name}")
        if np.array_equal(first, second):
            fail(
                Text(en=f"{name} gave the same for two different keys.", zh=f"{name} 对两个不同的键给出了相同的结果。"),
                code=f"key ignored {name}",
                hint=Text(en="All randomness comes from the key that is passed.", zh="一切随机性都来自传入的键。"),
            )


@check(Text(en="keys of layers and steps", zh="各层各步的键"), match="failure")
def step_keys(subject: Subject, rng: np.random.Generator) -> None:
    """All different, and the same again in another order."""
    seed, _ = seeds(rng)
    first = keys_of(subject, seed, STEPS)
    owners: dict[bytes, tuple[int, int]] = {}
    for step, keys in zip(STEPS, first, strict=True):
        for layer, key in enumerate(keys):
            before = owners.setdefault(key.tobytes(), (step, layer))
            if before != (step, layer):
                fail(
                    Text(
                        en=f"Step {step}, layer {layer} has the key of step {before[0]}, layer {before[1]}.",
                        zh=f"第 {step} 步第 {layer} 层的键与第 {before[0]} 步第 {before[1]} 层的相同。",
                    ),
                    code=f"same key {before} {(step, layer)}",
                    hint=Text(
                        en="Step and layer must both go in, and no two pairs may come to the same number.",
                        zh="步和层都必须计入，而且任意两对都不能得到同一个数。",
                    ),
                )
    again = keys_of(subject, seed, STEPS[::-1])[::-1]
    what = Text(en="the keys of all steps, asked in another order", zh="换个顺序再取的各步的键")
    expect_equal(again, first, what=what)


@check(Text(en="a random walk", zh="随机游走"), match="failure")
def random_walk(subject: Subject, rng: np.random.Generator) -> None:
    """Increments are standard normal and independent, the first one from `start`.

    1950 numbers: the spread's deviation is 0.016, 0.1 is 6.2 of it; the correlation's is 0.0229 for 1900 pairs,
    0.12 is 5.2 of it: one in 5 million. The first step has 50 numbers: a mean square beyond 0.3 or 2.6 is rarer still.
    """
    seed, _ = seeds(rng)
    start = 10 * rng.normal(size=WALK[1])
    path = walked(subject, seed, start)
    steps = np.diff(path, axis=0)
    hint = Text(
        en="Each step adds new numbers to the last position: a key for each step.",
        zh="每一步都在上一个位置上加新的随机数：每一步一个键。",
    )
    outside(Text(en="the spread of the steps", zh="各步的标准差"), float(steps.std()), (0.9, 1.1), hint, "spread")
    what = Text(en="the correlation of one step with the next", zh="相邻两步的相关系数")
    outside(what, correlation(steps[:-1], steps[1:]), (-0.12, 0.12), hint, "steps alike")
    # 50 coordinates in 39 steps: pairs within a step are 1911, as above.
    what = Text(en="the correlation of neighbouring coordinates", zh="相邻坐标的相关系数")
    outside(what, correlation(steps[:, :-1], steps[:, 1:]), (-0.12, 0.12), hint, "coordinates alike")
    hint = Text(
        en="The first position is start plus the first numbers; start itself is not among the positions.",
        zh="第一个位置是 start 加上第一批随机数；start 本身不在返回的位置之中。",
    )
    square = float(np.mean((path[0] - start) ** 2))
    what = Text(en="the mean square of the first step, from start", zh="从 start 起第一步的均方")
    outside(what, square, (0.3, 2.6), hint, "start left out" if square > 1 else "begins with start")


@check(Text(en="no key used twice", zh="没有键用两次"), match="failure")
def no_reuse(subject: Subject, rng: np.random.Generator) -> None:
    """What JAX's own check says."""
    seed, _ = seeds(rng)
    start = np.zeros(WALK[1])
    reports = {
        "init": subject.observe("key_reuse", Given("started"), Submitted("init"), Rng(seed), SIZES),
        "walk": subject.observe("key_reuse", Given("walked"), Submitted("walk"), Rng(seed), start, WALK[0]),
        "step_keys": subject.observe("key_reuse", Given("draw_for_step"), Submitted("step_keys"), Rng(seed), 3, 4),
    }
    for name, report in reports.items():
        if report is not None:
            fail(
                Text(
                    en=f"{name} uses a key twice. JAX says: {report}",
                    zh=f"{name} 把一个键用了两次。JAX 的说法：{report}",
                ),
                code=f"reuse {name}",
                hint=Text(
                    en="A key that was drawn with or split is spent; go on with what the split gave.",
                    zh="抽过样或拆分过的键就用掉了；请使用拆分得到的键。",
                ),
            )
