"""The door to an interview: what it will be, or the one that was left; the clock runs from the key on."""

from typing import TYPE_CHECKING, ClassVar, Final, get_args

from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kata.content.model import Level
from kata.i18n import N_, _
from kata.practice import interviews
from kata.practice.interview import Interview, Wishes
from kata.report.interview_words import clock, part_name, plan_rows
from kata.tui.asking import FRAMEWORKS, level_in_words
from kata.tui.bars import fitted
from kata.tui.screens.base import KataScreen, told
from kata.tui.screens.interview_base import screen_for
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine, StatusLine

if TYPE_CHECKING:
    from pathlib import Path

    from kata.practice.interviews import Session

MINUTES: Final = (15, 30, 45, 60, 90)  # on offer; the command line takes others too


class InterviewStartScreen(KataScreen):
    """Shows the plan without what will be asked.

    `wishes` None are those of the reader who only pressed a key; `report` is the file that is written at the end.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", N_("Begin")),
        Binding("enter", "resume", N_("Go on")),
        Binding("m", "minutes", N_("Minutes")),
        Binding("v", "level", N_("Level")),
        Binding("f", "framework", N_("Framework")),
        Binding("n", "begin_anew", N_("New interview")),
        Binding("escape", "leave", N_("Leave")),
    ]
    wishes: reactive[Wishes] = reactive(Wishes(), init=False)

    def __init__(self, wishes: Wishes | None = None, *, seed: int | None = None, report: "Path | None" = None) -> None:
        super().__init__()
        self.set_reactive(InterviewStartScreen.wishes, wishes or Wishes())
        self._seed, self._report = seed, report
        self._left: Session | None = None
        self._plan: Interview | None = None

    def compose(self) -> ComposeResult:
        """Head, plan, rules, keys."""
        yield HeadLine(_("Mock interview"))
        with VerticalScroll(can_focus=False):
            yield Static(id="plan")
            yield Static(id="rules", markup=False)
        yield StatusLine()
        yield KeyLine(show_command_palette=False)

    @told
    def on_mount(self) -> None:
        """Look for one that was left."""
        if self._seed is None:
            self._seed = int(self.kata.clock().timestamp() * 1000) % 2**31
        self._left = interviews.unfinished(self.kata.library, self.kata.store)
        self._redraw()

    async def say_again(self) -> None:
        """Say everything in the language spoken now."""
        await self.recompose()
        self._redraw()

    @told
    def watch_wishes(self) -> None:
        """Plan anew."""
        self._redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """An interview that was left is gone on with, or given up for a new one."""
        if action in ("resume", "begin_anew"):
            return self._left is not None
        if action in ("minutes", "level", "framework"):
            return self._left is None
        return action != "start" or (self._left is None and self._plan is not None and bool(self._plan.parts))

    @told
    def action_start(self) -> None:
        """Begin: from here on the clock runs."""
        assert self._plan is not None
        assert self._seed is not None
        self._open(interviews.begin(self.kata.library, self.kata.store, self._plan, self._seed))

    @told
    def action_resume(self) -> None:
        """Go on with the one that was left."""
        assert self._left is not None
        self._left.wake()
        self._open(self._left)

    def _open(self, session: "Session") -> None:
        session.report = self._report
        self.app.switch_screen(screen_for(session))

    def action_begin_anew(self) -> None:
        """Show the plan of a new one; the one that was left is given up when that begins."""
        self._left = None
        self._redraw()

    def action_minutes(self) -> None:
        """Take the next length."""
        at = next((at for at, minutes in enumerate(MINUTES) if minutes > self.wishes.minutes), 0)
        self.wishes = replace(self.wishes, minutes=MINUTES[at])

    def action_level(self) -> None:
        """Take the next level."""
        levels = get_args(Level)
        self.wishes = replace(self.wishes, level=levels[(levels.index(self.wishes.level) + 1) % len(levels)])

    def action_framework(self) -> None:
        """Take the next framework; topics that were asked for stay."""
        names = list(FRAMEWORKS)
        topics = tuple(name for name in self.wishes.focus if name not in FRAMEWORKS)
        held = next((names.index(name) for name in self.wishes.focus if name in names), -1)
        framework = (names[held + 1],) if held + 1 < len(names) else ()
        self.wishes = replace(self.wishes, focus=(*topics, *framework))

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()

    @told
    def _redraw(self) -> None:
        if self._seed is None:
            return
        self.query_one("#rules", Static).update(rules())
        if self._left is not None:
            self.query_one("#plan", Static).update(_where_it_was(self._left))
            self.query_one(StatusLine).say(_("enter goes on with it; the time away is recorded as a pause."), "how")
        else:
            self._plan = interviews.planned(self.kata.library, self.kata.store, self.wishes, self._seed)
            self.query_one("#plan", Static).update(_plan_in_words(self._plan))
            said = (
                (_("The clock begins with enter."), "how")
                if self._plan.parts
                else (_("No content fits what was asked for."), "notice")
            )
            self.query_one(StatusLine).say(*said)
        self.refresh_bindings()


def rules() -> str:
    """Return how it goes, a sentence or two a line."""
    return "\n".join(
        (
            _("As with an interviewer there are no hints, and nothing is said of an answer before the end."),
            _("When a part's time is over you finish what is on screen and go on; a kata is then handed in as it is."),
            _("p (f9 while you type) pauses, and pauses are recorded; esc leaves, and you go on later."),
            _("At the end come a scorecard and a plan for the week after."),
        )
    )


def _plan_in_words(plan: Interview) -> Content:
    wishes = plan.wishes
    focus = [FRAMEWORKS.get(name, name) for name in wishes.focus]  # type: ignore[call-overload]
    facts = [_("{minutes} min").format(minutes=wishes.minutes), level_in_words(wishes.level), *focus]
    rows = plan_rows(plan)
    widths = [max((cell_len(row[at]) for row in rows), default=0) for at in range(2)]
    lines = [
        Content.assemble((fitted(name, widths[0]), "bold"), "   ", fitted(what, widths[1]), "   ", minutes)
        for name, what, minutes in rows
    ]
    return Content("\n").join([Content.styled(" · ".join(facts), "$primary bold"), Content(""), *lines])


def _where_it_was(session: "Session") -> Content:
    held, now = session.held(), session.now()
    whole = _("{time} of {minutes} min").format(
        time=clock(held.whole(held.last or now)), minutes=session.interview.minutes
    )
    begun = session.saved.started.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M")
    lines = [Content.styled(_("You left an interview, begun {when}.").format(when=begun), "$primary bold"), Content("")]
    if held.finished:
        lines.append(Content(_("Everything is asked; what is left is to judge your open answers.")))
    elif held.part is not None:
        lines.append(
            Content(_("It stands at: {part}, {time} on the clock.").format(part=part_name(held.part), time=whole))
        )
    return Content("\n").join(lines)
