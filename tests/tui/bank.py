"""A bank with one question of every kind, in both languages, and two tiny katas."""

from pathlib import Path
from textwrap import dedent

BANK = """
format: 1
topic: kinds
title: {en: One of each kind, zh: 每种题各一道}
questions:
  - id: pick-one
    kind: choice
    level: mid
    frameworks: [jax]
    tags: [jit]
    prompt: {en: "How many times is `tracing` printed?", zh: "“tracing”一共打印几次？"}
    code: |
      @jax.jit
      def f(x):
          print("tracing")
          return x * 2

      f(1.0); f(2.0); f(jnp.ones(3))
    hints:
      - {en: What does the cache look at?, zh: 缓存看的是什么？}
      - {en: Shapes and dtypes., zh: 形状与数据类型。}
    choices:
      - {id: a, text: {en: "once: the function is compiled once", zh: "一次：函数只编译一次"}, misconception: compiled-once, why: {en: "Compiled once *per signature*.", zh: "是每个签名编译一次。"}}
      - {id: b, text: {en: "twice: one trace for each shape and dtype", zh: "两次：每种形状与数据类型各追踪一次"}, correct: true}
      - {id: c, text: {en: "three times: once a call", zh: "三次：每次调用一次"}, misconception: traced-each-call, why: {en: "A call with a known signature runs the compiled code.", zh: "签名已知的调用直接运行编译好的代码。"}}
    explanation: {en: "Python runs while `jit` traces. `1.0` and `2.0` share a signature; `ones(3)` has another.", zh: "`jit` 追踪时才运行 Python。`1.0` 与 `2.0` 的签名相同，`ones(3)` 的不同。"}
    sources: ["https://docs.jax.dev/en/latest/jit-compilation.html"]
    katas: [descent]
    proof: |
      truth = {"a": len(traces) == 1, "b": len(traces) == 2, "c": len(traces) == 3}
  - id: pick-several
    kind: multi
    level: junior
    frameworks: [torch]
    tags: [autograd]
    prompt: {en: "Which of these are leaf tensors?", zh: "以下哪些是叶子张量？"}
    choices:
      - {id: a, text: {en: "`torch.ones(3, requires_grad=True)`", zh: "`torch.ones(3, requires_grad=True)`"}, correct: true}
      - {id: b, text: {en: "`w * 2`, with `w` a parameter", zh: "`w * 2`，其中 `w` 是参数"}, misconception: result-is-leaf, why: {en: "It is the result of a recorded operation.", zh: "它是一次被记录的运算的结果。"}}
      - {id: c, text: {en: "`torch.ones(3)`", zh: "`torch.ones(3)`"}, correct: true}
    explanation: {en: "A leaf is not the result of a recorded operation.", zh: "叶子张量不是被记录的运算的结果。"}
  - id: true-or-false
    kind: boolean
    level: junior
    frameworks: [jax]
    tags: [arrays]
    prompt: {en: "JAX arrays can be changed in place.", zh: "JAX 的数组可以就地修改。"}
    answer: false
    misconception: arrays-are-mutable
    explanation: {en: "They are immutable; `x.at[i].set(v)` returns a new one.", zh: "它们不可变；`x.at[i].set(v)` 返回新的数组。"}
  - id: give-number
    kind: number
    level: mid
    frameworks: [torch]
    tags: [nn]
    prompt: {en: "How many parameters has `nn.Linear(3, 4)`?", zh: "`nn.Linear(3, 4)` 有多少个参数？"}
    answer: 16
    unit: {en: parameters, zh: 个参数}
    wrong:
      - {value: 12, misconception: bias-forgotten, why: {en: "The bias is missing.", zh: "漏了偏置。"}}
    explanation: {en: "3 x 4 weights and 4 biases.", zh: "3 x 4 个权重和 4 个偏置。"}
  - id: give-shape
    kind: shape
    level: mid
    frameworks: [jax]
    tags: [broadcasting]
    prompt: {en: "What shape has `jnp.ones((8, 1)) + jnp.ones(16)`?", zh: "`jnp.ones((8, 1)) + jnp.ones(16)` 的形状是什么？"}
    answer: [8, 16]
    wrong:
      - {value: [8, 1], misconception: no-broadcast, why: {en: "Both are stretched.", zh: "两者都会扩展。"}}
    explanation: {en: "Axes are aligned from the right.", zh: "轴从右边对齐。"}
  - id: what-it-prints
    kind: output
    level: junior
    frameworks: [torch]
    tags: [autograd]
    prompt: {en: "What does this print?", zh: "这段代码打印什么？"}
    code: |
      x = torch.tensor(3.0, requires_grad=True)
      (x * x).backward()
      (x * x).backward()
      print(x.grad)
    answer: "tensor(12.)"
    wrong:
      - {value: "tensor(6.)", misconception: grad-overwritten, why: {en: "The second call adds to `.grad`.", zh: "第二次调用会累加到 `.grad`。"}}
    explanation: {en: "Gradients accumulate.", zh: "梯度会累积。"}
  - id: put-in-order
    kind: order
    level: mid
    frameworks: [torch]
    tags: [training]
    prompt: {en: "Put one training step in order.", zh: "请排好一个训练步的顺序。"}
    lines:
      - "loss = criterion(model(x), y)"
      - "optimizer.zero_grad()"
      - "loss.backward()"
      - "optimizer.step()"
    also: [[1, 0, 2, 3]]
    explanation: {en: "Zero before `backward`, step after it.", zh: "`backward` 之前清零，之后更新。"}
  - id: fill-blanks
    kind: cloze
    level: senior
    frameworks: [numpy]
    tags: [loss]
    prompt: {en: "Fill in the mean squared error.", zh: "补全均方误差。"}
    code: |
      def mse(a, b):
          return np.{{1}}((a - b) ** {{2}})
    answers: [["mean", "2"]]
    wrong:
      - {fillings: ["sum", "2"], misconception: sum-for-mean, why: {en: "That is the sum.", zh: "那是总和。"}}
    explanation: {en: "Mean of squares.", zh: "平方的均值。"}
    proof: |
      assert abs(mse(np.array([1.0, 3.0]), np.zeros(2)) - 5.0) < 1e-9
  - id: match-them
    kind: match
    level: mid
    frameworks: [torch, jax]
    tags: [apis]
    prompt: {en: "Which function does what in each framework?", zh: "两个框架里各是哪个函数？"}
    columns: [PyTorch, JAX]
    rows:
      - {label: {en: gradient of a function, zh: 函数的梯度}, cells: ["torch.func.grad", "jax.grad"]}
      - {label: {en: over a batch, zh: 批量映射}, cells: ["torch.func.vmap", "jax.vmap"]}
    distractors: ["numpy.vectorize"]
    explanation: {en: "torch.func follows JAX.", zh: "torch.func 沿用了 JAX 的设计。"}
  - id: find-bug
    kind: bug
    level: senior
    frameworks: [torch]
    tags: [training]
    prompt: {en: "The loss does not fall. Which line is wrong?", zh: "损失不下降。哪一行错了？"}
    code: |
      for x, y in batches:
          loss = criterion(model(x), y)
          loss.backward()
          optimizer.zero_grad()
          optimizer.step()
    fixes:
      - {line: 4, code: "    pass  # zero before backward"}
    reasons:
      - {id: a, text: {en: "The gradients are cleared before they are used.", zh: "梯度在使用之前被清零。"}, correct: true}
      - {id: b, text: {en: "The loss must be averaged first.", zh: "损失必须先取平均。"}, misconception: loss-must-be-mean, why: {en: "The criterion does that.", zh: "损失函数已经做了。"}}
    wrong:
      - {line: 3, misconception: backward-is-late, why: {en: "`backward` is where it belongs.", zh: "`backward` 的位置是对的。"}}
    explanation: {en: "`step` sees zeros.", zh: "`step` 看到的梯度全是零。"}
  - id: own-words
    kind: open
    level: senior
    frameworks: [torch, jax]
    tags: [static-graph]
    prompt: {en: "What are dynamic and static graphs?", zh: "什么是动态图和静态图？"}
    points:
      - {text: {en: A dynamic graph is recorded while code runs., zh: 动态图在代码运行时记录。}}
      - {text: {en: A static graph is captured before it runs., zh: 静态图在运行前捕获。}}
      - {text: {en: "PyTorch can do both: `torch.compile`.", zh: "PyTorch 两者都能：`torch.compile`。"}}
    misconceptions:
      - {misconception: jax-is-always-static, text: {en: JAX is always static., zh: JAX 永远是静态的。}}
    model_answer: {en: "Dynamic: recorded at each run. Static: captured once.", zh: "动态图：每次运行时记录。静态图：只捕获一次。"}
    explanation: {en: "Outside `jit`, JAX runs operation by operation.", zh: "不用 `jit` 时，JAX 逐个运算执行。"}
"""

KATA = """
format: 1
id: descent
title: {en: Gradient descent, zh: 梯度下降}
summary: {en: Minimise a parabola by hand, zh: 手工最小化一条抛物线}
level: junior
topics: [training]
minutes: 10
variants:
  numpy: {defines: [descend]}
  jax: {defines: [descend]}
"""

KINDS = [
    "pick-one",
    "pick-several",
    "true-or-false",
    "give-number",
    "give-shape",
    "what-it-prints",
    "put-in-order",
    "fill-blanks",
    "match-them",
    "find-bug",
    "own-words",
]


def write_content(folder: Path) -> Path:
    """Write the bank and the kata below `folder` and return it."""
    kata = folder / "graders" / "descent"
    for framework in ("numpy", "jax"):
        (kata / framework).mkdir(parents=True)
        (kata / framework / "starter.py").write_text("def descend(x): ...\n", encoding="utf-8")
    (kata / "kata.yaml").write_text(KATA, encoding="utf-8")
    (kata / "statement.md").write_text(dedent("Minimise.\n"), encoding="utf-8")
    (folder / "questions").mkdir()
    (folder / "questions" / "kinds.yaml").write_text(BANK, encoding="utf-8")
    return folder
