"""Static faults of a kata's folder, each in its file and on its line."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kata.content.fault import Fault
from kata.content.library import read_kata
from kata.content.lint import Known
from kata.content.lint_katas import lint_kata

PAGE = Path(__file__).parents[2] / "docs" / "katas.md"
KNOWN = Known(frozenset({"graphs-a"}), frozenset({"double", "mlp"}))
SOURCE = "def double(x):\n    return x + x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The kata of docs/katas.md, whole."""
    page = PAGE.read_text(encoding="utf-8")
    (spec,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    grader, race, mistake = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    root = tmp_path / "double"
    texts = {
        "kata.yaml": spec,
        "grader.py": grader,
        "race.py": race,
        "statement.md": "Double `x`.\n",
        "statement.zh.md": "把 `x` 翻倍。\n",
    }
    for framework in ("numpy", "jax"):
        texts[f"{framework}/starter.py"] = texts[f"{framework}/solution.py"] = SOURCE
        texts[f"{framework}/alternatives/two.py"] = SOURCE
        texts[f"{framework}/mistakes/squares.py"] = mistake
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def faults(folder: Path) -> Callable[..., list[Fault]]:
    """Return the faults of the kata."""

    def run(*, built_in: bool = True) -> list[Fault]:
        return lint_kata(read_kata(folder), KNOWN, built_in=built_in)

    return run


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_kata_of_the_documentation_has_no_fault(faults: Callable[..., list[Fault]]) -> None:
    assert faults() == []


class Spoilt(NamedTuple):
    """A piece of a file replaced, the message that follows, and its line if it is not the piece's own."""

    name: str
    old: str
    new: str
    message: str
    line: int | None = None


SPEC = [
    Spoilt("kata.yaml", "# yaml-language-server: $schema=../../kata", "# ", "the first line must be"),
    Spoilt("kata.yaml", "id: double", "id: twice", "the id must be the folder's name, double"),
    Spoilt("kata.yaml", "minutes: 5", "minuts: 5", "unknown field 'minuts', did you mean 'minutes'?"),
    Spoilt("kata.yaml", "seconds: 10", "seconds: 0", "must be > 0.0, is 0"),
    Spoilt("kata.yaml", "seconds: 10", "seconds: 1000", "a call may take 300 seconds at most"),
    Spoilt("kata.yaml", "memory_mb: 1024", "memory_mb: 8", "must lie between 256 and 65536"),
    Spoilt("kata.yaml", "memory_mb: 1024", "loopback: true", "write `processes: true` too"),
    Spoilt("kata.yaml", "memory_mb: 1024", "devices: 17", "may be 16 at most"),
    Spoilt("kata.yaml", "memory_mb: 1024", "devices: 2", "means something in JAX alone"),
    Spoilt("kata.yaml", "sites: []", "sites: [mpl]", "there is no kata 'mpl', did you mean 'mlp'?"),
    Spoilt("kata.yaml", "sites: []", "sites: [double]", "there is no kata 'double'"),
    Spoilt("kata.yaml", "ups: []", "ups: [graph-a]", "no question 'graph-a', did you mean 'graphs-a'?"),
    Spoilt("kata.yaml", "\n  - {en: What does twice mean?, zh: 两倍是什么意思？}", "", "double-numpy has 2 hints"),
    Spoilt("kata.yaml", "zh: 把数组翻倍", "zh: Twice", "holds no Chinese"),
    Spoilt("kata.yaml", "topics: [tensors]", "topics: []", "needs at least 1 entries, has 0"),
    Spoilt(
        "kata.yaml",
        "level: junior",
        "convergence: {threshold: 0.85, right_at_least: 0.8, wrong_at_most: 0.7}\nlevel: junior",
        "the threshold 0.85 must lie between",
    ),
]
FILES = [
    Spoilt("statement.zh.md", "`x`", "`y`", "only in English `x`; only in Chinese `y`"),
    Spoilt("statement.md", "Double", "[Double](other.md)", "'other.md' is not a URL"),
    Spoilt("statement.md", "Double", "## PyTorch\n", "a section for torch"),
    Spoilt("grader.py", '@check(Text(en="values", zh="数值"))\n', "", "no check is registered", 1),
    Spoilt("grader.py", "def values", "def values(", "not Python"),
    Spoilt("jax/starter.py", "def double", "def doubled", "does not define `double`, which kata.yaml asks for, did"),
    Spoilt("jax/alternatives/two.py", "def double", "def other", "does not define `double`"),
    Spoilt("numpy/solution.py", "return", "retrun", "not Python"),
    Spoilt("numpy/mistakes/squares.py", "by: values", "by: value", "no check 'value', did you mean 'values'?"),
    Spoilt("numpy/mistakes/squares.py", "Caught by: values", "", "must end with a line `Caught by:", 1),
    Spoilt("jax/mistakes/squares.py", "values\n", "values\nQuestion: graphs-b\n", "no question 'graphs-b', did you", 6),
    Spoilt("numpy/mistakes/squares.py", "zh: 你把", "你把", "needs a paragraph `zh: …`", 1),
    Spoilt("numpy/mistakes/squares.py", "与 `2 * x`", "与 2 * x", "only in English `2 * x`", 1),
]


@pytest.mark.parametrize("spoilt", [*SPEC, *FILES])
def test_a_fault_is_found_where_it_lies(folder: Path, faults: Callable[..., list[Fault]], spoilt: Spoilt) -> None:
    path = folder / spoilt.name
    text = path.read_text(encoding="utf-8")
    spoil(path, spoilt.old, spoilt.new)
    found = [fault for fault in faults() if spoilt.message in fault.message]
    line = spoilt.line or text[: text.index(spoilt.old)].count("\n") + 1
    assert [(fault.file, fault.line) for fault in found] == [(path, line)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('Text(en="values"', 'Text(en="numbers"', "grader.py registers no check 'values'"),
        ('zh="数值"))', 'zh="数值"), frameworks=("jax",))', "the check 'values' does not run for numpy"),
    ],
)
def test_a_mistake_must_name_a_check_that_runs(
    folder: Path, faults: Callable[..., list[Fault]], old: str, new: str, message: str
) -> None:
    spoil(folder / "grader.py", old, new)
    mistake = folder / "numpy" / "mistakes" / "squares.py"
    assert (mistake, 5, message) in [(fault.file, fault.line, fault.message) for fault in faults()]


def test_a_mistake_needs_its_diagnosis_in_english(folder: Path, faults: Callable[..., list[Fault]]) -> None:
    mistake = folder / "numpy" / "mistakes" / "squares.py"
    rest = mistake.read_text(encoding="utf-8").partition("\n\n")[2]
    mistake.write_text('"""' + rest, encoding="utf-8")
    assert "the docstring must begin with the diagnosis in English" in {fault.message for fault in faults()}


def test_a_module_beside_the_grader_must_be_python(folder: Path, faults: Callable[..., list[Fault]]) -> None:
    (folder / "oracle.py").write_text("def forward(x):\n    retrun x\n", encoding="utf-8")
    assert [(fault.file, fault.line) for fault in faults() if "not Python" in fault.message] == [
        (folder / "oracle.py", 2)
    ]


@pytest.mark.parametrize(
    "name", ["grader.py", "statement.md", "statement.zh.md", "numpy/starter.py", "jax/solution.py"]
)
def test_a_missing_file_is_named(folder: Path, faults: Callable[..., list[Fault]], name: str) -> None:
    (folder / name).unlink()
    assert (folder / name, "the file is missing") in [(fault.file, fault.message) for fault in faults()]


def test_a_kata_without_kata_yaml_is_a_fault(folder: Path, faults: Callable[..., list[Fault]]) -> None:
    (folder / "kata.yaml").unlink()
    assert [fault.message for fault in faults()] == ["the file is missing"]


def test_a_variant_without_mistakes_is_a_fault(folder: Path, faults: Callable[..., list[Fault]]) -> None:
    (folder / "jax" / "mistakes" / "squares.py").unlink()
    assert [fault.message for fault in faults()] == [
        "there is no mistake: write wrong solutions, or nothing tests the grader"
    ]


def test_a_folder_that_kata_yaml_does_not_name_is_a_fault(folder: Path, faults: Callable[..., list[Fault]]) -> None:
    (folder / "torch").mkdir()
    assert ["no variant torch" in fault.message for fault in faults()] == [True]


def test_a_users_own_kata_needs_no_chinese(folder: Path, faults: Callable[..., list[Fault]]) -> None:
    (folder / "statement.zh.md").unlink()
    spoil(folder / "kata.yaml", "summary: {en: Double an array, zh: 把数组翻倍}", "summary: Double an array")
    assert faults(built_in=False) == []
    assert len(faults()) == 2
