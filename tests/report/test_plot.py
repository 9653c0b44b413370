import math

from kata.report.plot import choose_scale, coincide, draw

STEPS = list(range(100))
DOWN = [0.7 * 0.95**i + 0.001 for i in STEPS]


def drawn(loss, reference=DOWN, width=40, height=12):
    return ["".join(span.text for span in row) for row in draw(STEPS, loss, reference, width=width, height=height)]


def cells_of(part, loss, reference=DOWN):
    rows = draw(STEPS, loss, reference, width=40, height=12)
    return [span.text for row in rows for span in row if span.part == part]


def test_a_wide_range_of_losses_is_drawn_on_a_log_scale():
    assert choose_scale(DOWN).log
    assert not choose_scale([0.7, 0.5, 0.4]).log


def test_losses_of_zero_or_below_never_take_a_log_scale():
    assert not choose_scale([100.0, 0.0]).log
    assert not choose_scale([100.0, -1.0]).log


def test_a_scale_gives_back_the_loss_at_a_height():
    for scale in (choose_scale(DOWN), choose_scale([0.7, 0.5])):
        assert math.isclose(scale.value(scale.height(0.5)), 0.5)


def test_no_finite_value_leaves_nothing_to_draw():
    assert choose_scale([math.nan, math.inf]) is None
    assert drawn([math.nan] * 100, [math.nan] * 100) == []


def test_a_chart_fills_its_size_and_numbers_its_axes():
    rows = drawn(DOWN, [loss * 1.5 for loss in DOWN])
    assert len(rows) == 12
    assert all(len(row) <= 40 for row in rows)
    assert rows[0].startswith("   1.05┤")
    assert rows[-1].split() == ["0", "49", "99"]


def test_a_falling_loss_falls_on_screen():
    rows = drawn(DOWN, [])[:-2]
    first = [row.index(next(c for c in row[8:] if c != " ")) for row in rows if row[8:].strip()]
    assert first == sorted(first)
    assert len(first) == len(rows)


def test_both_curves_are_seen_where_they_differ():
    assert cells_of("loss", [0.7] * 100)
    assert cells_of("reference", [0.7] * 100)


def test_the_line_breaks_where_the_loss_is_no_number():
    broken = DOWN[:10] + [math.nan] * 80 + DOWN[90:]
    assert 0 < sum(map(len, cells_of("loss", broken, []))) < sum(map(len, cells_of("loss", DOWN, []))) / 2


def test_a_flat_loss_is_drawn_in_the_middle():
    rows = drawn([0.5] * 100, [])
    assert [index for index, row in enumerate(rows[:-2]) if row[8:].strip()] == [5]


def test_too_small_a_place_draws_nothing():
    assert drawn(DOWN, width=12) == []
    assert drawn(DOWN, height=3) == []


def test_curves_within_a_percent_coincide():
    assert coincide(DOWN, [loss * 1.005 for loss in DOWN])
    assert not coincide(DOWN, [loss * 1.05 for loss in DOWN])
    assert not coincide([], [])
