"""What the screens of an interview share: the clock in the head line, pauses, and the way to what comes next."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.screen import Screen

from kata.errors import KataError
from kata.i18n import _
from kata.practice.conversation import Standing, Step
from kata.practice.interview import Part
from kata.practice.interviews import HEARTBEAT
from kata.report.interview_words import clock, part_name
from kata.tui.screens.base import KataScreen, told
from kata.tui.widgets.lines import HeadLine, StatusLine

if TYPE_CHECKING:
    from kata.practice.interviews import Session


class InterviewScreen(KataScreen):
    """A screen of a running interview: `esc` leaves it, to be gone on with later.

    Quitting the program is leaving, too. The store is asked when something happens; in between the clock is reckoned.
    """

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self.session = session
        self._moved_on = False

    @told
    def go_on(self) -> None:
        """Show what comes next in this screen's place; what lies above it, e.g. help, is closed."""
        following = screen_for(self.session)
        self._moved_on = True
        while self.app.screen is not self:
            self.app.pop_screen()
        self.app.switch_screen(following)

    def keep(self) -> None:
        """Keep what is typed; nothing here."""

    @told
    def action_leave(self) -> None:
        """Keep everything and go home; the clock stands."""
        self.keep()
        self.session.pause("left")
        self._moved_on = True
        self.dismiss()

    def on_unmount(self) -> None:
        """Stop the clock where the program is quit."""
        if not self._moved_on:
            with suppress(KataError):  # nobody looks any more; the next start reckons from the last sign of life
                with suppress(NoMatches):  # the form may be gone first; what was typed was kept as the fingers paused
                    self.keep()
                self.session.pause("left")


class TimedScreen(InterviewScreen):
    """A screen on which the clock runs: `step` is what it asks. Who inherits binds the keys to pause and leave."""

    def __init__(self, session: "Session", step: Step) -> None:
        super().__init__(session)
        assert step.part is not None
        self.step = step
        self.part: Part = step.part
        self.held: Standing = session.held()
        self._told_of_end = False

    def on_mount(self) -> None:
        """Let the clock be seen, and the store hear that we are here."""
        self.set_interval(1, self.tick)
        self.set_interval(HEARTBEAT, self._sign_of_life)
        self.tick()

    @told
    def _sign_of_life(self) -> None:
        self.session.sign_of_life()

    def now(self) -> datetime:
        """Return the time now."""
        return self.session.now()

    @property
    def is_over(self) -> bool:
        """Whether the part's time is over."""
        return self.held.spent_on(self.part.name, self.now()) >= 60 * self.part.minutes

    def tick(self) -> None:
        """Draw the clock; say once that the part's time is over."""
        if self._moved_on:
            return
        head = self.query_one(HeadLine)
        head.left, head.right = self.where(), clocks(self.session, self.held, self.part, self.now())
        if self.is_over and not self._told_of_end:
            self._told_of_end = True
            self.time_is_over()

    def where(self) -> str:
        """Return the part, and which item of how many is on screen."""
        number = self.part.items.index(self.step.item) + 1
        place = _("{number} of {count}").format(number=number, count=len(self.part.items))
        return f"{part_name(self.part.name)} · {place}" if len(self.part.items) > 1 else part_name(self.part.name)

    @told
    def time_is_over(self) -> None:
        """Write it and say it; what is on screen may be finished."""
        self.session.note_time()
        self.query_one(StatusLine).say(_("The time of this part is over. Finish this one."), "notice")

    @told
    def action_pause(self) -> None:
        """Stop the clock and hide what is asked."""
        from kata.tui.screens.interview_pause import PauseScreen  # noqa: PLC0415  it leads back here

        self.keep()
        self.session.pause("asked for")
        self._moved_on = True
        self.app.switch_screen(PauseScreen(self.session))


def clocks(session: "Session", held: Standing, part: Part, now: datetime) -> str:
    """Return the clock of the part and that of the whole, each with its minutes."""
    of_part = _("{time} of {minutes} min").format(time=clock(held.spent_on(part.name, now)), minutes=part.minutes)
    whole = _("in all {time} of {minutes}").format(time=clock(held.whole(now)), minutes=session.interview.minutes)
    return f"{of_part} · {whole}"


def screen_for(session: "Session") -> Screen[None]:
    """Return the screen for what comes next, and write that it begins."""
    step = session.advance()
    if step.kind == "ask":
        if step.item == session.interview.kata:
            from kata.tui.screens.interview_kata import InterviewKataScreen  # noqa: PLC0415  the editor's grammar

            return InterviewKataScreen(session, step)
        from kata.tui.screens.interview_question import InterviewQuestionScreen  # noqa: PLC0415  forms

        return InterviewQuestionScreen(session, step)
    if step.kind == "grade":
        from kata.tui.screens.interview_pause import GradingScreen  # noqa: PLC0415  it leads back here

        return GradingScreen(session, step.item)
    if step.kind == "tick":
        from kata.tui.screens.interview_ticking import TickingScreen  # noqa: PLC0415  it leads back here

        return TickingScreen(session, step.item)
    from kata.tui.screens.interview_card import CardScreen  # noqa: PLC0415  it is seen once

    session.end()
    return CardScreen(session)
