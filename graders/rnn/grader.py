"""A recurrent layer: values over time, gradients through time, and a program of its own in JAX.

The oracle puts input, state and a one side by side and multiplies with one matrix.
Its gradient is a central difference of it. Neither shares a derivation with the solutions.
"""

from typing import Any, NamedTuple

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9  # values in float64: 1e-15 is the worst of right solutions
DIFFERENCE = 1e-6  # how far a central difference may be off; wrong gradients are off by more than 1e-3
STEP = 1e-5
Params = dict[str, np.ndarray]


class Case(NamedTuple):
    """Sizes of a sequence and of a layer; small, since every number gets a central difference."""

    batch: int = 2
    time: int = 4
    ins: int = 2
    hidden: int = 3

    def __str__(self) -> str:
        return f"batch {self.batch}, {self.time} steps"


USUAL = Case()  # nearly every check draws these sizes: JAX compiles for each
OTHERS = (Case(time=1), Case(batch=1, time=3), Case(batch=3, time=7, ins=1, hidden=4))


class Problem(NamedTuple):
    """A layer, sequences, and the state they start from."""

    params: Params
    x: np.ndarray
    state: tuple[np.ndarray, ...]

    def parts(self) -> dict[str, np.ndarray]:
        """Return everything that has a gradient, by name."""
        return {**self.params, "x": self.x, **dict(zip(STATES, self.state, strict=True))}


STATES = ("h0",)


def shapes(case: Case) -> dict[str, tuple[int, ...]]:
    """Return the shape of each parameter, in order."""
    return {"w_x": (case.hidden, case.ins), "w_h": (case.hidden, case.hidden), "b": (case.hidden,)}


# The oracle.


def hs_of(problem: Problem) -> np.ndarray:
    """Return the states of all sequences after every step."""
    params, x, (h0,) = problem
    matrix = np.hstack([params["w_x"], params["w_h"], params["b"][:, None]])
    hs = np.empty((*x.shape[:2], h0.shape[1]))
    for sequence in range(len(x)):
        h = h0[sequence]
        for t in range(x.shape[1]):
            h = hs[sequence, t] = np.tanh(matrix.dot(np.concatenate([x[sequence, t], h, [1.0]])))
    return hs


def pulled_back(problem: Problem, cotangents: list[np.ndarray]) -> list[Params]:
    """Return the gradients of sum(dhs * hs) for every part, for each dhs, by central differences."""
    parts = problem.parts()
    slopes = [{name: np.empty(array.shape) for name, array in parts.items()} for _ in cotangents]
    for name, array in parts.items():
        for index in np.ndindex(array.shape):
            ends = []
            for step in (STEP, -STEP):
                moved = {**parts, name: array.copy()}
                moved[name][index] += step
                ends.append(hs_of(Problem(moved, moved["x"], tuple(moved[state] for state in STATES))))
            for slope, dhs in zip(slopes, cotangents, strict=True):
                slope[name][index] = np.sum(dhs * (ends[0] - ends[1])) / (2 * STEP)
    return slopes


def draw(rng: np.random.Generator, case: Case = USUAL) -> Problem:
    """Return parameters, sequences and a state that is not zero: multiples of 1/64, which float32 holds exactly."""

    def values_of(*shape: int) -> np.ndarray:
        return np.asarray(np.round(rng.normal(0, 0.7, shape) * 64) / 64)

    params = {name: values_of(*shape) for name, shape in shapes(case).items()}
    state = tuple(values_of(case.batch, case.hidden) for _ in STATES)
    return Problem(params, values_of(case.batch, case.time, case.ins), state)


# What the frameworks do differently: in PyTorch the parameters live in a module.


def begin(subject: Subject, problem: Problem, precision: Any = "float64") -> Handle:
    """Return a module of PyTorch that holds the parameters."""
    sizes = problem.x.shape[2], problem.state[0].shape[1]
    module: Handle = subject.call("RNN", *sizes, precision=precision, keep=True)
    subject.set_parameters(module, list(problem.params.values()))
    return module


def forward(subject: Subject, problem: Problem, precision: Any = "float64") -> Any:
    """Return what the submission returns."""
    if subject.framework == "torch":
        module = begin(subject, problem, precision)
        return subject.call("forward", problem.x, problem.state[0], on=module, precision=precision)
    return subject.call("rnn", problem.params, problem.x, *problem.state, precision=precision)


def backward(subject: Subject, problem: Problem, dhs: np.ndarray) -> Params:
    """Return the submission's gradients by name."""
    if subject.framework == "torch":
        return through_autograd(subject, problem, dhs)
    args = (dhs, problem.params, problem.x, *problem.state)
    got = subject.call("rnn_backward", *args, precision="float64")
    count = 2 + len(STATES)
    if not isinstance(got, list | tuple) or len(got) != count or not isinstance(got[0], dict):
        fail(
            Text(en="Expected (dparams, dx, dh0), the first a dict.", zh="应返回 (dparams, dx, dh0)，第一个是字典。"),
            code="structure",
        )
    return {**got[0], "x": got[1], **dict(zip(STATES, got[2:], strict=True))}


def through_autograd(subject: Subject, problem: Problem, dhs: np.ndarray) -> Params:
    """Return what autograd finds: leaves in the worker go through the module, and dhs comes back."""
    module = begin(subject, problem)
    names = [name for name, _ in subject.parameters(module)]
    held = [subject.call("get_parameter", name, on=module, precision="float64", keep=True) for name in names]
    x, *state = [leaf(subject, held[0], array) for array in (problem.x, *problem.state)]
    hs = subject.call("forward", x, state[0], on=module, precision="float64", keep=True)
    product = subject.call("mul", dhs, on=hs, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    leaves = dict(zip((*problem.params, "x", *STATES), (*held, x, *state), strict=True))
    return {name: subject.call("__getattribute__", "grad", on=tensor) for name, tensor in leaves.items()}


def leaf(subject: Subject, like: Handle, array: np.ndarray) -> Handle:
    """Return a tensor in the worker, of the type of `like`, that wants a gradient."""
    tensor = subject.call("new_tensor", array.tolist(), on=like, keep=True)
    return subject.call("requires_grad_", on=tensor, keep=True)


def expect_forward(subject: Subject, rng: np.random.Generator, hint: Text, case: Case = USUAL) -> None:
    """Expect hs in float64."""
    problem = draw(rng, case)
    what = Text(en=f"hs ({case})", zh=f"hs（{case}）")
    expect_close(forward(subject, problem), hs_of(problem), rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what comes back, and of a module's parameters."""
    if subject.framework == "torch":
        held = subject.parameters(subject.call("RNN", USUAL.ins, USUAL.hidden, keep=True))
        got, expected = [np.shape(value) for _, value in held], list(shapes(USUAL).values())
        if got != expected:
            fail(
                Text(
                    en=f"RNN({USUAL.ins}, {USUAL.hidden}) has parameters of shapes {got}; expected {expected}, in this order.",
                    zh=f"RNN({USUAL.ins}, {USUAL.hidden}) 的参数形状为 {got}；应依次为 {expected}。",
                ),
                code=f"parameters {got}",
                hint=Text(
                    en="A module sees what is wrapped in nn.Parameter, in the order in which it is set.",
                    zh="模块只认识用 nn.Parameter 包装的张量，顺序就是设置的顺序。",
                ),
            )
    hint = Text(
        en="Time is axis 1, in x and in hs; lax.scan runs over axis 0.",
        zh="在 x 和 hs 中时间都是轴 1；lax.scan 沿轴 0 进行。",
    )
    shape = (USUAL.batch, USUAL.time, USUAL.hidden)
    what = Text(en="hs", zh="hs")
    expect_shape(forward(subject, draw(rng)), shape, what=what, hint=hint if subject.framework == "jax" else None)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, from a state that is not zero; float32 where it is cheap."""
    hint = Text(
        en="Each step takes the state of the one before, the first takes h0, and gives out the new state.",
        zh="每一步取前一步的状态，第一步取 h0，并输出新的状态。",
    )
    expect_forward(subject, rng, hint)
    if subject.framework != "jax":
        problem = draw(rng)
        got = forward(subject, problem, "float32")
        what = Text(en="hs in float32", zh="float32 下的 hs")
        expect_close(got, hs_of(problem), rtol=1e-4, atol=1e-5, what=what, hint=hint)


@check(Text(en="other sizes", zh="其他大小"), frameworks=("numpy", "torch"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """One step, one sequence, one feature."""
    hint = Text(
        en="If the usual sizes are right: axes of length 1 are axes like any other.",
        zh="如果通常的大小没有问题：长度为 1 的轴与其他轴没有区别。",
    )
    for case in OTHERS:
        expect_forward(subject, rng, hint, case)


@check(Text(en="no state given", zh="没有给出状态"), frameworks=("torch",))
def no_state(subject: Subject, rng: np.random.Generator) -> None:
    """A module starts from zeros, in a second call too."""
    drawn = draw(rng)
    problem = drawn._replace(state=tuple(np.zeros_like(one) for one in drawn.state))
    module = begin(subject, problem)
    hint = Text(
        en="Without a state every sequence starts from zeros: nothing stays from the last call.",
        zh="没有给出状态时，每个序列都从零开始：上一次调用不留下任何东西。",
    )
    for number in (1, 2):
        got = subject.call("forward", problem.x, on=module, precision="float64")
        what = Text(en=f"hs of call {number}", zh=f"第 {number} 次调用的 hs")
        expect_close(got, hs_of(problem), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """For all parameters, x and the first state, with a share for every step; then for the last step alone."""
    hint = Text(
        en="A state acts as an output and through the next step; the shares of all steps add up, and what is left at the beginning is dh0.",
        zh="每个状态既作为输出起作用，也经由下一步起作用；所有步的贡献相加，最后剩在开头的就是 dh0。",
    )
    problem = draw(rng)
    every = rng.normal(size=(USUAL.batch, USUAL.time, USUAL.hidden))
    last = np.where(np.arange(USUAL.time)[:, None] == USUAL.time - 1, every, 0.0)
    shares = {("every step", "每一步"): every, ("the last step alone", "仅最后一步"): last}
    for ((en, zh), dhs), expected in zip(shares.items(), pulled_back(problem, [every, last]), strict=True):
        got = backward(subject, problem, dhs)
        for name, right in expected.items():
            what = Text(en=f"from {en}, the gradient for {name}", zh=f"来自{zh}，{name} 的梯度")
            expect_close(got.get(name), right, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    problem = draw(rng)
    dhs = rng.normal(size=(USUAL.batch, USUAL.time, USUAL.hidden))
    if subject.framework == "torch":
        calls = [("forward", [problem.x, problem.state[0]], begin(subject, problem))]
    else:
        args = [problem.params, problem.x, *problem.state]
        calls = [("rnn", args, None), ("rnn_backward", [dhs, *args], None)]
    hint = Text(
        en="Make new arrays: the state that came in, and dhs, belong to the caller.",
        zh="请生成新数组：传入的状态和 dhs 都属于调用者。",
    )
    for name, args, on in calls:
        expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_forward(worker, rng, hint), rng)
    if subject.framework == "jax":
        problem = draw(rng)
        args = (problem.params, problem.x, *problem.state)
        got = subject.exported("rnn", *args, precision="float64")
        what = Text(en="hs", zh="hs")
        expect_close(got, hs_of(problem), rtol=EXACT, atol=EXACT, what=what, hint=hint)
