"""A comparison as pictures: one sign for each variant, honest axes, the crossover where it is."""

import pytest

from kata.compare.result import VARIANTS
from kata.report.comparison import SIGNS
from kata.report.comparison_plot import curves, memory_bars, time_bars, time_plot
from tests.compare import made_up


def drawn(lines):
    return ["".join(span.text for span in line) for line in lines]


def test_a_plot_keeps_to_its_size():
    for width, height in ((40, 8), (80, 14), (120, 30)):
        lines = drawn(time_plot(made_up.comparison("mlp-small"), "mlp-small", width, height))
        assert len(lines) == height
        assert max(map(len, lines)) <= width


def test_every_variant_has_its_sign_in_its_own_ink():
    lines = time_plot(made_up.comparison("scan"), "scan", 90, 40)
    for variant, sign in SIGNS.items():
        assert sum(span.text.count(sign) for line in lines for span in line if span.ink == variant) == 3
    assert len(set(SIGNS.values())) == len(VARIANTS)


def test_what_takes_longer_stands_higher():
    lines = drawn(time_plot(made_up.comparison("mlp-small"), "mlp-small", 60, 20))
    rows = {sign: next(at for at, line in enumerate(lines) if line[8] == sign) for sign in SIGNS.values()}
    assert sorted(rows, key=rows.get) == ["□", "●", "○", "■", "×"]


def test_the_crossover_is_marked_and_numbered():
    lines = drawn(time_plot(made_up.comparison("pointwise"), "pointwise", 70, 14))
    columns = {line.index("┊") for line in lines[:-1] if "┊" in line}
    assert len(columns) == 1
    assert lines[-1].split() == ["16", "≈480", "4096", "1,000,000"]


def test_joining_a_tie_is_no_crossover():
    assert curves(made_up.comparison("matmul"), "matmul").crossings == ()
    assert not any("┊" in line for line in drawn(time_plot(made_up.comparison("matmul"), "matmul", 70, 14)))


def test_a_tie_looks_flat_not_like_mountains():
    given = made_up.comparison("transfer")
    times = curves(given, "transfer").times
    assert times.high / times.low >= 10
    for at, variant in enumerate(VARIANTS):
        given = made_up.but(given, "transfer", variant, times=(1 + 0.01 * at,) * 7)
    times = curves(given, "transfer").times
    assert times.high / times.low == pytest.approx(10)


def test_the_line_breaks_where_a_size_has_no_time():
    found = curves(made_up.with_every_status(), "mlp-small")
    assert found.medians["torch"][1] is None
    assert "torch.compile" not in found.medians


def test_one_size_is_shown_as_bars_of_time():
    lines = drawn(time_plot(made_up.quick(), "mlp-small", 60, 12))
    assert len(lines) == 5
    assert lines[3].count("█") == max(line.count("█") for line in lines)
    assert lines == drawn(time_bars(made_up.quick(), "mlp-small", 60))


def test_nothing_timed_and_no_room_draw_nothing():
    assert time_plot(made_up.nothing_measured(), "matmul", 80, 20) == []
    assert memory_bars(made_up.nothing_measured(), "matmul", 80) == []
    assert time_plot(made_up.comparison("matmul"), "matmul", 20, 20) == []
    assert time_plot(made_up.comparison("matmul"), "matmul", 80, 4) == []


def test_bars_of_memory_are_as_long_as_the_bytes():
    lines = drawn(memory_bars(made_up.comparison("mlp-small"), "mlp-small", 72))
    assert [line.split()[-2:] for line in lines] == [[f"{made_up.PEAK[name]}", "MiB"] for name in VARIANTS]
    full = {name: line.count("█") for name, line in zip(VARIANTS, lines, strict=True)}
    assert full["torch.compile"] == pytest.approx(full["jax"] * 19 / 52, abs=1)
    assert {len(line) for line in lines} == {72}


def test_bars_without_room_leave_names_and_numbers():
    for width in (10, 20, 30, 40):
        assert all("MiB" in line for line in drawn(memory_bars(made_up.comparison("matmul"), "matmul", width)))
