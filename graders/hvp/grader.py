"""Products with Hessians that are known in closed form, Krylov spaces by linear algebra, and the price of a product."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_shape, fail

PRICE = 40  # evaluations of f for a product; forward over reverse needs about 5, a Hessian of 200 columns hundreds
Tree = dict[str, np.ndarray]


def saddle_slope(x: np.ndarray) -> np.ndarray:
    """Return the gradient of `saddle` of given.py, by hand; x may be complex."""
    a, b, c = x
    power = np.exp(a * c)
    return np.array([3 * a * a * b + c * power, a**3 + np.sin(b) * c * c, a * power - 2 * c * np.cos(b)])


def bowl_slope(params: Tree) -> Tree:
    """Return the gradient of `bowl` of given.py, by hand; the parameters may be complex."""
    rise = np.sinh(params["w"].sum(axis=1) + params["b"])
    return {"w": rise[:, None] + 2 * params["w"], "b": rise + 4 * params["b"]}


def quadratic_slope(params: Tree) -> Tree:
    """Return the gradient of `quadratic` of given.py."""
    w, b = params["w"], params["b"]
    return {"w": np.arange(1.0, w.size + 1).reshape(w.shape) * w + 1, "b": 1 - 9 * b}


def line(tree: Tree) -> np.ndarray:
    """Return w and b of a tree as one vector."""
    return np.concatenate([np.ravel(tree["w"]), np.ravel(tree["b"])])


def tree_like(vector: np.ndarray, tree: Tree) -> Tree:
    """Return a vector in the structure of a tree."""
    count = tree["w"].size
    return {"w": vector[:count].reshape(tree["w"].shape), "b": vector[count:].reshape(tree["b"].shape)}


def hessian(slope: Any, params: Tree) -> np.ndarray:
    """Return the Hessian by complex steps through the gradient: no difference is taken, so no digit is lost."""
    point, step = line(params), 1e-30
    columns = [np.imag(line(slope(tree_like(point + 1j * step * unit, params)))) / step for unit in np.eye(len(point))]
    return np.stack(columns, axis=1)


def bowl_point(rng: np.random.Generator) -> Tree:
    """Return w: (2, 3), b: (2,)."""
    return {"w": rng.normal(0, 0.6, (2, 3)), "b": rng.normal(0, 0.6, 2)}


def quadratic_point(rng: np.random.Generator) -> Tree:
    """Return w: (2, 3), b: (), none of them small."""
    return {"w": rng.uniform(0.5, 1.5, (2, 3)), "b": np.asarray(rng.uniform(0.5, 1.5))}


def rayleigh(h: np.ndarray, start: np.ndarray, steps: int) -> float:
    """Return the Rayleigh quotient of H^steps start."""
    v = np.linalg.matrix_power(h / np.abs(h).max(), steps) @ start
    return float(v @ h @ v / (v @ v))


def best_in_krylov_space(h: np.ndarray, g: np.ndarray, steps: int) -> np.ndarray:
    """Return the d of lowest <d, H d> / 2 + <g, d> among the combinations of g, H g, ..., H^(steps - 1) g."""
    columns = [g / np.linalg.norm(g)]
    for _ in range(steps - 1):
        following = h @ columns[-1]
        columns.append(following / np.linalg.norm(following))
    basis, _ = np.linalg.qr(np.stack(columns, axis=1))
    return np.asarray(-basis @ np.linalg.solve(basis.T @ h @ basis, basis.T @ g))


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes: of a product, of a curvature."""
    x = rng.normal(size=3)
    expect_shape(
        subject.call("hvp", Given("saddle"), x, rng.normal(size=3), precision="float64"),
        (3,),
        what=Text(en="hvp", zh="hvp"),
    )
    got = subject.call("top_curvature", Given("saddle"), x, rng.normal(size=3), 1, precision="float64")
    expect_shape(got, (), what=Text(en="top_curvature", zh="top_curvature"))


@check(Text(en="products", zh="乘积"))
def products(subject: Subject, rng: np.random.Generator) -> None:
    """With an array, of a function whose curvature has both signs."""
    x, v = rng.normal(0, 0.7, 3), rng.normal(size=3)
    expect_close(
        subject.call("hvp", Given("saddle"), x, v, precision="float64"),
        np.imag(saddle_slope(x + 1e-30j * v)) / 1e-30,
        rtol=1e-9,
        atol=1e-11,
        what=Text(en="hvp of saddle", zh="saddle 的 hvp"),
        hint=Text(
            en="The derivative of the gradient in the direction v, by differentiation, not by differences.",
            zh="梯度沿方向 v 的导数，用微分得到，而不是差分。",
        ),
    )


@check(Text(en="products with a tree", zh="与树的乘积"))
def products_with_a_tree(subject: Subject, rng: np.random.Generator) -> None:
    """Entries of one leaf change the slope of another."""
    params, v = bowl_point(rng), bowl_point(rng)
    expect_close(
        subject.call("hvp", Given("bowl"), params, v, precision="float64"),
        tree_like(hessian(bowl_slope, params) @ line(v), params),
        rtol=1e-9,
        atol=1e-11,
        what=Text(en="hvp of bowl", zh="bowl 的 hvp"),
        hint=Text(
            en="jax.jvp and jax.grad take pytrees as they are; the blocks between leaves belong to H too.",
            zh="jax.jvp 和 jax.grad 可以直接接收 pytree；叶子之间的块也属于 H。",
        ),
    )


@check(Text(en="the price of a product", zh="一次乘积的代价"), match="failure")
def price(subject: Subject, rng: np.random.Generator) -> None:
    """Counted in the program, for 200 numbers; then two steps of conjugate gradients, and of power iteration."""
    start = rng.normal(size=200)
    cases = (("hvp", (), PRICE), ("newton_direction", (2,), 4 * PRICE), ("top_curvature", (start, 2), 4 * PRICE))
    for name, rest, limit in cases:
        cost = subject.call(Given("price"), Submitted(name), *rest)
        if not isinstance(cost, int | float) or not cost <= limit:
            fail(
                Text(
                    en=f"{name} for 200 numbers computes as much as about {cost:.0f} evaluations of f.",
                    zh=f"自变量有 200 个数时，{name} 的计算量约等于求 {cost:.0f} 次 f。",
                ),
                code=f"price {name}",
                hint=Text(
                    en="A Hessian has a column for each number; a product needs one pass of forward mode over the gradient.",
                    zh="黑塞矩阵对每个数都有一列；一次乘积只需要在梯度之上做一次前向模式。",
                ),
            )


@check(Text(en="largest curvature", zh="最大的曲率"))
def largest_curvature(subject: Subject, rng: np.random.Generator) -> None:
    """After two steps, after none, and after so many that a vector left to grow would overflow float32."""
    params, start = quadratic_point(rng), quadratic_point(rng)
    h = hessian(quadratic_slope, params)
    for steps, precision, rtol in ((2, "float64", 1e-9), (0, "float64", 1e-9), (30, "float32", 1e-4)):
        expect_close(
            subject.call("top_curvature", Given("quadratic"), params, start, steps, precision=precision),
            rayleigh(h, line(start), steps),
            rtol=rtol,
            atol=1e-9,
            what=Text(en=f"top_curvature after {steps} steps", zh=f"{steps} 步之后的 top_curvature"),
            hint=Text(
                en="<v, H v> / <v, v>, which has a sign; in each step v is divided by one norm over all leaves.",
                zh="<v, H v> / <v, v>，它有符号；每一步 v 都除以对所有叶子的同一个范数。",
            ),
        )


@check(Text(en="Newton direction", zh="牛顿方向"))
def newton_direction(subject: Subject, rng: np.random.Generator) -> None:
    """After one step, and after three: the best in the space that conjugate gradients search."""
    for steps in (1, 3):
        params = bowl_point(rng)
        h, g = hessian(bowl_slope, params), line(bowl_slope(params))
        expect_close(
            subject.call("newton_direction", Given("bowl"), params, steps, precision="float64"),
            tree_like(best_in_krylov_space(h, g, steps), params),
            rtol=1e-6,
            atol=1e-9,
            what=Text(en=f"newton_direction after {steps} steps", zh=f"{steps} 步之后的 newton_direction"),
            hint=Text(
                en="H d = -gradient, from d = 0; alpha and beta are one number each for all leaves.",
                zh="H d = -gradient，从 d = 0 开始；alpha 和 beta 对所有叶子各只有一个数。",
            ),
        )
