"""A comparison as tables: what is marked, what is said of what has no times, what a row or a column is left out for."""

import re

import pytest
from msgspec.structs import replace

from kata.compare.result import Progress
from kata.compare.workloads import workloads
from kata.content import load_library
from kata.i18n import set_language
from kata.report.comparison import (
    commands,
    details_table,
    names_of,
    notes,
    progress_line,
    timing_table,
    title_of,
    variants_of,
)
from kata.report.comparison_method import day_of, machine_words, method, remarks, unsteady
from tests.compare import made_up


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


def column(table, number):
    return {row[0].text[2:]: row[number] for row in table[1:]}


def test_a_row_is_a_variant_and_a_column_a_size():
    table = timing_table(made_up.comparison("mlp-small"), "mlp-small")
    assert [cell.text.strip() for cell in table[0]] == ["", "16", "256", "4096"]
    assert [row[0].text for row in table[1:]] == ["× numpy", "○ torch", "● torch.compile", "□ jax", "■ jax.jit"]
    assert column(table, 1)["jax"].text.split() == ["6.55", "ms"]


def test_the_fastest_is_marked_by_a_sign_and_a_tone():
    found = column(timing_table(made_up.comparison("mlp-small"), "mlp-small"), 1)
    assert found["numpy"].text.endswith(" µs *")
    assert [name for name, cell in found.items() if cell.tone == "best"] == ["numpy"]


def test_those_that_tie_have_another_sign_and_nobody_is_fastest():
    found = column(timing_table(made_up.comparison("matmul"), "matmul"), 3)
    assert all(cell.text.endswith("=") and cell.tone == "tie" for cell in found.values())


def test_numbers_stand_below_each_other_whether_marked_or_not():
    table = timing_table(made_up.comparison("mlp-small"), "mlp-small", spreads=True)
    ends = [re.search(r"s ±\d\.\d% [ *=]$", cell.text) is not None for row in table[1:] for cell in row[1:]]
    assert ends
    assert all(ends)


def test_nobody_leads_before_all_have_had_their_turns():
    given = made_up.comparison("mlp-small")
    one = given.of("mlp-small", 16)[0]
    early = made_up.but(given, "mlp-small", "numpy", 16, times=one.times[:3])
    assert {cell.tone for cell in column(timing_table(early, "mlp-small"), 1).values()} == {"plain"}
    assert column(timing_table(early, "mlp-small"), 2)["numpy"].tone == "best"


def test_what_has_no_times_says_why_in_its_place_and_in_a_sentence():
    given = made_up.with_every_status()
    table = timing_table(given, "mlp-small")
    assert column(table, 2)["torch"].text.strip() == "wrong"
    assert column(table, 3)["jax"].text.strip() == "too slow"
    assert column(table, 1)["jax.jit"].text.strip() == "no memory"
    assert column(table, 3)["numpy"].text.strip() == "·"
    said = notes(given, "mlp-small")
    assert "torch.compile: torch.compile needs a C++ compiler: install g++ or clang" in said
    assert "jax at 4096: no answer within 60 s" in said
    assert len(said) == 4


def test_a_message_cannot_command_the_terminal():
    said = notes(made_up.with_every_status(), "matmul")
    assert any("boom" in line for line in said)
    assert not any("\x1b" in line for line in said)


def test_a_variant_that_makes_no_sense_anywhere_has_no_row_and_a_sentence():
    given = made_up.on_gpu()
    assert "numpy" not in variants_of(given, "matmul")
    assert "× numpy" not in [row[0].text for row in timing_table(given, "matmul")]
    assert any(line.startswith("numpy: ") for line in notes(given, "matmul"))


def test_details_are_those_of_the_largest_size_without_empty_columns():
    given = made_up.comparison("matmul", "mlp-small")
    assert [cell.text for cell in details_table(given, "matmul")[0]] == [
        "", "first call", "operations", "kernels", "peak memory", "deviation",
    ]  # fmt: skip
    table = details_table(given, "mlp-small")
    assert [cell.text for cell in table[0]][4:6] == ["saved", "peak memory"]
    assert [cell.text for cell in table[3]] == ["● torch.compile", "6.30 s", "31", "4", "18 MiB", "19 MiB", "6e-07"]
    assert [cell.text for cell in table[1]][2:5] == ["·", "·", "·"]


def test_details_of_what_was_ended_early_are_those_of_the_size_it_came_to():
    table = details_table(made_up.interrupted(), "mlp-small")
    assert [cell.text for cell in table[0]] == ["", "first call", "deviation"]


def test_nothing_known_makes_no_table():
    assert details_table(made_up.nothing_measured(), "matmul") == ()
    assert len(timing_table(made_up.nothing_measured(), "matmul")) == 6


def test_a_workload_of_another_version_goes_by_its_name():
    given = made_up.comparison("matmul")
    other = replace(given, measured=tuple(replace(one, workload="from-the-future") for one in given.measured))
    assert names_of(other) == ["from-the-future"]
    assert title_of("from-the-future") == "from-the-future"
    assert len(timing_table(other, "from-the-future")) == 6


def test_progress_says_what_is_done_and_what_is_left():
    progress = Progress(workload="mlp-small", size=256, variant="jax.jit", phase="timing", share=0.42, left=65.2)
    assert progress_line(progress) == "MLP training step, small · 256 · jax.jit · timing · 42%, about 1:05 left"


def test_the_method_names_what_was_asked_for():
    said = "\n".join(method(made_up.settings("matmul", dtype="bfloat16", threads=2, rounds=7)))
    for words in ("bfloat16", "2 threads", "7 rounds", "block_until_ready", "median", "tie", "process of its own"):
        assert words in said
    assert "torch.cuda.synchronize" not in said
    assert "torch.cuda.synchronize" in "\n".join(method(made_up.settings("matmul", device="gpu")))
    assert "of its own" not in "\n".join(method(made_up.settings("matmul", memory=False)))


def test_the_machine_is_told_with_its_versions():
    said = machine_words(made_up.GPU)
    assert "NVIDIA H100 80GB (80 GiB)" in said
    assert "torch 2.13.0" in said
    assert day_of(made_up.quick()) == "2026-11-26 05:30 UTC"


def test_times_that_vary_a_lot_are_told_to_be_no_good():
    given = made_up.comparison("matmul")
    assert not unsteady(given)
    busy = [
        replace(one, times=tuple(time * (1 + at % 3) for at, time in enumerate(one.times))) for one in given.measured
    ]
    assert any("quiet" in line for line in remarks(replace(given, measured=tuple(busy))))
    assert not unsteady(made_up.nothing_measured())


def test_what_to_go_on_with_can_be_typed():
    library = load_library()
    for workload in workloads():
        quiz, *solves = commands(made_up.comparison(workload.name), workload.name)
        assert quiz.startswith("kata quiz ")
        assert all(library.question(name) for name in quiz.split()[2:])
        assert solves
        assert all(library.variant(line.removeprefix("kata solve ")) for line in solves)
