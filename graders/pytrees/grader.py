"""Trees of all containers, against recursions over them in NumPy; and what JAX makes of the layer."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_equal, expect_shape, fail

LAYER = Submitted("Dense")


def tree_of(rng: np.random.Generator) -> Any:
    """Return arrays of different shapes in dicts, lists and tuples, with None among them."""
    return {
        "layers": [
            {"w": rng.normal(size=(3, 4)), "b": None},
            {"w": rng.normal(size=(4, 2)), "b": rng.normal(size=2)},
        ],
        "scale": (rng.normal(size=()), (rng.normal(size=5),), None),
    }


def flat(tree: Any, path: tuple[str, ...] = ()) -> list[tuple[str, np.ndarray]]:
    """Return the path and the array of each leaf."""
    if tree is None:
        return []
    if isinstance(tree, np.ndarray):
        return [("/".join(path), tree)]
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [leaf for key, item in items for leaf in flat(item, (*path, str(key)))]


def together(trees: list[Any]) -> Any:
    """Return one tree with the arrays of all, along a new first axis."""
    first = trees[0]
    if isinstance(first, dict):
        return {key: together([tree[key] for tree in trees]) for key in first}
    if isinstance(first, list | tuple):
        return type(first)(together([tree[i] for tree in trees]) for i in range(len(first)))
    return None if first is None else np.array(trees)


def layer_values(w: np.ndarray, b: np.ndarray | None, activation: str, x: np.ndarray) -> np.ndarray:
    """Return the outputs of a layer, entry by entry."""
    outputs = np.einsum("nd,dk->nk", x, w)
    if b is not None:
        outputs += np.broadcast_to(b, outputs.shape)
    return 1 - 2 / (np.exp(2 * outputs) + 1) if activation == "tanh" else outputs


def layer(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return w: (3, 2), b: (2,), x: (5, 3)."""
    return rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=(5, 3))


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of a norm, of a stack, of a layer's outputs."""
    tree = tree_of(rng)
    expect_shape(
        subject.call("global_norm", tree, precision="float64"), (), what=Text(en="global_norm", zh="global_norm")
    )
    w, b, x = layer(rng)
    handle = subject.call("Dense", w, b, "tanh", precision="float64", keep=True)
    outputs = subject.call("__call__", x, on=handle, precision="float64")
    expect_shape(outputs, (5, 2), what=Text(en="layer(x)", zh="layer(x)"))


@check(Text(en="global norm", zh="全局范数"))
def norm(subject: Subject, rng: np.random.Generator) -> None:
    """Of a nested tree, and of one without leaves."""
    tree = tree_of(rng)
    hint = Text(
        en="Square and add up all numbers of all leaves, then take one root. None is no leaf.",
        zh="把所有叶子的所有数平方后相加，最后只开一次根号。None 不是叶子。",
    )
    expect_close(
        subject.call("global_norm", tree, precision="float64"),
        np.linalg.norm(np.concatenate([leaf.ravel() for _, leaf in flat(tree)])),
        rtol=1e-9,
        what=Text(en="global_norm", zh="global_norm"),
        hint=hint,
    )
    expect_close(
        subject.call("global_norm", {"w": None, "more": []}, precision="float64"),
        0.0,
        rtol=0,
        what=Text(en="global_norm without leaves", zh="没有叶子时的 global_norm"),
        hint=hint,
    )


@check(Text(en="paths", zh="路径"))
def paths(subject: Subject, rng: np.random.Generator) -> None:
    """Dicts, lists and tuples; then a namedtuple."""
    hint = Text(
        en="Keys, indices and field names joined by '/', without quotes, dots or brackets; None has no path.",
        zh="用 '/' 连接键、下标和字段名，不带引号、点或方括号；None 没有路径。",
    )
    tree = tree_of(rng)
    expect_close(
        subject.call("by_path", tree, precision="float64"),
        dict(flat(tree)),
        rtol=0,
        what=Text(en="by_path", zh="by_path"),
        hint=hint,
    )
    count, momentum = rng.normal(size=()), rng.normal(size=3)
    expect_close(
        subject.call(Given("in_a_state"), Submitted("by_path"), count, momentum, precision="float64"),
        {"count": count, "momentum/w": momentum},
        rtol=0,
        what=Text(en="by_path of a namedtuple", zh="namedtuple 的 by_path"),
        hint=hint,
    )


@check(Text(en="stacked trees", zh="堆叠的树"))
def stacked(subject: Subject, rng: np.random.Generator) -> None:
    """Three trees become one."""
    trees = [tree_of(rng) for _ in range(3)]
    expect_close(
        subject.call("stack", trees, precision="float64"),
        together(trees),
        rtol=0,
        what=Text(en="stack", zh="stack"),
        hint=Text(
            en="The structure of one tree; each leaf is the stack of the trees' leaves at its place.",
            zh="结构与单棵树相同；每个叶子是各棵树在该处的叶子堆叠而成。",
        ),
    )


@check(Text(en="trees from a stack", zh="拆开的树"))
def unstacked(subject: Subject, rng: np.random.Generator) -> None:
    """One tree becomes three."""
    trees = [tree_of(rng) for _ in range(3)]
    expect_close(
        subject.call("unstack", together(trees), precision="float64"),
        trees,
        rtol=0,
        what=Text(en="unstack", zh="unstack"),
        hint=Text(
            en="A list of trees, one for each entry of the leaves' first axis.",
            zh="返回树的列表，叶子第一个轴上的每一项对应一棵树。",
        ),
    )


@check(Text(en="updates with None", zh="含 None 的更新"))
def updates_with_none(subject: Subject, rng: np.random.Generator) -> None:
    """A parameter that is not there, and one that stays; then in a namedtuple."""
    params, updates = tree_of(rng), tree_of(rng)
    updates["layers"][1]["w"] = None
    updates["scale"] = (updates["scale"][0], (None,), None)
    first, second = (
        {"w": p["w"] + u["w"]} if u["w"] is not None else p
        for p, u in zip(params["layers"], updates["layers"], strict=True)
    )
    expected = {
        "layers": [
            first | {"b": None},
            second | {"b": params["layers"][1]["b"] + updates["layers"][1]["b"]},
        ],
        "scale": (params["scale"][0] + updates["scale"][0], params["scale"][1], None),
    }
    expect_close(
        subject.call("update", params, updates, precision="float64"),
        expected,
        rtol=1e-12,
        what=Text(en="update", zh="update"),
        hint=Text(
            en="None in updates leaves a parameter as it is. jax.tree.map takes the leaves of its first tree, and hands "
            "over what the others have there.",
            zh="updates 中的 None 让参数保持不变。jax.tree.map 以第一棵树的叶子为准，其余的树在该处有什么就传什么。",
        ),
    )

    count, momentum, more = rng.normal(size=()), rng.normal(size=3), rng.normal(size=())
    expect_close(
        subject.call(Given("updated_state"), Submitted("update"), count, momentum, more, precision="float64"),
        [True, count + more, {"w": momentum}],
        rtol=1e-12,
        what=Text(
            en="(is it a namedtuple, its fields) of an updated namedtuple",
            zh="namedtuple 更新后（是否仍为 namedtuple, 各字段）",
        ),
        hint=Text(
            en="The result has the structure of params: a namedtuple stays one. jax.tree.map knows all containers.",
            zh="结果的结构与 params 相同：namedtuple 仍是 namedtuple。jax.tree.map 认识所有容器。",
        ),
    )


@check(Text(en="outputs of a layer", zh="层的输出"))
def outputs_of_a_layer(subject: Subject, rng: np.random.Generator) -> None:
    """With and without bias, both activations."""
    w, b, x = layer(rng)
    for bias, activation in ((b, "tanh"), (b, "none"), (None, "tanh")):
        handle = subject.call("Dense", w, bias, activation, precision="float64", keep=True)
        expect_close(
            subject.call("__call__", x, on=handle, precision="float64"),
            layer_values(w, bias, activation, x),
            rtol=1e-9,
            atol=1e-12,
            what=Text(
                en=f"layer(x), {'no' if bias is None else 'with'} bias, activation {activation}",
                zh=f"layer(x)，{'无' if bias is None else '有'}偏置，激活函数 {activation}",
            ),
            hint=Text(
                en="activation(x @ w + b); a bias of None adds nothing.",
                zh="activation(x @ w + b)；偏置为 None 时什么也不加。",
            ),
        )


@check(Text(en="leaves of a layer", zh="层的叶子"))
def leaves_of_a_layer(subject: Subject, rng: np.random.Generator) -> None:
    """The arrays alone; then a map, which gives a layer."""
    w, b, _ = layer(rng)
    hint = Text(
        en="Register the class: w and b are children, activation is static.",
        zh="请注册这个类：w 和 b 是子节点，activation 是静态的。",
    )
    for bias, expected in ((b, [b, w]), (None, [w])):
        expect_close(
            subject.call(Given("leaves"), LAYER, w, bias, precision="float64"),
            expected,
            rtol=0,
            what=Text(en="the leaves of a Dense", zh="Dense 的叶子"),
            hint=hint,
        )
    expect_equal(
        subject.call(Given("mapped"), LAYER, w, b, precision="float64"),
        [True, (3, 2), (2,), "tanh"],
        what=Text(
            en="jax.tree.map(jnp.shape, layer) [is it a Dense, w, b, activation]",
            zh="jax.tree.map(jnp.shape, layer) [是否为 Dense、w、b、activation]",
        ),
        hint=Text(
            en="What tree_unflatten is given need not be arrays: put it in its place as it is.",
            zh="传给 tree_unflatten 的不一定是数组：原样放回即可。",
        ),
    )


@check(Text(en="gradient of a layer", zh="层的梯度"))
def gradient_of_a_layer(subject: Subject, rng: np.random.Generator) -> None:
    """Compiled; by the chain rule, row by row."""
    w, b, x = layer(rng)
    d_w, d_b = np.zeros_like(w), np.zeros_like(b)
    for row, outputs in zip(x, layer_values(w, b, "tanh", x), strict=True):
        before = 2 * outputs * (1 - outputs**2)
        d_w += np.outer(row, before)
        d_b += before
    expect_close(
        subject.call(Given("slopes"), LAYER, w, b, x, precision="float64"),
        (d_w, d_b),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="(w, b) of the gradient", zh="梯度的 (w, b)"),
        hint=Text(
            en="If leaves and outputs were right: they must still be right after flattening and unflattening.",
            zh="如果叶子与输出都对：展平再还原之后，它们也必须是对的。",
        ),
    )


@check(Text(en="structure of a layer", zh="层的结构"), match="failure")
def structure_of_a_layer(subject: Subject, rng: np.random.Generator) -> None:
    """Layers of one activation are alike, those of two are not."""
    w, b, _ = layer(rng)
    alike, across = subject.call(Given("same_structure"), LAYER, w, b, precision="float64")
    hint = Text(
        en="The static part is compared with ==: jax.jit compiles anew where it differs.",
        zh="静态部分用 == 比较：它不同时 jax.jit 会重新编译。",
    )
    if not alike:
        en, zh = "Two layers with the same activation have different structures.", "激活函数相同的两个层，结构却不同。"
        fail(Text(en=en, zh=zh), code="alike", hint=hint)
    if across:
        en, zh = "A tanh layer and a linear one have the same structure.", "tanh 层与线性层的结构相同。"
        fail(Text(en=en, zh=zh), code="across", hint=hint)
