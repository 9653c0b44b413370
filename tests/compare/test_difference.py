import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kata.compare.difference import Circumstance, difference
from tests.compare import made_up


@pytest.mark.parametrize(
    "make",
    [made_up.comparison, made_up.quick, made_up.with_every_status, made_up.interrupted, made_up.nothing_measured],
)
def test_a_comparison_is_like_itself(make):
    given = make()
    found = difference(given, given)
    assert found.circumstances == ()
    assert {row.change for row in found.rows} <= {"alike"}
    assert {row.ratio for row in found.rows} <= {1.0}
    assert len(found.rows) == len([one for one in given.measured if one.status == "done"])


@given(st.floats(0.2, 5.0))
def test_a_difference_told_the_other_way_round_is_the_opposite(factor):
    first = made_up.comparison("matmul")
    second = made_up.but(first, "matmul", "torch", 1024, times=(0.02 * factor,) * 11)
    opposite = {"faster": "slower", "slower": "faster", "alike": "alike"}
    there, back = difference(first, second), difference(second, first)
    assert [opposite[row.change] for row in there.rows] == [row.change for row in back.rows]
    assert [row.ratio for row in there.rows] == pytest.approx([1 / row.ratio for row in back.rows])


def test_less_time_is_faster_and_its_ratio_below_one():
    first = made_up.comparison("matmul")
    second = made_up.but(first, "matmul", "torch", 1024, times=(1e-3,) * 11, peak=19 * made_up.MIB)
    (row,) = [row for row in difference(first, second).rows if row.change != "alike"]
    assert (row.workload, row.size, row.variant, row.change) == ("matmul", 1024, "torch", "faster")
    assert row.ratio < 0.1
    assert row.peak == 0.5


def test_what_was_timed_in_one_alone_is_said():
    first, second = made_up.without_torch(), made_up.comparison("mlp-small", "scan")
    rows = difference(first, second).rows
    assert {(row.workload, row.change) for row in rows if row.variant == "torch"} == {
        ("mlp-small", "second only"),
        ("scan", "second only"),
    }
    assert {row.change for row in rows if row.workload == "matmul"} == {"first only"}
    assert [row.workload for row in rows] == sorted(
        (row.workload for row in rows), key=["matmul", "mlp-small", "scan"].index
    )


def test_what_differs_in_machine_versions_and_settings_is_named():
    first = made_up.without_torch()
    machine = replace(first.machine, cores=16, memory=first.machine.memory + 4096)
    second = replace(made_up.comparison("matmul"), whole=False)
    second = replace(second, machine=replace(second.machine, cores=16, memory=machine.memory))
    second = replace(second, settings=replace(second.settings, threads=2))
    assert difference(first, second).circumstances == (
        Circumstance("cores", 2, 16),
        Circumstance("torch", None, "2.13.0"),
        Circumstance("threads", 1, 2),
        Circumstance("whole", True, False),
    )
