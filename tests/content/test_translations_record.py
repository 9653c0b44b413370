"""A translation goes stale when its source changes; the record beside the content finds that."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kata.content.library import BankFile, built_in_content
from kata.content.selection import select
from kata.content.translations import folders, items_of_banks, items_of_katas, record, recorded_in, translation_faults

AsBank = Callable[[str], BankFile]


def faults_after(demo: str, change: Callable[[str], str], as_bank: AsBank, folder: Path) -> list[str]:
    record(folder, items_of_banks([as_bank(demo)]), whole=True)
    items = items_of_banks([as_bank(change(demo))])
    return [str(fault.message) for fault in translation_faults(items, recorded_in(folder))]


def test_what_was_recorded_has_no_fault(demo: str, as_bank: AsBank, tmp_path: Path) -> None:
    assert faults_after(demo, lambda text: text, as_bank, tmp_path) == []


def test_line_breaks_and_code_are_no_part_of_a_translation(demo: str, as_bank: AsBank, tmp_path: Path) -> None:
    assert faults_after(demo, lambda text: text.replace("total = [1.0]", "total = [1.00]"), as_bank, tmp_path) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Descent subtracts the gradient.", "Descent always subtracts the gradient."), "the English has changed"),
        (("梯度下降要减去梯度。", "梯度下降总要减去梯度。"), "the texts have changed"),
        (("id: demo-update", "id: demo-another"), "say that both languages say the same"),
    ],
)
def test_a_change_is_told_with_its_question(
    demo: str, as_bank: AsBank, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    old, new = change
    assert old in demo
    (fault,) = faults_after(demo, lambda text: text.replace(old, new), as_bank, tmp_path)
    assert said in fault
    assert fault.startswith(new.removeprefix("id: ") if "id: " in new else "demo-update")


def test_a_partial_record_keeps_the_rest_and_a_whole_one_forgets(demo: str, as_bank: AsBank, tmp_path: Path) -> None:
    items = list(items_of_banks([as_bank(demo)]))
    record(tmp_path, items, whole=True)
    record(tmp_path, items[:1], whole=False)
    assert len(recorded_in(tmp_path)) == len(items)
    record(tmp_path, items[:1], whole=True)
    assert list(recorded_in(tmp_path)) == [items[0].name]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_the_built_in_content_has_a_record(folder: Path) -> None:
    assert recorded_in(folder), "kata check --translated"


def test_katas_are_recorded_with_their_statements_and_diagnoses() -> None:
    folder = built_in_content() / "graders" / "linear-regression"
    names = [item.name for item in items_of_katas(select(folder).katas)]
    assert names[:2] == ["linear-regression/kata.yaml", "linear-regression/statement.md"]
    assert "linear-regression/jax/mistakes/ascends.py" in names
