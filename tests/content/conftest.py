"""A bank with one question of each kind (the examples of docs/questions.md), and ways to spoil it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from kata.content.fault import Fault
from kata.content.library import BankFile, read_bank
from kata.content.lint import Known, lint_banks
from kata.content.model import Question

# How long an example takes says more about the machine than about us.
settings.register_profile("kata", deadline=None)
settings.load_profile("kata")

ROOT = Path(__file__).parents[2]
KNOWN = Known(frozenset(), frozenset({"mlp"}))


@pytest.fixture(scope="session")
def demo() -> str:
    """The examples of docs/questions.md, joined to one bank of topic `demo`."""
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    return "".join(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL))


@pytest.fixture
def as_bank(tmp_path: Path) -> Callable[[str], BankFile]:
    """Write a text to `demo.yaml` and read it as a bank."""

    def read(text: str) -> BankFile:
        path = tmp_path / "demo.yaml"
        path.write_text(text, encoding="utf-8")
        return read_bank(path)

    return read


@pytest.fixture
def lint(as_bank: Callable[[str], BankFile]) -> Callable[..., list[Fault]]:
    """Return the static faults of a bank given as text."""

    def run(text: str, *, built_in: bool = True) -> list[Fault]:
        return lint_banks([as_bank(text)], KNOWN, built_in=built_in)

    return run


@pytest.fixture
def spoil(demo: str) -> Callable[[str, str], tuple[str, int]]:
    """Replace one piece of the demo bank; return the text and the line of the replacement."""

    def replace(old: str, new: str) -> tuple[str, int]:
        assert demo.count(old) == 1, f"{old!r} stands {demo.count(old)} times in the examples"
        return demo.replace(old, new), demo[: demo.index(old)].count("\n") + 1

    return replace


@pytest.fixture
def example(demo: str, as_bank: Callable[[str], BankFile]) -> Callable[[str], Question]:
    """Return the demo bank's question of a kind."""

    def of_kind(kind: str) -> Question:
        bank = as_bank(demo).converted.bank
        assert bank is not None
        return next(question for question in bank.questions if question.__struct_config__.tag == kind)

    return of_kind
