"""What initial parameters must be: random, reproducible, centred, and at the scale of He."""

import numpy as np

from kata.grading import Text, fail

from .oracle import Array, Params

UNEQUAL = (16, 44, 16, 44, 1)  # chosen so that any two of the rules in `expect_scale` differ by a third or more
DRAWS = 20  # initialisations looked at together


def expect_initial(draws: list[Params], again: Params, *, strict: bool) -> None:
    """Expect of several draws, the first of which was drawn again, what He's rule says, or within reason (torch).

    A right initialisation fails with a probability below 1e-7: each bound lies six standard deviations away.
    """
    by_layer = [np.array([draw[k][0] for draw in draws]) for k in range(len(again))]
    faults = {
        "zero weights": not any(w.any() for w in by_layer),
        "constant weights": any(np.ptp(w[0]) == 0 for w in by_layer),
        "not reproducible": not all(np.array_equal(w[0], v) for w, (v, _) in zip(by_layer, again, strict=True)),
        "seed ignored": any(np.array_equal(w[0], w[1]) for w in by_layer),
        "equal layers": np.array_equal(by_layer[0], by_layer[2]),
        "biases": any(b.any() if strict else np.abs(b).max() > 1 for draw in draws for _, b in draw),
        "mean": any(abs(w.mean()) * np.sqrt(w.size) > 6 * w.std() for w in by_layer),
    }
    for code, wrong in faults.items():
        if wrong:
            fail(INITIAL[code], code=code)
    for layer, w in enumerate(by_layer, 1):
        expect_scale(w, layer, strict=strict)


INITIAL = {
    "global generator": Text(
        en="init_params draws from a global generator; all randomness must come from its first argument.",
        zh="init_params 使用了全局随机数生成器；所有随机数都必须来自它的第一个参数。",
    ),
    "zero weights": Text(en="All weights are zero.", zh="所有权重都是零。"),
    "constant weights": Text(
        en="All weights of a layer are equal, so its units will stay equal.",
        zh="同一层的权重全都相等，这一层的各个单元会一直相同。",
    ),
    "not reproducible": Text(en="The same seed gives different weights.", zh="同样的种子给出了不同的权重。"),
    "seed ignored": Text(en="Different seeds give the same weights.", zh="不同的种子给出了同样的权重。"),
    "equal layers": Text(en="Layers of the same shape get the same weights.", zh="形状相同的两层得到了同样的权重。"),
    "biases": Text(en="The biases do not start at zero, or near it.", zh="偏置没有从零（或零附近）开始。"),
    "mean": Text(en="The weights are not centred at zero.", zh="权重的均值不是零。"),
}


def expect_scale(w: Array, layer: int, *, strict: bool) -> None:
    """He: variance · fan_in / 2 is 1; a torch module may choose, within reason. w: (draws, fan_in, fan_out)."""
    _, m, n = w.shape
    variance = float(np.mean(w**2))
    spread = 6 * np.sqrt(2 / w.size) if strict else 0.0  # six standard deviations, for normal weights
    low, high = (1 - spread, 1 + 1.3 * spread) if strict else (0.08, 8.0)
    if low < variance * m / 2 < high:
        return
    rules = {
        "1": 1,
        "1 / fan_in": 1 / m,
        "2 / fan_out": 2 / n,
        "1 / fan_out": 1 / n,
        "2 / (fan_in + fan_out)": 2 / (m + n),
        "4 / fan_in²": 4 / m**2,  # the square root was forgotten
    }
    like = next((rule for rule, value in rules.items() if abs(variance / value - 1) < 0.1), "")
    en, zh = (f", as {like} would give", f"，正是 {like} 的结果") if like else ("", "")
    text = Text(
        en=f"Layer {layer}, {m} inputs: W has the variance {variance:.3g}{en}; He initialisation has 2 / fan_in = {2 / m:.3g}.",
        zh=f"第 {layer} 层有 {m} 个输入：W 的方差为 {variance:.3g}{zh}；He 初始化应为 2 / fan_in = {2 / m:.3g}。",
    )
    fail(
        text, code=f"scale like {like}" if like else "scale too small" if variance * m / 2 < low else "scale too large"
    )
