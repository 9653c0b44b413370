"""The screens on which an interview's clock stands: the pause, and the wait until code is graded."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kata.grading.report import GradeReport, GradeRequest
from kata.i18n import N_, _, language
from kata.report.interview_words import clock
from kata.tui.screens.base import told
from kata.tui.screens.interview_base import InterviewScreen
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine
from kata.tui.workbench_grading import follow

if TYPE_CHECKING:
    from kata.practice.interviews import Session


class PauseScreen(InterviewScreen):
    """Hides what is asked while the clock stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "resume", N_("Go on")),
        Binding("p,f9", "resume", N_("Go on"), show=False),
        Binding("escape", "leave", N_("Leave")),
    ]

    def compose(self) -> ComposeResult:
        """Head, what holds now, keys."""
        held = self.session.held()
        whole = _("{time} of {minutes} min").format(
            time=clock(held.whole(self.session.now())), minutes=self.session.interview.minutes
        )
        yield HeadLine(_("Paused"), whole)
        with Vertical(classes="still"):
            yield Static(
                _("The clock stands, and what is asked is covered. The scorecard will name this pause."), markup=False
            )
        yield KeyLine(show_command_palette=False)

    @told
    def action_resume(self) -> None:
        """Let the clock run again."""
        self.session.go_on()
        self.go_on()


class GradingScreen(InterviewScreen):
    """Has what was handed in graded, and says nothing of what comes of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", N_("Leave"))]

    def __init__(self, session: "Session", variant: str) -> None:
        super().__init__(session)
        self._variant = variant

    def compose(self) -> ComposeResult:
        """Head, what happens, keys."""
        yield HeadLine(_("Handed in"))
        with Vertical(classes="still"):
            yield Static(
                _("Your code is being graded; what came of it is said at the end. The clock stands meanwhile."),
                markup=False,
            )
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Grade what was handed in."""
        self.run_worker(self._grade(), exclusive=True)

    async def _grade(self) -> None:
        source = self.session.held().handed_in[self._variant].source
        request = GradeRequest(variant=self._variant, source=source, language=language())
        async for state in follow(self.kata.grading, request):
            if state.report is not None:
                self._keep_grade(state.report)
            elif state.phase == "impossible":
                self._keep_problem(state.problem)

    @told
    def _keep_grade(self, report: GradeReport) -> None:
        self.session.keep_grade(self._variant, report)
        self.go_on()

    @told
    def _keep_problem(self, problem: str) -> None:
        self.session.keep_problem(self._variant, problem)
        self.go_on()
