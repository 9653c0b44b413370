"""The results of a grading: a sentence, the checks one by one, the first failure open on what it says."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from kata.i18n import N_
from kata.tui.grading_state import CheckLine, GradingState
from kata.tui.widgets.checks_words import SIGNS, looks_like, printable, seconds_of, state_sentence


class CheckRow(Vertical, can_focus=True):
    """One check: sign, title and time; its message below while it is open. `enter` or a click opens and closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "turn", N_("Open"), show=False),
        Binding("down,j", "app.focus_next", N_("Next check"), show=False),
        Binding("up,k", "app.focus_previous", N_("Previous check"), show=False),
    ]
    DEFAULT_CSS = """
    CheckRow { height: auto; }
    CheckRow Horizontal { height: auto; }
    CheckRow .check-title { width: 1fr; height: auto; }
    CheckRow .check-seconds { width: auto; color: $text-muted; }
    CheckRow .check-message { display: none; padding: 0 0 0 2; }
    CheckRow.-open .check-message { display: block; }
    CheckRow.-silent .check-message { display: none; }
    CheckRow.-pending .check-title, CheckRow.-skipped .check-title { color: $text-muted; }
    CheckRow.-running .check-title { text-style: bold; }
    CheckRow.-passed .check-title { color: $text-success; }
    CheckRow.-failed .check-title, CheckRow.-error .check-title { color: $text-error; text-style: bold; }
    CheckRow:focus { background: $boost; }
    """

    def __init__(self, check: CheckLine) -> None:
        super().__init__(classes=f"-{check.state} -silent")
        self.check = check
        self._said = Content("")
        self._title = Static(_line(check), classes="check-title", markup=False)
        self._seconds = Static(seconds_of(check), classes="check-seconds", markup=False)
        self._message = Static("", classes="check-message", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the line and the message."""
        yield Horizontal(self._title, self._seconds)
        yield self._message

    def show(self, check: CheckLine, diagnosis: str) -> None:
        """Show the check as it stands now, with the diagnosis below its message where it has one."""
        said = _said(check, diagnosis)
        self.remove_class(f"-{self.check.state}").add_class(f"-{check.state}").set_class(not said.plain, "-silent")
        if check != self.check:
            self._title.update(_line(check))
            self._seconds.update(seconds_of(check))
        if said != self._said:
            self._message.update(said)
        self.check, self._said = check, said

    def open(self) -> None:
        """Show the message."""
        self.add_class("-open")

    def action_turn(self) -> None:
        """Open the check if it is closed, close it if it is open."""
        self.toggle_class("-open")

    def on_click(self, event: Click) -> None:
        """A click on the line toggles it; one on the message may be the start of a selection."""
        if event.y == 0:
            self.action_turn()


def _line(check: CheckLine) -> str:
    return f"{SIGNS[check.state]} {check.title}"


def _said(check: CheckLine, diagnosis: str) -> Content:
    """Return a check's message with the diagnosis below it, which is what to read first."""
    parts = [Content(printable(check.message).rstrip())] if check.message else []
    parts += [Content.styled(diagnosis, "$accent")] if diagnosis else []
    return Content("\n").join(parts)


class ChecksPanel(VerticalScroll):
    """The sentence on top, the checks below it, remarks at the end."""

    DEFAULT_CSS = """
    ChecksPanel #rows { height: auto; padding: 0 1 0 0; }
    ChecksPanel #sentence { padding: 0 1 1 0; }
    ChecksPanel.-passed #sentence { color: $text-success; }
    ChecksPanel.-bad #sentence { color: $text-error; }
    ChecksPanel #remarks { padding: 1 1 0 0; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CheckRow] = []
        self._opened_for: tuple[str, bool] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the sentence, the place for the checks, and the remarks."""
        yield Static(state_sentence(GradingState()), id="sentence", markup=False)
        yield Vertical(id="rows")
        yield Static("", id="remarks", markup=False)

    def place_to_look(self) -> CheckRow | None:
        """Return the first failure's row, else the first row, else None."""
        failed = (row for row in self._rows if row.check.state in ("failed", "error"))
        return next(failed, self._rows[0] if self._rows else None)

    def show(self, state: GradingState) -> None:
        """Show a grading as it stands now."""
        self.set_class(state.verdict == "passed", "-passed")
        self.set_class(state.phase == "impossible" or state.verdict not in (None, "passed"), "-bad")
        self.query_one("#sentence", Static).update(state_sentence(state))
        self._show_rows(state)
        remarks = state.report.remarks if state.report else []
        self.query_one("#remarks", Static).update("\n".join(printable(remark) for remark in remarks))
        self.query_one("#remarks").display = bool(remarks)

    def _show_rows(self, state: GradingState) -> None:
        """Reuse the rows of the grading before: the checks are the same ones, and mounting takes a moment."""
        self.query_one("#rows").display = bool(state.checks)
        if not state.checks:
            self._close_rows()
            return
        if [row.check.name for row in self._rows] != [check.name for check in state.checks]:
            self._replace_rows(state)
        failure = state.first_failure
        for row, check in zip(self._rows, state.checks, strict=True):
            diagnosed = state.report if check is failure else None
            row.show(check, looks_like(diagnosed) if diagnosed else "")
        self._open_first_failure(failure, diagnosed=bool(state.report))

    def _replace_rows(self, state: GradingState) -> None:
        for row in self._rows:
            row.remove()
        self._rows = [CheckRow(check) for check in state.checks]
        self._close_rows()
        self.query_one("#rows").mount_all(self._rows)

    def _close_rows(self) -> None:
        self._opened_for = None
        for row in self._rows:
            row.remove_class("-open")

    def _open_first_failure(self, failure: CheckLine | None, *, diagnosed: bool) -> None:
        """Open the first failure when it comes, and bring it to the top with what follows, and again at the end.

        Whoever closes or leaves it in between is left alone.
        """
        if failure is None or self._opened_for == (failure.name, diagnosed):
            return
        row = next(row for row in self._rows if row.check.name == failure.name)
        if self._opened_for is None or self._opened_for[0] != failure.name:
            row.open()
        self._opened_for = (failure.name, diagnosed)
        # Once its message has been laid out: before, there may be nothing to scroll to.
        self.call_after_refresh(self.call_after_refresh, row.scroll_visible, animate=False, top=True)
