"""The state of the screen that compares, and its lines: what is kept, how far a workload is, what fits."""

from itertools import takewhile

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from kata.compare.prediction import Prediction
from kata.compare.result import Complete, News, Progress
from kata.compare.workloads import chosen
from kata.i18n import set_language
from kata.report.comparison import details_table, timing_table
from kata.tui.compare_ink import laid_out
from kata.tui.compare_pages import claims_part, explained_part, memory_part, time_chart, times_part
from kata.tui.compare_view import facts, workload_lines
from kata.tui.comparing import ComparingState, How, only, to_show
from tests.compare import made_up

NAMES = ("matmul", "mlp-small")
WORKLOADS = chosen(NAMES)
ALL = made_up.comparison(*NAMES)


def fed(state, events):
    for event in events:
        state = state.after(event)
    return state


def begun(until=lambda _event: False, names=NAMES, given=ALL):
    """The state before the first event for which `until` holds."""
    state = ComparingState().begun(names)
    return fed(state, takewhile(lambda event: not until(event), made_up.events(given)))


def of(name):
    return lambda event: isinstance(event, News) and event.measured.workload == name


def words(state, width=40):
    return [line.draw(width).plain.split() for line in workload_lines(WORKLOADS, state)]


def test_what_is_measured_is_kept_workload_by_workload():
    state = begun().ended()
    assert not state.busy
    assert state.kept == {name: only(ALL, name, whole=True) for name in NAMES}
    assert state.kept["matmul"].settings.sizes == {"matmul": made_up.SIZES["matmul"]}


def test_a_workload_that_was_not_reached_keeps_what_it_had():
    before = begun().ended()
    state = fed(before.begun(NAMES), takewhile(lambda event: not of("mlp-small")(event), made_up.events(ALL))).ended()
    assert state.kept["mlp-small"] is before.kept["mlp-small"]
    assert state.kept["matmul"] is not before.kept["matmul"]


def test_one_that_was_ended_in_its_middle_is_not_whole():
    def late(event):
        return of("matmul")(event) and event.measured.size == 1024

    state = begun(late).ended()
    assert not state.kept["matmul"].whole
    assert "ended early" in facts(state, "matmul").plain
    assert "ended early" not in facts(begun(late), "matmul").plain, "it goes on"
    assert "ended early" not in facts(begun().ended(), "matmul").plain


def test_what_is_whole_is_not_given_up_for_what_was_ended_in_its_middle():
    def late(event):
        return of("matmul")(event) and event.measured.size == 1024

    whole = begun().ended()
    said = Prediction(workload="matmul", size=1024, said={"fastest": "torch"})
    again = fed(whole.begun(["matmul"], [said]), takewhile(lambda event: not late(event), made_up.events(ALL)))
    assert again.ended().kept == whole.kept
    assert again.ended().prediction("matmul") is None
    timed = begun(lambda event: isinstance(event, Complete))
    assert not timed.ended().kept["matmul"].whole, "its memory may still be unknown"
    assert "ended early" not in facts(timed, "matmul").plain, "it goes on"
    otherwise = replace(again.running, settings=replace(ALL.settings, rounds=7))
    assert replace(again, running=otherwise).ended().kept["matmul"].settings.rounds == 7


def test_stages_follow_the_measuring():
    assert [ComparingState().stage(name) for name in NAMES] == ["idle", "idle"]
    assert [ComparingState().begun(NAMES).stage(name) for name in NAMES] == ["queued", "queued"]
    state = begun(of("mlp-small"))
    assert [state.stage(name) for name in NAMES] == ["kept", "now"]
    assert [state.ended().stage(name) for name in NAMES] == ["kept", "idle"]
    assert begun(given=made_up.nothing_measured(), names=["matmul"]).ended().stage("matmul") == "empty"


def test_while_it_is_measured_anew_the_earlier_numbers_stay_until_there_is_one():
    before = begun().ended()
    again = fed(
        before.begun(["matmul"]),
        takewhile(lambda event: not isinstance(event, News), made_up.events(only(ALL, "matmul", whole=True))),
    )
    assert again.comparison("matmul") is before.kept["matmul"]
    assert isinstance(again.progress, Progress)


def test_a_prediction_is_not_told_before_the_end_and_is_void_when_it_is_measured_again():
    said = Prediction(workload="matmul", size=1024, said={"fastest": "torch"})
    state = ComparingState().begun(["matmul"], [said])
    assert state.prediction("matmul") is None
    ended = fed(state, made_up.events(only(ALL, "matmul", whole=True))).ended()
    assert ended.prediction("matmul") == said
    assert ended.begun(["matmul"]).ended().prediction("matmul") is None


def test_a_line_says_who_is_fastest_at_the_largest_size():
    state = begun().ended()
    assert words(state)[0][-2:] == ["=", "tie"]
    slow = made_up.but(ALL, "matmul", "torch", 1024, times=(1e-3,) * 11)
    assert words(begun(given=slow).ended())[0][-2:] == ["○", "torch"]
    assert words(ComparingState())[0][-1] == "·"
    assert words(begun(of("mlp-small")))[1][-1] == "measuring"
    assert words(begun(given=made_up.nothing_measured(), names=["matmul"]).ended())[0][-2:] == ["no", "times"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [20, 28, 37, 60])
def test_lines_of_the_list_are_as_wide_as_the_list(language, width):
    set_language(language)
    for state in (ComparingState(), begun(of("mlp-small")), begun().ended()):
        for line in workload_lines(WORKLOADS, state):
            assert cell_len(line.draw(width).plain) == width


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 47, 78])
@pytest.mark.parametrize("given", [ALL, made_up.with_every_status(), made_up.on_gpu(), made_up.interrupted()])
def test_tables_bars_and_plots_fit(language, width, given):
    set_language(language)
    state = begun(given=given).ended()
    for workload in WORKLOADS:
        found = state.kept[workload.name]
        for table in (timing_table(found, workload.name), details_table(found, workload.name)):
            assert all(cell_len(line) <= width for line in laid_out(table, width).plain.splitlines())
        chart = time_chart(state, workload, width, 9).plain.splitlines()
        assert len(chart) <= 9
        assert all(cell_len(line) <= width for line in chart)
        assert times_part(state, workload, width).plain
        assert memory_part(state, workload, width).plain


def test_columns_that_do_not_fit_come_below_with_the_names_again():
    table = timing_table(ALL, "matmul")
    wide, narrow = (laid_out(table, width).plain for width in (47, 40))
    assert len(wide.splitlines()) == 6
    assert len(narrow.splitlines()) == 13
    assert narrow.count("● torch.compile") == 2
    assert [line.index("µs") for line in wide.splitlines()[1:]] == [21] * 5


def test_what_hindered_a_variant_is_said_beneath_the_table():
    said = times_part(begun(given=made_up.without_torch()).ended(), WORKLOADS[0], 47).plain
    assert "pip install torch" in said


def test_what_was_predicted_is_told_with_a_sign_beside_what_came():
    said = Prediction(workload="mlp-small", size=4096, said={"fastest": "jax.jit", "memory": "torch.compile"})
    state = fed(
        ComparingState().begun(["mlp-small"], [said]), made_up.events(only(ALL, "mlp-small", whole=True))
    ).ended()
    told = times_part(state, WORKLOADS[1], 100).plain.splitlines()
    assert told[0].startswith("✗ fastest: you said jax.jit, it was a tie")
    assert told[1] == "✓ least memory: you said torch.compile, it was torch.compile"


def test_before_anything_is_measured_there_is_no_empty_table():
    said = times_part(ComparingState(), WORKLOADS[0], 47).plain
    assert said == WORKLOADS[0].about.en
    assert not time_chart(ComparingState(), WORKLOADS[0], 47, 9).plain
    assert not explained_part(ComparingState(), WORKLOADS[0]).plain


def test_with_one_size_there_are_bars_instead_of_a_plot():
    given = made_up.quick()
    state = begun(given=given, names=["mlp-small"]).ended()
    assert replace(given.settings).sizes["mlp-small"] == (64,)
    assert "█" in time_chart(state, WORKLOADS[1], 60, 16).plain


def test_how_sure_a_time_is_stands_beside_it_where_there_is_room():
    state = begun().ended()
    assert "±" in times_part(state, WORKLOADS[0], 77).plain
    assert "±" not in times_part(state, WORKLOADS[0], 47).plain


def test_nothing_is_explained_before_all_sizes_are_measured():
    state = begun(lambda event: of("matmul")(event) and event.measured.size == 1024)
    assert "µs" in times_part(state, WORKLOADS[0], 77).plain
    assert not explained_part(state, WORKLOADS[0]).plain
    assert explained_part(state.ended(), WORKLOADS[0]).plain


def test_what_is_often_said_is_held_against_all_that_was_measured_the_same_way():
    state = begun().ended()
    assert "once three workloads" in claims_part(state).plain
    names = ("matmul", "mlp-small", "attention", "scan")
    every = begun(names=names, given=made_up.comparison(*names)).ended()
    assert "on this machine" in claims_part(every).plain
    later = replace(made_up.comparison("scan", machine=made_up.GPU), at="2026-11-27T05:30:00Z")
    again = fed(every.begun(["scan"]), made_up.events(later)).ended()
    assert list(again.together().settings.sizes) == ["scan"], "the machine is another one"


def test_workloads_measured_one_by_one_are_one_comparison():
    state = ComparingState()
    for name in NAMES:
        state = fed(state.begun([name]), made_up.events(only(ALL, name, whole=True))).ended()
    assert state.together() == ALL


def test_the_time_left_goes_on_between_two_events_and_not_below_nothing():
    state = begun(of("mlp-small"))
    left = state.progress.left
    assert state.later(2.0).progress.left == left - 2
    assert state.later(1e9).progress.left == 0
    assert ComparingState().later(2.0) == ComparingState()


def test_whoever_looks_at_what_is_measured_goes_on_with_it():
    before, now = begun(lambda event: isinstance(event, News)), begun(of("mlp-small"))
    assert to_show(before, now, "matmul") == "mlp-small"
    assert to_show(before, now, "scan") == "scan"
    assert to_show(ComparingState(), before, "scan") == "scan"
    assert to_show(now, now.ended(), "mlp-small") == "mlp-small"


def test_a_quick_run_promises_no_memory():
    workload = WORKLOADS[0]
    given = made_up.quick()
    quick = fed(ComparingState(how=How(quick=True)).begun(NAMES), made_up.events(given))
    for state in (ComparingState(how=How(quick=True)), quick):
        assert "leaves memory out" in memory_part(state, workload, 47).plain
    assert "after the times" in memory_part(ComparingState(), workload, 47).plain
