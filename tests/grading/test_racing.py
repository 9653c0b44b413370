"""Solutions raced in confined workers: who is timed, what counts, who is out, and that nothing is left running."""

import time
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from kata.content.model import Limits
from kata.content.model import Localized as Text
from kata.errors import CannotGradeHereError
from kata.grading import processes, racing
from kata.grading.channel import CancelledError
from kata.grading.courses import Course, has_courses, load_courses
from kata.grading.expect import expect_equal
from kata.grading.racing import Contestant, Entered, Lap, Out, run
from tests.grading.conftest import HONEST, line

SLOW = HONEST + "\nimport time\nplain = forward\ndef forward(w, x):\n    time.sleep(0.05)\n    return plain(w, x)\n"
WRONG = HONEST + "\nplain = forward\ndef forward(w, x): return plain(w, x) + 1\n"
TIRED = HONEST + "\nplain = forward\nleft = [3]\ndef forward(w, x):\n    left.pop()\n    return plain(w, x)\n"
ENDLESS = HONEST + "\ndef forward(w, x):\n    while True: pass\n"
GONE = HONEST + "\nimport os\ndef forward(w, x): os._exit(3)\n"
WORDS = Text(en="forward", zh="前向")


def once(subject, rng):
    w, x = rng.normal(size=3), rng.normal(size=(5, 3))
    expect_equal(np.round(subject.call("forward", w, x, precision="float64") - x @ w, 6), np.zeros(5), what=WORDS)


@pytest.fixture(autouse=True)
def courses(monkeypatch):
    """Have these bodies be what is raced over."""

    def these(*bodies):
        made = [Course(Text(en=f"course {number}"), body) for number, body in enumerate(bodies)]
        monkeypatch.setattr(racing, "load_courses", lambda _folder: made)

    these(once)
    return these


def contestants(*sources: str, **about) -> list[Contestant]:
    variant = line(**about)
    return [Contestant(variant, source, own=number == 0) for number, source in enumerate(sources)]


def children() -> set[int]:
    return {int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


pytestmark = pytest.mark.slow


def test_all_enter_then_go_in_turns_which_begin_with_another_one_each_time():
    one, other = contestants(HONEST, SLOW)
    events = list(run([one, other], seed=1, rounds=3))
    assert [type(event) for event in events[:2]] == [Entered, Entered]
    laps = [(event.number, event.contestant) for event in events if isinstance(event, Lap)]
    assert laps == [(0, one), (0, other), (1, other), (1, one), (2, one), (2, other), (3, other), (3, one)]


def test_what_a_solution_takes_is_in_its_laps_and_not_in_the_wire():
    fast, slow = contestants(HONEST, SLOW)
    laps = [event for event in run([fast, slow], seed=1, rounds=3) if isinstance(event, Lap)]
    assert min(lap.seconds for lap in laps if lap.contestant is slow) > 0.05
    assert min(lap.seconds for lap in laps if lap.contestant is fast) < 0.05
    assert 0 < min(lap.wire for lap in laps if lap.contestant is slow) < 0.05


def test_what_is_asked_for_aside_does_not_count(courses):
    def aside(subject, rng):
        with subject.aside():
            once(subject, rng)

    courses(aside)
    laps = [event for event in run(contestants(SLOW), seed=1, rounds=1) if isinstance(event, Lap)]
    assert [(lap.seconds, lap.wire) for lap in laps] == [(0.0, 0.0)] * 2


def test_what_is_held_came_aside_and_is_what_was_sent(courses):
    def body(subject, rng):
        w, x = rng.normal(size=3), rng.normal(size=(5, 3))
        held = [subject.held(value, precision="float64") for value in (w, x)]
        expect_equal(subject.call("forward", *held, precision="float64"), x @ w, what=WORDS)

    courses(lambda subject, rng: subject.held([rng.normal(size=3)]) and None, body)
    events = list(run(contestants(HONEST), seed=1, rounds=1))
    assert not [event for event in events if isinstance(event, Out)]
    assert [event.seconds > 0 for event in events if isinstance(event, Lap)] == [False, True] * 2


def test_everyone_is_asked_for_the_same_in_every_lap(courses):
    drawn = []
    courses(lambda _subject, rng: drawn.append(rng.normal()), lambda _subject, rng: drawn.append(rng.normal()))
    list(run(contestants(HONEST, HONEST), seed=1, rounds=2))
    assert len(drawn) == 12
    assert len(set(drawn)) == 2  # one for each course


@pytest.mark.parametrize(
    ("source", "ending", "says"),
    [
        (WRONG, "failed", "forward"),
        (TIRED, "error", "IndexError: pop from empty list"),
        (GONE, "crashed", "status 3"),
        ("def forward(w, x): return 1", "failed", "does not define these: train, draw"),
        ("def forward(", "error", "SyntaxError"),
    ],
)
def test_who_fails_is_out_with_a_message_and_the_rest_goes_on(source, ending, says):
    bad, good = contestants(source, HONEST)
    events = list(run([bad, good], seed=1, rounds=4))
    (out,) = [event for event in events if isinstance(event, Out)]
    assert (out.contestant, out.ending) == (bad, ending)
    assert says in out.message
    assert len([event for event in events if isinstance(event, Lap) and event.contestant is good]) == 5


def test_who_does_not_come_back_in_time_is_out():
    bad, good = contestants(ENDLESS, HONEST, limits=Limits(seconds=1, memory_mb=2048))
    events = list(run([bad, good], seed=1, rounds=1))
    assert [event.ending for event in events if isinstance(event, Out)] == ["timeout"]
    assert sum(isinstance(event, Lap) for event in events) == 2


def test_values_odd_enough_to_break_a_course_end_one_contestant(courses):
    def body(subject, _rng):
        if subject.call("forward", np.ones(3), np.ones((5, 3)))[0] == 4:
            raise ZeroDivisionError("odd")

    courses(body)
    events = list(run(contestants(WRONG, HONEST), seed=1, rounds=1))
    (out,) = [event for event in events if isinstance(event, Out)]
    assert (out.ending, "ZeroDivisionError: odd" in out.message) == ("failed", True)


def test_a_framework_that_is_missing_is_a_line(monkeypatch):
    monkeypatch.setitem(processes.PACKAGES, "jax", ("no_such_package",))
    there, missing = contestants(HONEST)[0], contestants(HONEST, framework="jax")[0]
    events = list(run([missing, there], seed=1, rounds=1))
    (out,) = [event for event in events if isinstance(event, Out)]
    assert (out.contestant, out.ending) == (missing, "missing")
    assert "no_such_package is not installed" in out.message
    assert sum(isinstance(event, Lap) for event in events) == 2


@pytest.mark.parametrize(("seconds", "last"), [(30.0, 9), (2.0, racing.FEW), (0.5, 2)])
def test_time_ends_a_race_before_its_rounds_do_and_the_first_few_only_late(monkeypatch, seconds, last):
    ticks = count()  # a second for each look at the clock: one a round
    monkeypatch.setattr(racing, "time", SimpleNamespace(perf_counter=time.perf_counter, monotonic=lambda: next(ticks)))
    events = run(contestants(HONEST), seed=1, rounds=9, seconds=seconds)
    assert [event.number for event in events if isinstance(event, Lap)] == list(range(last + 1))


def test_whoever_leaves_early_leaves_nothing_running():
    before = children()
    events = run(contestants(HONEST, SLOW), seed=1)
    next(event for event in events if isinstance(event, Lap))
    assert children() - before
    events.close()
    assert children() - before == set()


def test_a_race_can_be_cancelled():
    entered = []
    events = run(contestants(ENDLESS), seed=1, cancelled=lambda: bool(entered))
    entered.append(next(events))
    with pytest.raises(CancelledError):
        next(events)


def test_what_cannot_be_loaded_is_told(tmp_path):
    assert not has_courses(tmp_path)
    (tmp_path / "race.py").write_text("x = 1\n")
    assert has_courses(tmp_path)
    with pytest.raises(CannotGradeHereError, match=r"race.py defines no course"):
        load_courses(tmp_path)
    (tmp_path / "race.py").write_text("import no_such_module\n")
    with pytest.raises(CannotGradeHereError, match=r"does not load: ModuleNotFoundError"):
        load_courses(tmp_path)
