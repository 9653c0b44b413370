"""The terminal's side of `kata compare`: what stays, what is redrawn, and that nothing is wider than the terminal."""

import io

import pytest
from rich.console import Console

from kata.cli.compare_lines import ending_lines, workload_lines
from kata.cli.compare_live import LiveView, as_text, bar
from kata.cli.compare_run import measure, tell_rest
from kata.cli.terminal import width
from kata.compare.result import VARIANTS, Progress
from kata.report.comparison import Span, details_table, timing_table
from kata.report.comparison_layout import aligned
from tests.compare import made_up

WIDTHS = (40, 80, 120)


def view(columns=80, lines=24, **more):
    console = Console(file=io.StringIO(), force_terminal=True, width=columns, height=lines, highlight=False, **more)
    return LiveView(console), console.file


def shown(columns=80, lines=24, **facts):
    """Return what is redrawn, as lines of text."""
    live, _file = view(columns, lines)
    progress = (
        Progress(workload="mlp-small", size=256, variant="jax", phase="timing", share=0.5, left=60)
        if not facts
        else Progress(**facts)
    )
    live.seen(made_up.interrupted(), progress)
    console = Console(file=io.StringIO(), width=columns, height=lines)
    console.print(live._drawn())
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("columns", WIDTHS)
def test_tables_and_pictures_are_never_wider_than_the_terminal(columns):
    given = made_up.with_every_status()
    for name in ("mlp-small", "matmul"):
        for table in (timing_table(given, name, spreads=True), details_table(given, name)):
            assert max(width("".join(span.text for span in line)) for line in aligned(table, columns)) <= columns


def test_a_table_that_does_not_fit_goes_on_below_with_its_names():
    table = timing_table(made_up.comparison("matmul"), "matmul")
    lines = ["".join(span.text for span in line) for line in aligned(table, 40)]
    assert [line.split()[0] for line in lines if line.strip()].count("×") == 2
    assert "" in lines
    assert len(aligned(table)) == 6


@pytest.mark.parametrize("columns", WIDTHS)
def test_what_is_redrawn_fits_into_the_terminal(columns):
    for lines in (12, 24, 40):
        drawn = shown(columns, lines)
        assert len(drawn) < lines
        assert max(map(width, drawn)) <= columns


def test_the_table_fills_in_above_the_bar():
    drawn = shown()
    assert drawn[0] == "MLP training step, small"
    assert any("× numpy" in line and "60.1 µs" in line for line in drawn)
    assert any("━" * 20 in line for line in drawn)
    assert "MLP training step, small · 256 · jax · timing · 50%, about 1:00 left" in drawn


def test_a_low_terminal_keeps_the_progress_alone():
    drawn = shown(40, 9)
    assert not any("numpy" in line for line in drawn)
    assert any("about 1:00 left" in line for line in drawn)


def test_the_whole_run_scrolls_up_and_nothing_is_said_twice():
    live, file = view(80, 24, color_system=None)
    outcome = measure(made_up.events(made_up.comparison("matmul", "mlp-small")), live)
    tell_rest(outcome.comparison, outcome, live)
    text = file.getvalue()
    assert text.count("Size: rows and columns of both matrices.") == 1
    assert text.count("How it was measured") == 1
    assert "⣀" in text
    assert "████" in text


def test_no_colour_where_none_is_wanted(monkeypatch):
    for wanted in (True, False):
        monkeypatch.setenv("NO_COLOR", "" if wanted else "1")
        live, file = view(color_system="standard")
        live.write(workload_lines(made_up.comparison("matmul"), "matmul", 80))
        assert ("\x1b[35m" in file.getvalue()) is wanted
        assert "×" in file.getvalue()


def test_a_file_cannot_command_the_terminal():
    assert as_text([Span("a\x1b[31mb\x07", "bad"), Span("  c")]).plain == "a [31mb   c"


def test_the_bar_is_as_long_as_the_share():
    assert bar(0, 10) == "·" * 10
    assert bar(0.5, 10) == "━" * 5 + "·" * 5
    assert bar(1, 10) == "━" * 10


def test_plain_lines_name_every_variant_without_its_sign():
    text = "\n".join(
        "".join(span.text for span in line) for line in workload_lines(made_up.comparison("matmul"), "matmul", None)
    )
    assert all(f"\n{name}" in text for name in VARIANTS)
    assert not set("×○●□■") & set(text)
    assert list(ending_lines(made_up.comparison("matmul")))
