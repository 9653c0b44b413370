"""The state of a module: names and kinds, values from a state that the grader loads, old and broken checkpoints."""

import numpy as np

from kata.grading import (
    Given,
    Handle,
    Subject,
    Submitted,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    fail,
)

State = dict[str, np.ndarray]
VOCAB, WIDTH, DEPTH = 7, 4, 3
MODEL = Text(en="the logits", zh="logits")


def random_state(rng: np.random.Generator) -> State:
    """Return values for all of the state under its new names, but for the tied `head.weight`."""
    state = {"embed.weight": rng.normal(size=(VOCAB, WIDTH)), "offset": rng.normal(size=WIDTH)}
    for i in range(DEPTH):
        state[f"blocks.{i}.weight"] = rng.normal(size=(WIDTH, WIDTH))
        state[f"blocks.{i}.bias"] = rng.normal(size=WIDTH)
    return state


def old_names(state: State) -> State:
    """Return a state under the names of the predecessor."""
    renamed = {"embed": "embedding", "blocks": "layers"}
    return {
        ".".join([renamed.get(parts[0], parts[0]), *parts[1:]]): value
        for parts, value in ((key.split("."), value) for key, value in state.items())
    }


def logits(state: State, tokens: np.ndarray) -> np.ndarray:
    """Return the logits, one token at a time."""
    out = np.empty((*tokens.shape, VOCAB))
    for row, column in np.ndindex(tokens.shape):
        h = state["embed.weight"][tokens[row, column]] - state["offset"] + column / 64
        for i in range(DEPTH):
            h = h + np.tanh(state[f"blocks.{i}.weight"] @ h + state[f"blocks.{i}.bias"])
        out[row, column] = state["embed.weight"] @ h
    return out


def new_model(subject: Subject, state: State | None = None) -> Handle:
    """Return a model in the worker, with this state if there is one."""
    model: Handle = subject.call("TinyLM", VOCAB, WIDTH, DEPTH, precision="float64", keep=True)
    if state is not None:
        full = state | {"head.weight": state["embed.weight"]}
        subject.call(Given("load"), model, full, precision="float64")
    return model


def expect_logits(subject: Subject, model: Handle, state: State, rng: np.random.Generator, hint: Text) -> None:
    """Compare the model's logits for fresh tokens with those of the state."""
    tokens = rng.integers(0, VOCAB, size=(2, 5))
    got = subject.call("forward", tokens, on=model, precision="float64")
    expect_close(got, logits(state, tokens), rtol=1e-9, atol=1e-9, what=MODEL, hint=hint)


def expect_tied(subject: Subject, model: Handle, hint: Text) -> None:
    """Expect one parameter under two names."""
    if not subject.call(Given("tied"), model, precision="float64"):
        en = "head.weight and embed.weight are two parameters; expected one."
        fail(Text(en=en, zh="head.weight 与 embed.weight 是两个参数；应为同一个。"), code="not tied", hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The names and shapes of the parameters."""
    shapes = {key: list(value.shape) for key, value in random_state(rng).items() if key != "offset"}
    shapes["head.weight"] = [VOCAB, WIDTH]
    expected = {key: [*shape] for key, shape in shapes.items()}
    expect_equal(
        {key: list(shape) for key, shape in subject.call(Given("facts"), new_model(subject))["parameters"].items()},
        expected,
        what=Text(en="the parameters and their shapes", zh="参数及其形状"),
        hint=Text(
            en="nn.Parameter and nn.Module attributes count; a Python list hides what it holds, nn.ModuleList does not.",
            zh="nn.Parameter 与 nn.Module 属性才算数；Python 列表会把内容藏起来，nn.ModuleList 不会。",
        ),
    )


@check(Text(en="buffers", zh="缓冲区"))
def buffers(subject: Subject, rng: np.random.Generator) -> None:
    """Two of them, one of which is saved; their values."""
    del rng
    model = new_model(subject)
    facts = subject.call(Given("facts"), model)
    hint = Text(
        en="self.register_buffer(name, tensor), with persistent=False for what need not be saved.",
        zh="self.register_buffer(name, tensor)；不必保存的加上 persistent=False。",
    )
    what = Text(en="the buffers and their shapes", zh="缓冲区及其形状")
    expect_equal(facts["buffers"], {"offset": [WIDTH], "positions": [64]}, what=what, hint=hint)
    if "offset" not in facts["state"] or "positions" in facts["state"]:
        fail(
            Text(
                en=f"The state_dict holds {sorted(facts['state'])}; offset belongs there, positions does not.",
                zh=f"state_dict 中有 {sorted(facts['state'])}；offset 应在其中，positions 不应在。",
            ),
            code=f"state {sorted(facts['state'])}",
            hint=hint,
        )
    values = {name: value.astype(float) for name, value in subject.buffers(model)}
    what = Text(en="the buffers of a new model", zh="新模型的缓冲区")
    expect_close(values, {"offset": np.zeros(WIDTH), "positions": np.arange(64) / 64}, rtol=1e-6, what=what)


@check(Text(en="logits", zh="logits"))
def forward_values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, with a state that the grader loads."""
    state = random_state(rng)
    hint = Text(
        en="Every block has weights of its own; offset is subtracted, positions go along the length.",
        zh="每个块有自己的权重；offset 要减去，positions 沿长度轴变化。",
    )
    expect_logits(subject, new_model(subject, state), state, rng, hint)


@check(Text(en="tied weights", zh="共享权重"))
def tied_weights(subject: Subject, rng: np.random.Generator) -> None:
    """One parameter; a change of the embedding is one of the head; the gradient has both paths."""
    state = random_state(rng)
    model = new_model(subject, state)
    hint = Text(
        en="Assign the parameter itself: self.head.weight = self.embed.weight. A copy trains on its own.",
        zh="赋值的应是参数本身：self.head.weight = self.embed.weight。副本会各自训练。",
    )
    expect_tied(subject, model, hint)
    tokens, cotangent = rng.integers(0, VOCAB, size=(2, 3)), rng.normal(size=(2, 3, VOCAB))
    slopes = central_differences(
        lambda moved: np.sum(cotangent * logits(state | {"embed.weight": moved}, tokens)), state["embed.weight"]
    )
    got = subject.call(Given("gradient"), model, tokens, cotangent, precision="float64")
    what = Text(en="the gradient of embed.weight", zh="embed.weight 的梯度")
    expect_close(got, slopes, rtol=1e-6, atol=1e-6, what=what, hint=hint)
    subject.call(Given("set_first_row"), model, precision="float64")
    changed = state["embed.weight"].copy()
    changed[0] = 1
    expect_logits(subject, model, state | {"embed.weight": changed}, rng, hint)


@check(Text(en="an old checkpoint", zh="旧的检查点"))
def old_checkpoint(subject: Subject, rng: np.random.Generator) -> None:
    """The logits after `load_old`, before and after a file; the tie holds."""
    state = random_state(rng)
    model, copy = new_model(subject), new_model(subject)
    subject.call("load_old", model, old_names(state), precision="float64")
    hint = Text(
        en="embedding → embed, layers → blocks, and all the rest; the tensors are copied into the model's parameters.",
        zh="embedding → embed，layers → blocks，其余照旧；数值要复制进模型已有的参数。",
    )
    expect_logits(subject, model, state, rng, hint)
    expect_tied(subject, model, Text(en="It was one before loading.", zh="加载之前它们是同一个参数。"))
    subject.call(Given("through_a_file"), model, copy, precision="float64")
    expect_logits(subject, copy, state, rng, hint)


@check(Text(en="the checkpoint stays as it was", zh="检查点保持原样"))
def checkpoint_unchanged(subject: Subject, rng: np.random.Generator) -> None:
    """Keys and values after loading."""
    old = old_names(random_state(rng))
    after = subject.call(Given("load_and_watch"), Submitted("load_old"), new_model(subject), old, precision="float64")
    hint = Text(en="Rename in a dict of your own.", zh="请在自己的字典里改名。")
    expect_equal(after, old, what=Text(en="the caller's state", zh="调用者的 state"), hint=hint)


@check(Text(en="broken checkpoints", zh="损坏的检查点"), match="failure")
def broken_checkpoints(subject: Subject, rng: np.random.Generator) -> None:
    """A key that is missing, and one that nobody knows, are errors."""
    old = old_names(random_state(rng))
    cases = [
        ("missing", dropped, {key: value for key, value in old.items() if key != dropped})
        for dropped in ("embedding.weight", "layers.1.bias", "offset")
    ]
    more = f"layers.{DEPTH}.weight"
    cases.append(("unknown", more, old | {more: rng.normal(size=(WIDTH, WIDTH))}))
    for kind, key, state in cases:
        if not subject.call(Given("refuses"), Submitted("load_old"), new_model(subject), state, precision="float64"):
            fail(
                Text(
                    en=f"A checkpoint in which {key} is {kind} was loaded without an error.",
                    zh=f"检查点{'缺少键' if kind == 'missing' else '有未知的键'} {key}，加载时却没有报错。",
                ),
                code=f"{kind} {key}",
                hint=Text(
                    en="load_state_dict raises by default; strict=False hides typing errors in names.",
                    zh="load_state_dict 默认会报错；strict=False 会掩盖键名的拼写错误。",
                ),
            )
