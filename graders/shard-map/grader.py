"""What one device would give, row by row in NumPy; and what each of the four gets to see."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_shape, fail

DEVICES = 4
Params = dict[str, np.ndarray]


def by_rows(params: Params, x: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
    """Return the mean loss and its gradient, by the chain rule for each row."""
    value, d_w, d_b = 0.0, np.zeros_like(params["w"]), 0.0
    for row, target in zip(x, y, strict=True):
        unit = row / np.sqrt(np.sum(row**2))
        squashed = np.tanh(unit @ params["w"])
        error = squashed + params["b"] - target
        value += float(error**2) / len(x)
        d_w += 2 * error * (1 - squashed**2) * unit / len(x)
        d_b += float(2 * error) / len(x)
    return value, {"w": d_w, "b": np.asarray(d_b)}


def problem(rng: np.random.Generator, n: int) -> tuple[Params, np.ndarray, np.ndarray]:
    """Return parameters, x: (n, 3), y: (n,)."""
    params = {"w": rng.normal(size=3), "b": rng.normal(size=())}
    return params, rng.normal(size=(n, 3)), rng.normal(size=n)


def factors(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x: (3, 8), w: (8, 5), b: (5,)."""
    return rng.normal(size=(3, 8)), rng.normal(size=(8, 5)), rng.normal(size=5)


def expect_shards(subject: Subject, name: str, args: tuple[np.ndarray, ...], wanted: list[list[int]]) -> None:
    """Expect a shard_map on whose devices arrays of these shapes arrive."""
    seen = subject.call(Given("shards"), Submitted(name), *args, precision="float64")
    if not any(all(shape in shapes for shape in wanted) for shapes in seen):
        fail(
            Text(
                en=f"{name}: expected a shard_map that hands each device the shapes {wanted}; found {seen}.",
                zh=f"{name}：应有一个 shard_map，让每个设备得到形状 {wanted}；找到的是 {seen}。",
            ),
            code=f"shards {name}",
            hint=Text(
                en="in_specs name the mesh axis at the place of the array's axis that is cut; P() hands over the whole.",
                zh="in_specs 在被切分的数组轴的位置写上网格轴的名称；P() 则传入整体。",
            ),
        )


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of the two simpler results."""
    got = subject.call("standardized", rng.normal(size=(8, 3)), precision="float64")
    expect_shape(got, (8, 3), what=Text(en="standardized", zh="standardized"))
    got = subject.call("split_linear", *factors(rng), precision="float64")
    expect_shape(got, (3, 5), what=Text(en="split_linear", zh="split_linear"))


@check(Text(en="loss and gradient", zh="损失与梯度"))
def loss_and_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """One shard that is short and one that is empty; then one that is short alone."""
    for n in (5, 7):
        params, x, y = problem(rng, n)
        got: Any = subject.call("loss_and_grad", Given("losses"), params, x, y, precision="float64")
        expect_close(
            got,
            by_rows(params, x, y),
            rtol=1e-9,
            atol=1e-12,
            what=Text(en=f"(loss, grads) of {n} rows", zh=f"{n} 行的 (loss, grads)"),
            hint=Text(
                en="All rows count alike, and padding counts nothing, not even as NaN: one sum over all devices, divided "
                "by the true number of rows.",
                zh="所有行同等重要，补齐的行不计入，也不能带来 NaN：对所有设备求一次和，再除以真正的行数。",
            ),
        )


@check(Text(en="rows of each device", zh="每个设备的行数"), match="failure")
def rows(subject: Subject, rng: np.random.Generator) -> None:
    """What `losses` is handed while it is traced: with rows to be filled up, and with none."""
    for n in (7, 8):
        params, x, y = problem(rng, n)
        seen = subject.call(Given("rows_seen"), Submitted("loss_and_grad"), params, x, y, precision="float64")
        if seen != [2]:
            fail(
                Text(
                    en=f"With {n} rows on 4 devices, losses gets {seen} rows at a time; expected 2.",
                    zh=f"4 个设备上有 {n} 行时，losses 每次得到 {seen} 行；应为 2 行。",
                ),
                code=f"rows of {n}",
                hint=Text(
                    en="Call losses inside the function that is given to shard_map, with x and y cut along axis 0, and "
                    "fill up no more rows than are missing.",
                    zh="请在交给 shard_map 的函数里调用 losses，x 和 y 沿轴 0 切分；缺几行才补几行。",
                ),
            )


@check(Text(en="statistics of all rows", zh="所有行的统计量"))
def statistics(subject: Subject, rng: np.random.Generator) -> None:
    """Rows whose mean and spread differ from device to device."""
    x = (
        rng.normal(size=(8, 3)) * np.repeat([0.5, 1.0, 2.0, 3.0], 2)[:, None]
        + np.repeat([3.0, 0.0, -2.0, 1.0], 2)[:, None]
    )
    expect_close(
        subject.call("standardized", x, precision="float64"),
        (x - x.mean(axis=0)) / x.std(axis=0),
        rtol=1e-9,
        atol=1e-9,
        what=Text(en="standardized", zh="standardized"),
        hint=Text(
            en="The mean of all rows first, then the mean of the squared distances from it, again over all devices.",
            zh="先求所有行的均值，再求到它的距离平方的均值，同样要跨所有设备。",
        ),
    )
    expect_shards(subject, "standardized", (x,), [[8 // DEVICES, 3]])


@check(Text(en="a product in four parts", zh="分成四份的乘积"))
def product(subject: Subject, rng: np.random.Generator) -> None:
    """The bias once."""
    x, w, b = factors(rng)
    expect_close(
        subject.call("split_linear", x, w, b, precision="float64"),
        np.einsum("nd,dk->nk", x, w) + b,
        rtol=1e-9,
        atol=1e-11,
        what=Text(en="split_linear", zh="split_linear"),
        hint=Text(
            en="Each device has a part of the sum over d; what is added before the psum is added by every device.",
            zh="每个设备持有对 d 求和的一部分；在 psum 之前加上的东西，每个设备都会加一次。",
        ),
    )
    expect_shards(subject, "split_linear", (x, w, b), [[3, 8 // DEVICES], [8 // DEVICES, 5]])
