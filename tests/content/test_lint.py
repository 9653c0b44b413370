"""Static faults of questions, each found on its line."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from kata.content.fault import Fault
from kata.content.library import read_bank
from kata.content.lint import Known, lint_banks
from kata.content.lint_code import held_keys
from kata.content.lint_text import is_prose

Lint = Callable[..., list[Fault]]
Spoil = Callable[[str, str], tuple[str, int]]

TEXTS = [
    ("zh: 形状从右侧对齐。}", "zh: 形状从右侧对齐!如此。}", "full-width punctuation"),
    ("zh: 形状从右侧对齐。}", "zh: 渐变从右侧对齐。}", "write 梯度 instead of 渐变"),
    ("zh: 形状从右侧对齐。}", "zh: Shapes are aligned.}", "holds no Chinese"),
    ("zh: 形状从右侧对齐。}", "zh: ''}", "is empty"),
    (
        "explanation: {en: Shapes are aligned at the right., zh: 形状从右侧对齐。}",
        "explanation: {en: Shapes are aligned.}",
        "the Chinese text (zh) is missing",
    ),
    (
        "explanation: {en: Shapes are aligned at the right., zh: 形状从右侧对齐。}",
        "explanation: Aligned",
        "needs both languages",
    ),
    ('zh: "哪些与 `x` 共享内存？"', 'zh: "哪些与 `y` 共享内存？"', "only in English `x`; only in Chinese `y`"),
    ('text: "`[1.0]`"', "text: an empty list", "needs both languages"),
]
IDS = [
    ("id: demo-broadcast", "id: demo-views", "the id 'demo-views' is taken by another question (demo.yaml:"),
    ("id: demo-broadcast", "id: broadcast", "the id must begin with the topic: demo-…"),
    ("topic: demo ", "topic: other ", "the topic 'other' must be the file's name"),
    (
        "frameworks: [numpy]\n    tags: [broadcasting]",
        "frameworks: []\n    tags: [broadcasting]",
        "name at least one framework",
    ),
    ("tags: [broadcasting]", "tags: [broadcasting]\n    katas: [mpl]", "there is no kata 'mpl', did you mean 'mlp'?"),
    ("tags: [broadcasting]", "tags: [broadcasting]\n    sources: [docs]", "'docs' is not a URL"),
    ("tags: [broadcasting]", "tags: [broadcasting]\n    valid: jax <<", "is not a range of versions"),
]
CODE = [
    ("truth = np.broadcast_shapes((3,), (3, 1)) == (3, 3)", "truth = True", "the proof assigns a literal to `truth`"),
    ('"c": shares(x[[0, 1]])}', '"c": False}', "the proof assigns a literal to `truth`"),
    ("import numpy as np\n      truth", "import numpy as np, torch\n      truth", "the code imports torch"),
    ("truth = 1e16 + 1.0 == 1e16", "truth = (", "not Python"),
    ("      alias += [2.0]\n", "      alias += [2.0\n", "not Python"),
    (
        "    code: |\n      a = np.ones((8, 3))",
        "    code: {en: a = 1, zh: b = 1}\n    setup: |\n      a = np.ones((8, 3))",
        "'setup' stands here twice",
    ),
]
ANSWERS = [
    ('- {id: a, text: "`[1.0, 2.0]`", correct: true}', '- {id: a, text: "`[1.0, 2.0]`"}', "no choice is correct"),
    (
        '- {id: a, text: "`[1.0, 2.0]`", correct: true}',
        '- {id: a, text: "`[1.0, 2.0]`"}',
        "a wrong choice needs `misconception` and `why`",
    ),
    (
        "        misconception: in-place-copies",
        "        correct: true\n        misconception: in-place-copies",
        "several choices are correct (a, b)",
    ),
    (
        "        misconception: in-place-copies",
        "        correct: true\n        misconception: in-place-copies",
        "a correct choice stands for no misconception: remove `why`",
    ),
    (
        "        misconception: fancy-indexing-views",
        "        correct: true\n        misconception: fancy-indexing-views",
        "every choice is correct",
    ),
    (
        '- {id: b, text: "`x.reshape(2, 3)`", correct: true}',
        '- {id: d, text: "`x.reshape(2, 3)`", correct: true}',
        "expected 'b', found 'd'",
    ),
    (
        '- {id: b, text: "`x.reshape(2, 3)`", correct: true}',
        '- {id: b, text: "`x[::2]`", correct: true}',
        "the same as entry 1",
    ),
    ("answer: 20", "answer: 20\n    tolerance: 5", "15.0 lies inside the tolerance"),
    ("answer: 20", "answer: .nan", "must be a finite number"),
    ("- {value: [3, 3], misc", "- {value: [8, 2], misc", "is the right answer itself"),
    ("answer: [8, 2]", "answer: [8, -2]", "a size cannot be negative"),
    ("raises: IndexError", "raises: Broken", "'Broken' is not the name of an exception's class"),
    ('- {value: "[0, 1, 2]"', '- {value: "[2,2,2]\\nIndexError"', "is the right answer itself"),
    ("raises: IndexError", "raises: IndexError\n    proof: pass", "running `code` is the proof"),
    ('"w = w - 0.1 * g"]', '"w = w - 0.1 * g"]\n    also: [[0, 1, 2]]', "this is the order of `lines` itself"),
    ('"w = w - 0.1 * g"]', '"w = w - 0.1 * g"]\n    also: [[0, 1, 3]]', "is not a permutation of 0 to 2"),
    ('["y = w * x", ', '["w = w - 0.1 * g", ', "the same as entry 1"),
    ('answers: [[mean, "0"], [mean, "-2"]]', "answers: [[mean]]", "1 fillings for 2 blanks"),
    ('- {fillings: [sum, "0"]', '- {fillings: [mean, "0"]', "stands among the accepted answers too"),
    ("(axis={{2}})", "(axis={{3}})", "without a gap; found [1, 3]"),
    ('- {label: "`f * 2`", cells: [float32]}', '- {label: "`f * 2`", cells: [float32, int8]}', "2 cells for 1 columns"),
    ("distractors: [int64]", "distractors: [float64]", "is right in a row"),
    ('- {label: "`f * 2`", cells: [float32]}', '- {label: "`i / i`", cells: [float32]}', "the same as entry 1"),
    (
        '- {line: 3, code: "    return w - 0.1 * g"}',
        '- {line: 4, code: "    return w - 0.1 * g"}',
        "the code has 3 lines, there is no line 4",
    ),
    (
        '- {line: 3, code: "    return w - 0.1 * g"}',
        '- {line: 3, code: "    return w + 0.1 * g"}',
        "is the same as line 3",
    ),
    ("- {line: 2, misconception: chain", "- {line: 3, misconception: chain", "line 3 is one of the fixed lines"),
    ("        misconception: chain-rule-factor\n", "        correct: true\n", "several choices are correct"),
    (
        "    proof: |\n      assert abs(step(1.0, 1.0, 0.0)) < 1.0\n",
        "",
        "needs a `proof`, or both `sources` and `checked`",
    ),
    ("        proof: |\n          truth = 1e16 + 1.0 == 1e16\n", "", "needs a `proof`, or the question `sources`"),
]


@pytest.mark.parametrize(("old", "new", "message"), [*TEXTS, *IDS, *CODE, *ANSWERS])
def test_a_static_fault_is_found_in_its_question(lint: Lint, spoil: Spoil, old: str, new: str, message: str) -> None:
    text, line = spoil(old, new)
    found = [fault for fault in lint(text) if message in fault.message]
    assert len(found) == 1
    begins = [number for number, part in enumerate(text.splitlines(), 1) if part.startswith(("format", "  - id:"))]
    spoilt = line if new else line - 1
    last = max(number for number in begins if number <= spoilt)
    following = min((number for number in begins if number > spoilt), default=len(text))
    assert last <= found[0].line < following


@pytest.mark.parametrize(("old", "new"), [row[:2] for row in TEXTS[:4] + IDS[-3:]])
def test_a_fault_is_on_the_very_line(lint: Lint, spoil: Spoil, old: str, new: str) -> None:
    text, line = spoil(old, new)
    assert [fault.line for fault in lint(text)] == [line + new.count("\n")]


def test_a_users_own_bank_needs_no_chinese_and_no_schema_line(lint: Lint, spoil: Spoil) -> None:
    text, _line = spoil(
        "explanation: {en: Shapes are aligned at the right., zh: 形状从右侧对齐。}", "explanation: Aligned"
    )
    assert lint(text.replace("# yaml-language-server", "# "), built_in=False) == []


def test_a_built_in_bank_points_editors_to_the_schema(lint: Lint, demo: str) -> None:
    faults = lint(demo.split("\n", 1)[1])
    assert [fault.line for fault in faults] == [1]
    assert "yaml-language-server: $schema=../kata/content/schema/bank.schema.json" in faults[0].message


def test_a_question_that_rests_on_a_document_needs_no_proof(lint: Lint, spoil: Spoil) -> None:
    text, _line = spoil(
        "    proof: |\n      assert abs(step(1.0, 1.0, 0.0)) < 1.0\n",
        '    sources: ["https://docs.example.org/page"]\n    checked: 2026-11-01\n',
    )
    assert lint(text) == []


def test_code_may_differ_between_languages_in_comments_only(lint: Lint, spoil: Spoil) -> None:
    old = "    code: |\n      total = [1.0]\n      alias = total\n      alias += [2.0]\n"
    both = "    code:\n      en: |\n        total = [1.0]  # one\n        alias = total\n        alias += [2.0]\n      zh: |\n        total = [1.0]  # 一\n        alias = total\n        alias += [{}]\n"
    assert lint(spoil(old, both.format("2.0"))[0]) == []
    text, line = spoil(old, both.format("3.0"))
    faults = lint(text)
    assert [fault.message for fault in faults] == ["the code differs between the languages: only comments may"]
    assert faults[0].line == line + 5


def test_an_id_taken_in_another_bank_is_a_fault(demo: str, tmp_path: Path) -> None:
    files = []
    for topic in ("demo", "more"):
        path = tmp_path / f"{topic}.yaml"
        path.write_text(demo.replace("topic: demo ", f"topic: {topic} "), encoding="utf-8")
        files.append(read_bank(path))
    faults = lint_banks(files, Known(frozenset(), frozenset()), built_in=True)
    taken = [fault for fault in faults if "is taken by another question (demo.yaml:" in fault.message]
    assert len(taken) == 11
    assert {fault.file.name for fault in taken} == {"more.yaml"}


@pytest.mark.parametrize(
    ("proof", "held"),
    [
        ("truth = True", ["truth"]),
        ("value = -3", ["value"]),
        ("value = (2, 3)", ["value"]),
        ("table = [['a', 'b']]", ["table"]),
        ("truth = {'a': n == 1, 'b': False}", ["truth"]),
        ("truth = n == 1", []),
        ("truth = {}\ntruth['a'] = n == 1", []),
        ("try:\n    truth = f()\nexcept ValueError:\n    truth = True", []),
        ("value = 0\nfor n in range(3): value += n", []),
        ("table = [[str(n), 'b']]", []),
    ],
)
def test_a_proof_that_states_its_key_is_told_from_one_that_computes_it(proof: str, held: list[str]) -> None:
    assert held_keys(ast.parse(proof)) == held


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("an empty list", True),
        ("raises an error", True),
        ("TypeError", False),
        ("float32", False),
        ("`x if y else z`", False),
        ("for x in data:", False),
        ("loss.backward()", False),
        ("(3, 5)", False),
    ],
)
def test_only_prose_wants_a_translation(text: str, prose: bool) -> None:
    assert is_prose(text) is prose
