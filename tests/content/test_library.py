"""Content is found, overlaid and looked up by name; what is broken is told and left out."""

import subprocess
import sys
from pathlib import Path

import pytest

from kata.content import Library, UnknownNameError, load_library
from kata.content.library import built_in_content, user_content
from kata.errors import KataError

KATA = """format: 1
id: double
title: {title}
summary: Double an array
level: junior
topics: [tensors]
minutes: 5
variants:
  numpy: {{defines: [double]}}
  jax: {{defines: [double], hints: [More]}}
hints: [One]
"""


def bank(topic: str, *ids: str) -> str:
    questions = "".join(
        f"  - {{id: {name}, kind: boolean, level: mid, frameworks: [numpy], tags: [], prompt: {topic}, "
        "explanation: b, answer: true, misconception: m}\n"
        for name in ids
    )
    return f"format: 1\ntopic: {topic}\ntitle: {topic}\nquestions:\n{questions}"


def put(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Built-in content, the user's, and a folder named on the command line."""
    built_in, user, named = tmp_path / "built-in", tmp_path / "user", tmp_path / "named"
    put(built_in, "questions/graphs.yaml", bank("graphs", "graphs-a", "graphs-b"))
    put(built_in, "questions/jit.yaml", bank("jit", "jit-a"))
    put(built_in, "graders/double/kata.yaml", KATA.format(title="Built in"))
    put(built_in, "graders/double/statement.md", "All\n\n## NumPy\n\nhere\n\n## JAX\n\nthere\n\n## Notes\n\nend\n")
    put(built_in, "graders/double/statement.zh.md", "全部\n\n## NumPy\n\n这里\n")
    put(built_in, "graders/double/numpy/starter.py", "def double(x): ...\n")
    put(
        built_in,
        "graders/double/numpy/mistakes/squares.py",
        '"""You squared\nit.\n\nLook again.\n\nzh: 你把它\n平方了。\n\nCaught by: values\n"""\n',
    )
    named.mkdir()
    return built_in, user, named


def load(roots: tuple[Path, Path, Path]) -> Library:
    built_in, user, named = roots
    return load_library(named, user_dir=user, built_in=built_in)


def test_built_in_content_is_found_without_a_users_folder(roots: tuple[Path, Path, Path]) -> None:
    library = load(roots)
    assert [bank.topic for bank in library.banks] == ["graphs", "jit"]
    assert [kata.id for kata in library.katas] == ["double"]
    assert library.topic_of("jit-a") == "jit"
    assert library.faults == ()


def test_who_asks_nothing_reads_no_bank(roots: tuple[Path, Path, Path]) -> None:
    put(roots[0], "questions/broken.yaml", "[")
    built_in, user, named = roots
    library = load_library(named, user_dir=user, built_in=built_in, katas_alone=True)
    assert (library.banks, library.faults) == ((), ())
    assert library.variant("double-jax").title == "Built in"


def test_a_later_bank_on_a_topic_replaces_the_earlier(roots: tuple[Path, Path, Path]) -> None:
    put(roots[1], "questions/mine.yaml", bank("graphs", "graphs-mine"))
    library = load(roots)
    assert [question.id for question in library.bank("graphs").questions] == ["graphs-mine"]
    assert len(library.banks) == 2


def test_a_question_in_another_bank_replaces_the_one_with_its_id(roots: tuple[Path, Path, Path]) -> None:
    put(roots[2], "questions/mine.yaml", bank("mine", "graphs-a"))
    library = load(roots)
    assert library.topic_of("graphs-a") == "mine"
    assert [question.id for question in library.bank("graphs").questions] == ["graphs-b"]
    assert len(library.questions) == 3


def test_the_last_folder_wins(roots: tuple[Path, Path, Path]) -> None:
    put(roots[1], "graders/double/kata.yaml", KATA.format(title="User"))
    assert load(roots).kata("double").title == "User"
    put(roots[2], "graders/double/kata.yaml", KATA.format(title="Named"))
    assert load(roots).kata("double").title == "Named"


def test_an_id_that_stands_twice_in_one_folder_is_told_and_kept_once(roots: tuple[Path, Path, Path]) -> None:
    put(roots[1], "questions/one.yaml", bank("one", "one-a", "one-a"))
    library = load(roots)
    assert len(library.bank("one").questions) == 1
    assert [(fault.file.name, fault.line) for fault in library.faults] == [("one.yaml", 6)]


def test_a_broken_bank_is_told_with_its_line_and_the_rest_loads(roots: tuple[Path, Path, Path]) -> None:
    put(roots[1], "questions/bad.yaml", "format: 1\ntopic: [\n")
    put(roots[1], "graders/half/kata.yaml", KATA.format(title="Half").replace("minutes: 5\n", ""))
    library = load(roots)
    assert len(library.questions) == 3
    assert [kata.id for kata in library.katas] == ["double"]
    assert [fault.file.name for fault in library.faults] == ["bad.yaml", "kata.yaml"]
    assert str(library.faults[0]).endswith("did not find expected node content")


def test_an_unknown_name_offers_the_nearest(roots: tuple[Path, Path, Path]) -> None:
    library = load(roots)
    for look_up, name, near in (
        (library.variant, "double-jaks", "double-jax"),
        (library.kata, "doubel", "double"),
        (library.question, "graph-a", "graphs-a"),
        (library.topic_of, "graph-a", "graphs-a"),
        (library.bank, "graph", "graphs"),
    ):
        with pytest.raises(UnknownNameError) as caught:
            look_up(name)
        assert caught.value.nearest[0] == near
        assert name in str(caught.value)
        assert near in str(caught.value)
        assert isinstance(caught.value, KataError)


def test_a_name_like_nothing_offers_nothing(roots: tuple[Path, Path, Path]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        load(roots).variant("zzzzzz")
    assert str(caught.value) == "There is no kata 'zzzzzz'."


def test_a_content_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KataError, match="There is no folder"):
        load_library(tmp_path / "nowhere", user_dir=tmp_path, built_in=tmp_path)


def test_a_statement_keeps_only_its_frameworks_section(roots: tuple[Path, Path, Path]) -> None:
    library = load(roots)
    assert library.variant("double-numpy").statement("en") == "All\n\n## NumPy\n\nhere\n\n## Notes\n\nend\n"
    assert library.variant("double-jax").statement("en") == "All\n\n## JAX\n\nthere\n\n## Notes\n\nend\n"
    assert library.variant("double-numpy").statement("zh") == "全部\n\n## NumPy\n\n这里\n"


def test_a_heading_inside_a_code_block_hides_nothing(roots: tuple[Path, Path, Path]) -> None:
    put(roots[0], "graders/double/statement.md", "All\n\n```\n## JAX\n```\n\nend\n")
    assert "## JAX" in load(roots).variant("double-numpy").statement("en")


def test_a_variant_gives_its_texts(roots: tuple[Path, Path, Path]) -> None:
    variant = load(roots).variant("double-numpy")
    assert variant.starter == "def double(x): ...\n"
    assert variant.hints == ("One",)
    assert load(roots).variant("double-jax").hints == ("One", "More")
    assert variant.alternatives == ()


def test_a_mistakes_docstring_is_its_diagnosis(roots: tuple[Path, Path, Path]) -> None:
    (mistake,) = load(roots).variant("double-numpy").mistakes
    assert mistake.name == "squares"
    assert mistake.message.en == "You squared it.\n\nLook again."
    assert mistake.message.zh == "你把它平方了。"
    assert mistake.caught_by == "values"


def test_the_users_content_follows_kata_home(tmp_path: Path) -> None:
    assert user_content({"KATA_HOME": str(tmp_path)}) == tmp_path / "content"
    assert user_content({}).name == "content"


def test_built_in_content_holds_banks_and_katas() -> None:
    assert (built_in_content() / "questions").is_dir()
    assert (built_in_content() / "graders").is_dir()


@pytest.mark.slow
def test_loading_imports_neither_numpy_nor_a_framework(tmp_path: Path) -> None:
    code = (
        "import sys; from kata.content import load_library; load_library(); "
        "print(sorted({'numpy', 'torch', 'jax', 'textual', 'packaging', 'jsonschema'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert found.stdout.strip() == "[]"
