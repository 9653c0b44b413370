"""`kata new` writes beginnings that pass `kata check`, and never over something."""

import re
from pathlib import Path

import pytest

from kata.cli.new import content_root
from kata.content.library import read_bank, read_kata
from kata.content.scaffold import KINDS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def content(tmp_path):
    """A folder of content that is there and empty."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_question_of_each_kind_has_no_fault_and_is_said_with_its_line(kata, content, kind):
    ran = kata("--content", str(content), "new", "question", "demo-mine", "--kind", kind)
    bank = content / "questions" / "demo.yaml"
    path, line = ran.out.strip().rsplit(":", 1)
    assert (ran.code, path) == (0, str(bank))
    assert bank.read_text(encoding="utf-8").splitlines()[int(line) - 1].strip() == "- id: demo-mine"
    assert kata("check", "--fast", str(bank)).code == 0


def test_questions_are_appended_to_the_bank_of_their_topic(kata, content):
    for name in ("demo-one", "demo-two"):
        kata("--content", str(content), "new", "question", name)
    bank = read_bank(content / "questions" / "demo.yaml").converted.bank
    assert [question.id for question in bank.questions] == ["demo-one", "demo-two"]


def test_the_scaffolds_are_the_examples_that_the_documentation_explains():
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    explained = {
        re.search(r"kind: (\w+)", block)[1]: re.sub(r"id: demo-[\w-]+", "id: ID", block, count=1)
        for block in re.findall(r"```yaml\n(  - id: demo-.*?)```", page, re.DOTALL)
    }
    folder = ROOT / "kata" / "content" / "scaffold" / "questions"
    assert {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")} == explained


@pytest.mark.parametrize("name", ["demo", "Demo-x", "demo_x", "../demo-x"])
def test_what_can_be_no_id_is_refused(kata, content, name):
    ran = kata("--content", str(content), "new", "question", name)
    assert (ran.code, ran.out) == (2, "")
    assert not (content / "questions").exists()


def test_a_taken_id_or_folder_is_left_as_it_is(kata, content):
    for what in (("question", "demo-x"), ("kata", "my-kata")):
        assert kata("--content", str(content), "new", *what).code == 0
        ran = kata("--content", str(content), "new", *what)
        assert ran.code == 2
        assert "already" in ran.err


def test_a_new_kata_has_the_variants_asked_for_and_no_static_fault(kata, content):
    ran = kata("--content", str(content), "new", "kata", "my-kata", "--framework", "torch", "--framework", "jax")
    assert ran.out == f"{content}/graders/my-kata/kata.yaml:1\n"
    assert list(read_kata(content / "graders" / "my-kata").kata.spec.variants) == ["torch", "jax"]
    assert kata("check", "--fast", str(content)).code == 0


@pytest.mark.slow
def test_a_new_kata_passes_its_rehearsal(kata, content):
    kata("--content", str(content), "new", "kata", "my-kata", "--framework", "numpy")
    ran = kata("check", str(content))
    assert ran.code == 0
    assert "my-kata: 1 of 1 mistakes caught, 2 of 2 right solutions passed" in ran.out


def test_without_a_folder_it_goes_to_the_checkout_one_stands_in_else_to_ones_own_content(tmp_path):
    assert content_root(None) == tmp_path / "home" / "content"
    for name in ("questions", "graders"):
        (tmp_path / "work" / name).mkdir()
    assert content_root(None) == tmp_path / "work"
