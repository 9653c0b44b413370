"""Intervals, streak, heat map, forecast: counted right whatever the history is."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.practice.forecast import forecast
from kata.practice.heat import heat
from kata.practice.intervals import Share, wilson
from kata.practice.streak import Streak, streak

TODAY = date(2026, 11, 25)  # a Wednesday
BACK = st.sets(st.integers(0, 60), max_size=50)


def days(*back: int) -> list[date]:
    return [TODAY - timedelta(days=ago) for ago in back]


def test_wilson_s_interval_is_the_published_one():
    # Newcombe (1998), Statistics in Medicine 17, 857, table I: 81/263, 15/148, 0/20, 1/29
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_narrows(right, wrong):
    count = right + wrong
    low, high = wilson(right, count)
    assert 0.0 <= low <= high <= 1.0
    if count:
        assert low <= right / count <= high
        again = wilson(2 * right, 2 * count)
        assert again[1] - again[0] < high - low


def test_of_nothing_nothing_is_known():
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, (0.0, 1.0))


def test_without_days_off_a_missed_day_ends_the_row():
    assert streak(days(0, 1, 2, 4, 5, 6, 7), TODAY, 0) == Streak(days=3, longest=4, off_left=0)


def test_today_breaks_nothing_before_it_is_over():
    assert streak(days(1, 2), TODAY, 0).days == 2
    assert streak(days(2, 3), TODAY, 0).days == 0


def test_two_days_off_a_week_break_nothing_and_are_not_counted():
    # this week Mon 23 and Tue 24 are missed, of last week Sun 22 and Fri 20; all before is practised
    assert streak(days(0, 4, 6, 7, 8, 9), TODAY, 2) == Streak(days=6, longest=6, off_left=0)
    assert streak(days(0, 4, 6, 7, 8, 9), TODAY, 1).days == 1


def test_a_third_missed_day_in_a_week_breaks_the_row():
    # last week (Mon 16 - Sun 22): only Sun 22, Thu 19 and Wed 18: Fri, Sat, Tue and Mon are missed
    assert streak(days(0, 1, 2, 3, 6, 7, 9, 10), TODAY, 2).days == 6


def test_days_off_left_count_this_week_alone():
    assert streak(days(1, 3, 4), TODAY, 2).off_left == 1
    assert streak(days(0, 1, 2, 3), TODAY, 2).off_left == 2
    assert streak([], TODAY, 2) == Streak(days=0, longest=0, off_left=None)


def test_days_to_come_after_a_clock_was_set_back_are_no_days_practised():
    assert streak([TODAY + timedelta(days=3), TODAY], TODAY, 2).days == 1


def naive_rows(practised: set[date], freezes: int) -> list[tuple[date, date, int]]:
    """Return every row (begin, end, days practised) by trying all stretches."""
    found = []
    for begin in practised:
        for end in practised:
            stretch = [begin + timedelta(days=at) for at in range((end - begin).days + 1)]
            off = Counter(day - timedelta(days=day.weekday()) for day in stretch if day not in practised)
            if stretch and all(count <= freezes for count in off.values()):
                found.append((begin, end, sum(day in practised for day in stretch)))
    return found


@given(BACK, st.integers(0, 6))
def test_the_longest_row_is_the_longest_of_all_stretches(back, freezes):
    practised = set(days(*back))
    found = streak(practised, TODAY, freezes)
    assert found.longest == max((count for _begin, _end, count in naive_rows(practised, freezes)), default=0)
    assert found.days <= found.longest


@given(BACK, st.integers(0, 5))
def test_more_days_off_and_more_days_practised_never_shorten_a_row(back, freezes):
    practised = set(days(*back))
    assert streak(practised, TODAY, freezes).days <= streak(practised, TODAY, freezes + 1).days
    assert streak(practised, TODAY, freezes).days <= streak(practised | {TODAY}, TODAY, freezes).days


def test_the_map_has_whole_weeks_and_no_day_to_come():
    weeks = heat({TODAY: 5, TODAY - timedelta(days=7): 1}, TODAY, 3)
    assert [week.monday for week in weeks] == [date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)]
    assert weeks[2].steps == (0, 0, 4, None, None, None, None)
    assert weeks[1].steps == (0, 0, 1, 0, 0, 0, 0)


def test_one_record_does_not_pale_the_rest():
    counts = {TODAY - timedelta(days=ago): 10 + ago for ago in range(20)} | {TODAY - timedelta(days=25): 5000}
    steps = Counter(step for week in heat(counts, TODAY, 5) for step in week.steps if step)
    assert min(steps[step] for step in (1, 2, 3, 4)) >= 4


@given(st.dictionaries(st.integers(0, 200), st.integers(0, 500)), st.integers(1, 30))
def test_something_is_always_more_than_nothing(done, weeks):
    counts = {TODAY - timedelta(days=ago): count for ago, count in done.items()}
    found = heat(counts, TODAY, weeks)
    assert len(found) == weeks
    for week in found:
        for ahead, step in enumerate(week.steps):
            day = week.monday + timedelta(days=ahead)
            assert (step is None) == (day > TODAY)
            if step is not None:
                assert 0 <= step <= 4
                assert (step > 0) == (counts.get(day, 0) > 0)


def test_a_backlog_is_spread_over_days_by_the_limit():
    loads = forecast(days(*[30] * 25), TODAY, limit=10, done_today=4)
    assert [(load.due, load.reviews, load.left) for load in loads[:4]] == [
        (25, 6, 19),
        (0, 10, 9),
        (0, 9, 0),
        (0, 0, 0),
    ]
    assert len(loads) == 30


@given(st.lists(st.integers(-60, 60)), st.integers(0, 40), st.integers(0, 50))
def test_no_review_is_lost_or_made_up_and_no_day_exceeds_the_limit(ahead, limit, done):
    dues = [TODAY + timedelta(days=days) for days in ahead]
    loads = forecast(dues, TODAY, limit, done)
    for load in loads:
        until = sum(due <= load.day for due in dues)
        assert sum(one.reviews for one in loads if one.day <= load.day) + load.left == until
        assert load.reviews <= limit
        assert load.left == 0 or load.reviews == max(limit - (done if load is loads[0] else 0), 0)
