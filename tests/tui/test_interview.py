"""A mock interview on the screen: nothing is told before the end, everything is on disk, leaving loses nothing."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from kata.grading.report import CheckResult, Diagnosis, GradeReport, GradeRequest, GradingFinished, GradingImpossible
from kata.i18n import set_language
from kata.practice import interviews
from kata.practice.interview import Interview, Part, Turn, Wishes
from kata.practice.interviews import Session
from kata.store import KataAttempt
from kata.tui.app import KataApp
from kata.tui.screens.help import HelpScreen
from kata.tui.screens.home import HomeScreen
from kata.tui.screens.interview import InterviewStartScreen
from kata.tui.screens.interview_base import screen_for
from kata.tui.screens.interview_card import CardScreen
from kata.tui.screens.interview_kata import InterviewKataScreen
from kata.tui.screens.interview_pause import PauseScreen
from kata.tui.screens.interview_question import InterviewQuestionScreen
from kata.tui.screens.interview_ticking import TickingScreen
from tests.tui.stage import Stage

SIZES = [(80, 24), (120, 40)]


class FakeGrading:
    """Grades as told: `verdict` None means that it cannot be graded here."""

    def __init__(self) -> None:
        self.verdict: str | None = "failed"
        self.sources: list[str] = []

    async def prepare(self, variant: str) -> None:
        pass

    async def grade(self, request: GradeRequest) -> AsyncGenerator[object, None]:
        self.sources.append(request.source)
        if self.verdict is None:
            yield GradingImpossible(message="no numpy here", exit_code=3)
            return
        yield GradingFinished(report=report(self.verdict))

    async def close(self) -> None:
        pass


def report(verdict: str) -> GradeReport:
    check = CheckResult(
        name="one step", title="one step", status=verdict, message="" if verdict == "passed" else "3 is not 4"
    )
    wrong = Diagnosis(mistake="sign", message="You climbed.") if verdict != "passed" else None
    return GradeReport(
        kata="descent", framework="numpy", verdict=verdict, device="cpu", seconds=0.1, seed=1,
        checks=[check], diagnosis=wrong, curves=[], output="",
    )  # fmt: skip


PLAN = Interview(
    wishes=Wishes(minutes=20),
    parts=(
        Part("warm-up", 4, (Turn("true-or-false", 1.5), Turn("give-number", 2.5))),
        Part("kata", 10, (Turn("descent-numpy", 10),)),
        Part("follow-ups", 2, (Turn("pick-one", 2),)),
        Part("design", 4, (Turn("own-words", 4),)),
    ),
)


@pytest.fixture
def grading():
    return FakeGrading()


@pytest.fixture
def session(library, store):
    return interviews.begin(library, store, PLAN, 3)


@pytest.fixture
def sit(library, store, clock, grading, tmp_path):
    """Open the program on an interview: `async with sit(session, size=…) as stage`."""

    @asynccontextmanager
    async def opened(session: Session | None = None, size=(80, 24), first=None):
        app = KataApp(
            library, store, lambda: grading, clock=clock,
            preferences_file=tmp_path / "preferences.json", first=first or (lambda: screen_for(session)),
        )  # fmt: skip
        async with app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(app, pilot, grading)
            await stage.settled()
            yield stage

    return opened


async def at(stage, kind):
    await stage.until(lambda: isinstance(stage.app.screen, kind) and stage.app.screen.is_mounted)
    await stage.settled()


async def answer_the_warm_up(stage):
    await stage.press("f", "enter")
    await at(stage, InterviewQuestionScreen)
    await stage.press("1", "2", "enter")
    await at(stage, InterviewKataScreen)


async def hand_in(stage):
    await stage.press("ctrl+r")
    await stage.press("ctrl+r")
    await at(stage, InterviewQuestionScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_from_the_first_question_to_the_card_nothing_is_told_before_the_end(sit, session, store, clock, size):
    async with sit(session, size=size) as stage:
        assert "Warm-up · 1 of 2" in stage.text()
        await answer_the_warm_up(stage)
        assert [it.question for it in store.attempts(sitting=session.id)] == ["give-number", "true-or-false"]
        assert "Right" not in stage.text()
        assert "Wrong" not in stage.text()
        clock.pass_by(minutes=5)
        await hand_in(stage)
        graded = store.attempts(sitting=session.id)[0]
        assert isinstance(graded, KataAttempt)
        assert (graded.verdict, graded.worked, graded.minutes) == ("failed", 300, 10)
        assert "climbed" not in stage.text()
        await stage.press("2", "enter")
        await at(stage, InterviewQuestionScreen)
        await stage.press(*"both", "ctrl+s")
        await at(stage, TickingScreen)
        assert "One good answer" in stage.text() or size[1] == 24
        await stage.press("1", "2", "enter")
        await at(stage, CardScreen)
        text = stage.text()
    assert "overall" in text
    said = store.attempts(sitting=session.id)[0]
    assert (said.question, said.answer["text"], said.answer["points"]) == ("own-words", "both", [0, 1])
    assert store.open_sitting("interview") is None


@pytest.mark.slow
async def test_what_was_left_goes_on_where_it_was_and_the_time_away_is_a_pause(sit, session, store, clock, library):
    async with sit(session) as stage:
        clock.pass_by(seconds=30)
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)
    clock.pass_by(hours=1)
    async with sit(first=InterviewStartScreen) as stage:
        assert "You left an interview" in stage.text()
        await stage.press("enter")
        await at(stage, InterviewQuestionScreen)
        assert "0:30 of 4 min" in stage.text()
        held = interviews.unfinished(library, store).held()
    assert (held.pauses, held.away) == (1, 3600)


async def test_after_a_crash_the_clock_goes_on_from_the_last_sign_of_life(session, store, clock, library):
    screen_for(session)
    clock.pass_by(seconds=20)
    session.sign_of_life()
    clock.pass_by(hours=2)
    again = interviews.unfinished(library, store)
    held = again.wake()
    assert (held.whole(clock.now), held.pauses, held.away) == (20, 1, 7200)
    assert again.advance().item == "true-or-false"


@pytest.mark.slow
async def test_a_pause_covers_the_question_and_stops_the_clock(sit, session, clock):
    async with sit(session) as stage:
        await stage.press("p")
        await at(stage, PauseScreen)
        assert "JAX arrays" not in stage.text()
        clock.pass_by(minutes=3)
        await stage.press("enter")
        await at(stage, InterviewQuestionScreen)
        assert "0:00 of 4 min" in stage.text()


@pytest.mark.slow
async def test_what_was_typed_is_there_after_a_pause(sit, session):
    async with sit(session) as stage:
        await stage.press("f", "enter")
        await at(stage, InterviewQuestionScreen)
        await stage.press("1", "7", "f9")
        await at(stage, PauseScreen)
        await stage.press("enter")
        await at(stage, InterviewQuestionScreen)
        assert "17" in stage.text()


@pytest.mark.slow
async def test_when_a_kata_is_over_it_is_handed_in_as_it_is(sit, session, store, clock, grading):
    async with sit(session) as stage:
        await answer_the_warm_up(stage)
        await stage.press("f3", "x")
        clock.pass_by(minutes=10)
        stage.app.screen.tick()
        await at(stage, InterviewQuestionScreen)
    assert grading.sources == ["xdef descend(x): ...\n"]
    assert [it.data for it in store.events(session.id) if it.kind == "time over"] == ["kata"]
    assert store.draft("descent-numpy") is None


@pytest.mark.slow
async def test_when_a_part_is_over_the_question_is_finished_and_the_rest_left_out(sit, session, clock):
    async with sit(session) as stage:
        clock.pass_by(minutes=4)
        stage.app.screen.tick()
        await stage.settled()
        assert "time of this part is over" in stage.text()
        await stage.press("f", "enter")
        await at(stage, InterviewKataScreen)
    assert session.card().results[1].status == "not reached"


@pytest.mark.slow
async def test_what_was_handed_in_is_graded_after_a_crash(sit, session, store, grading):
    async with sit(session) as stage:
        await answer_the_warm_up(stage)
    session.wake()
    session.hand_in("descent-numpy", "def descend(x): return x\n")
    async with sit(session) as stage:
        await at(stage, InterviewQuestionScreen)
    assert grading.sources == ["def descend(x): return x\n"]
    assert [it.verdict for it in store.attempts("descent-numpy")] == ["failed"]


@pytest.mark.slow
async def test_what_cannot_be_graded_here_does_not_end_the_interview(sit, session, grading):
    grading.verdict = None
    async with sit(session) as stage:
        await answer_the_warm_up(stage)
        await hand_in(stage)
    kata = session.card().results[2]
    assert (kata.status, kata.score, kata.problem) == ("not graded", None, "no numpy here")


@pytest.mark.slow
async def test_a_question_can_be_passed_over_and_typing_takes_handing_in_back(sit, session):
    async with sit(session) as stage:
        await stage.press("n")
        await at(stage, InterviewQuestionScreen)
        await stage.press("f8")
        await at(stage, InterviewKataScreen)
        await stage.press("f3", "ctrl+r")
        assert "Once more ctrl+r" in stage.text()
        await stage.press("y")
        assert "ctrl+r hands in, once" in stage.text()
        assert isinstance(stage.app.screen, InterviewKataScreen)
    assert [it.status for it in session.card().results[:2]] == ["passed over", "passed over"]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_card_shows_answers_beside_right_ones_and_plans_the_week(sit, session, size):
    session.advance()
    session.hand_in("descent-numpy", "x")
    session.keep_grade("descent-numpy", report("failed"))
    for item in ("true-or-false", "give-number", "pick-one", "own-words"):
        session.pass_over(item)
    async with sit(session, size=size) as stage:
        await at(stage, CardScreen)
        seen = []
        for _ in range(8):
            seen.append(stage.text())
            await stage.press("pagedown")
        text = "\n".join(seen)
        assert "Looks like: You climbed." in text
        assert "16 parameters" in text
        await stage.press("a")
        assert "Your next week" in stage.text()
        assert "Wed 25 Nov" in stage.text()
    planned = session.card().planned
    assert next(iter(planned)) == "descent-numpy"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_door_shows_the_plan_without_what_is_asked_and_follows_the_keys(sit, store, size):
    async with sit(first=InterviewStartScreen, size=size) as stage:
        assert "45 min" in stage.text()
        assert "own-words" not in stage.text()
        await stage.press("m", "m", "m", "v")
        assert "15 min · senior" in stage.text()
        await stage.press("f")
        assert "15 min · senior · NumPy" in stage.text()
        assert "No content fits" in stage.text(), "the little bank has one question on NumPy, and it is a long one"
        await stage.press("f")
        assert "15 min · senior · PyTorch" in stage.text()
        await stage.press("l")
        assert "模拟面试" in stage.text()
        set_language("en")
        assert store.open_sitting("interview") is None
        await stage.press("enter")
        await stage.until(lambda: store.open_sitting("interview") is not None)
        await at(stage, InterviewQuestionScreen)


async def test_quitting_the_program_stops_the_clock(sit, session, clock):
    async with sit(session):
        clock.pass_by(seconds=10)
    assert session.held().pause.why == "left"


async def test_home_says_that_an_interview_was_left_and_one_key_goes_on(sit, session, store):
    async with sit(session) as stage:
        await stage.press("escape")
        assert "Interview: go on" in stage.text()
        await stage.press("i")
        await at(stage, InterviewStartScreen)
        await stage.press("n")
        assert "The clock begins with enter" in stage.text()
        assert store.open_sitting("interview").id == session.id, "only a new one gives the old one up"


@pytest.mark.slow
async def test_help_that_is_open_when_the_kata_ends_is_closed_with_it(sit, session, clock):
    async with sit(session) as stage:
        await answer_the_warm_up(stage)
        kata = stage.app.screen
        await stage.press("f2", "question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        clock.pass_by(minutes=10)
        kata.tick()
        await at(stage, InterviewQuestionScreen)
        assert len(stage.app.screen_stack) == 2


async def test_code_that_did_not_pass_can_be_gone_on_with_in_the_workbench(session, store):
    session.advance()
    session.hand_in("descent-numpy", "mine")
    session.keep_grade("descent-numpy", report("failed"))
    session.end()
    assert store.draft("descent-numpy").source == "mine"


@pytest.mark.slow
async def test_ticks_outlive_a_change_of_language_and_leaving(sit, session):
    for item in ("true-or-false", "give-number", "descent-numpy", "pick-one"):
        session.advance()
        session.pass_over(item)
    session.advance()
    session.say("own-words", "both")
    async with sit(session) as stage:
        await at(stage, TickingScreen)
        await stage.press("2", "l")
        assert "[x] 静态图" in stage.text()
        set_language("en")
        await stage.press("escape")
    async with sit(session) as stage:
        await at(stage, TickingScreen)
        assert "[x] A static graph" in stage.text()
