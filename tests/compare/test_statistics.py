import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kata.compare.statistics import Spread, Standing, crossovers, faster, spread, spread_of, standing, timed
from tests.compare import made_up

times = st.lists(st.floats(1e-9, 1e3), min_size=1, max_size=60)


# Conover (1999), table A3 and section 3.2, tabulated e.g. as "confidence intervals for the population median".
@pytest.mark.parametrize(
    ("count", "rank"), [(1, 1), (2, 1), (5, 1), (6, 1), (8, 1), (9, 2), (11, 2), (12, 3), (15, 4), (17, 5), (20, 6)]
)
def test_the_interval_ends_at_the_order_statistics_of_the_tables(count, rank):
    assert spread(range(1, count + 1)) == Spread((count + 1) / 2, rank, count + 1 - rank, count)


@given(times)
def test_the_interval_contains_the_median_and_both_are_within_the_times(values):
    held = spread(values)
    assert min(values) <= held.low <= held.median <= held.high <= max(values)


@given(times, st.randoms())
def test_the_order_of_the_times_does_not_matter(values, random):
    mixed = values.copy()
    random.shuffle(mixed)
    assert spread(mixed) == spread(values)


def test_many_times_are_no_trouble():
    held = spread(range(1200))
    assert 560 < held.low < 599.5 < held.high < 640


@given(times, times)
def test_at_most_one_of_two_is_faster(some, others):
    one, other = spread(some), spread(others)
    assert not (faster(one, other) and faster(other, one))
    assert not faster(one, one)


@given(times, st.floats(1.0, 10.0))
def test_times_that_are_all_the_same_are_told_apart_from_five_percent_on(values, factor):
    one = spread(values[:1] * 11)
    other = spread([values[0] * factor] * 11)
    assert faster(one, other) == (other.median >= one.median * 1.05)


def test_intervals_that_overlap_are_a_tie_however_far_the_medians():
    one, other = spread([1, 2, 3, 4, 5, 6, 7, 8, 9]), spread([5, 6, 7, 8, 9, 10, 11, 12, 13])
    assert not faster(one, other)


def alone(variant, seconds, **changes):
    return made_up.measured("matmul", 16, variant, times=(seconds,) * 11, **changes)


def test_the_fastest_is_who_leads_and_all_it_does_not_beat():
    found = standing([alone("torch", 1.04), alone("jax", 2.0), alone("jax.jit", 1.0), alone("numpy", 1.06)])
    assert found == Standing(("jax.jit", "torch"))


def test_only_what_ended_well_is_ranked():
    assert spread_of(alone("torch", 1.0, status="wrong")) is None
    assert spread_of(made_up.measured("matmul", 16, "torch", times=())) is None
    assert spread_of(alone("torch", 0.0)) is spread_of(alone("torch", 5e-324)) is None
    assert standing([alone("torch", 1.0, status="wrong"), alone("jax", 2.0)]) == Standing(("jax",))
    assert standing([]) == standing(made_up.nothing_measured().measured) == Standing(())


def test_a_few_rounds_rank_nobody():
    few = [alone("torch", 1.0), alone("jax", 2.0)]
    few = [replace(one, times=one.times[:4]) for one in few]
    assert standing(few) == Standing(())
    assert not faster(spread_of(few[0]), spread_of(few[1]))
    assert standing([*few, alone("jax.jit", 3.0)]) == Standing(("jax.jit",))


def test_medians_rise():
    spreads = timed(made_up.comparison("pointwise").of("pointwise", 16))
    assert all(one.median <= other.median for one, other in pairwise(spreads.values()))


def in_sizes(**laws):
    """A comparison of one workload: for each variant its seconds at the sizes 10, 1000 and 100000."""
    given = made_up.comparison(how=made_up.settings(sizes={"matmul": (10, 1000, 100_000)}))
    kept = []
    for one in given.measured:
        seconds = laws.get(one.variant.replace(".", "_"))
        at = (10, 1000, 100_000).index(one.size)
        if seconds is not None and seconds[at] is not None:
            kept.append(replace(one, times=(seconds[at],) * 11))
    return replace(given, measured=tuple(kept))


def test_lines_cross_where_both_axes_are_logarithmic():
    (found,) = crossovers(in_sizes(jax_jit=(1, 100, 10_000), torch=(10, 10, 10)), "matmul")
    assert (found.below, found.above, found.before, found.after) == (10, 1000, ("jax.jit",), ("torch",))
    assert math.isclose(found.size, 100)
    assert math.isclose(found.time, 10)


def test_no_change_of_the_fastest_is_no_crossover():
    assert crossovers(in_sizes(jax_jit=(1, 2, 3), torch=(2, 3, 4)), "matmul") == ()
    assert crossovers(in_sizes(jax_jit=(1, 1.02, 1), torch=(1.02, 1, 1)), "matmul") == ()  # a tie throughout


def test_a_leader_that_is_caught_up_with_but_not_passed_crosses_nothing():
    (found,) = crossovers(in_sizes(jax_jit=(1, 2, 3), torch=(2, 2.02, 3)), "matmul")
    assert (found.before, found.after) == (("jax.jit",), ("jax.jit", "torch"))
    assert found.size is found.time is None


def test_a_leader_that_drops_out_crosses_nothing():
    (found,) = crossovers(in_sizes(jax_jit=(1, None, None), torch=(2, 3, 4)), "matmul")
    assert (found.before, found.after, found.size) == (("jax.jit",), ("torch",), None)


def test_sizes_at_which_nothing_was_timed_are_passed_over():
    (found,) = crossovers(in_sizes(jax_jit=(1, None, 4), torch=(2, None, 2)), "matmul")
    assert (found.below, found.above) == (10, 100_000)


@given(st.lists(st.tuples(st.floats(1e-7, 10), st.floats(1e-7, 10)), min_size=3, max_size=3))
def test_a_crossing_lies_between_its_sizes(pairs):
    for found in crossovers(in_sizes(jax_jit=[a for a, _ in pairs], torch=[b for _, b in pairs]), "matmul"):
        assert found.size is None or found.below <= found.size <= found.above * (1 + 1e-9)
