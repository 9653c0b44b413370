"""Two comparisons side by side: what a cell says, and what is said besides."""

import pytest
from msgspec.structs import replace

from kata.compare.difference import difference
from kata.i18n import set_language
from kata.report.comparison_difference import circumstances, difference_table, summary
from tests.compare import made_up


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


def texts(found, workload):
    return [[cell.text for cell in row] for row in difference_table(found, workload)]


def test_a_cell_says_the_ratio_and_what_it_means():
    first = made_up.comparison("matmul")
    half = tuple(time / 2 for time in first.of("matmul", 16)[1].times)
    second = made_up.but(first, "matmul", "torch", 16, times=half)
    second = made_up.but(second, "matmul", "jax", 1024, peak=78 << 20)
    found = difference(first, second)
    rows = {row[0]: row[1:] for row in texts(found, "matmul")}
    assert rows[""] == ["16", "128", "1024", "peak memory"]
    assert rows["○ torch"] == ["0.50 faster", "1.00 alike", "1.00 alike", "1.00"]
    assert rows["□ jax"][-1] == "1.50"
    assert summary(found) == "1 faster, 14 alike."


def test_what_only_one_of_them_has_is_told():
    found = difference(made_up.comparison("matmul"), made_up.without_torch())
    rows = {row[0]: row[1:] for row in texts(found, "matmul")}
    assert rows["● torch.compile"] == ["only in the first"] * 3 + ["·"]
    assert rows["■ jax.jit"][0] == "1.00 alike"
    assert "only in the second" in summary(found)


def test_what_else_differs_is_named_in_words():
    first, second = made_up.comparison("matmul"), made_up.interrupted()
    machine = replace(second.machine, memory=16 << 30, versions={**second.machine.versions, "torch": "2.14.0"})
    second = replace(second, machine=machine, settings=replace(second.settings, threads=2))
    assert circumstances(difference(first, second)) == [
        "memory: 8 GiB → 16 GiB",
        "torch: 2.13.0 → 2.14.0",
        "threads: 1 → 2",
        "measured to the end: yes → no",
    ]
    assert circumstances(difference(first, first)) == []


def test_nothing_in_common_and_nothing_at_all():
    found = difference(made_up.nothing_measured(), made_up.nothing_measured())
    assert summary(found) == "Nothing was timed in either."
