"""The form of `bug`: first the line, in the code, then the reason."""

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kata.content.model import BugQuestion, say
from kata.i18n import N_, _, language
from kata.practice.answers import Answer, BugAnswer, Mark
from kata.tui.shuffling import shuffled
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.choice_list import ChoiceList
from kata.tui.widgets.code import CodeView, highlighted
from kata.tui.widgets.gutter_row import RIGHT, WRONG
from kata.tui.widgets.inline import inline


class CodeLines(CodeView, can_focus=True):
    """Numbered lines of code, one of which is chosen; `line` counts from 1."""

    DEFAULT_CSS = """
    CodeLines { margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", N_("Line above"), show=False),
        Binding("down,j", "move(1)", N_("Line below"), show=False),
    ]

    line: reactive[int | None] = reactive(None)
    signs: reactive[dict[int, str]] = reactive(dict[int, str])

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._lines = highlighted(code).split("\n")
        self.locked = False

    def on_mount(self) -> None:
        """Draw the lines, now and at each change."""
        for name in ("line", "signs"):
            self.watch(self, name, self._redraw, init=False)
        self._redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No key works once the answer is settled."""
        return not self.locked

    def action_move(self, by: int) -> None:
        """Choose the line above or below, skipping empty ones."""
        start = self.line if self.line is not None else (0 if by > 0 else len(self._lines) + 1)
        at = start + by
        while 1 <= at <= len(self._lines) and not self._lines[at - 1].plain.strip():
            at += by
        if 1 <= at <= len(self._lines):
            self.line = at

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        at = event.get_content_offset(self.query_one(Static))
        if at is not None and not self.locked and at.y < len(self._lines):
            self.line = at.y + 1

    def _redraw(self) -> None:
        self.show(Content("\n").join(self._row(number, text) for number, text in enumerate(self._lines, 1)))

    def _row(self, number: int, text: Content) -> Content:
        sign = self.signs.get(number, " ")
        here = "▸" if number == self.line else " "
        row = Content.assemble((f"{here}{sign} {number:>2}  ", _gutter_style(sign)), text)
        return (
            row.stylize("$block-cursor-foreground on $block-cursor-background")
            if here == "▸" and not self.locked
            else row
        )


def _gutter_style(sign: str) -> str:
    return {RIGHT: "$success bold", WRONG: "$error bold"}.get(sign, "$text-muted")


class BugForm(AnswerForm):
    """`bug`; the draft is the line and the reason's row."""

    DEFAULT_CSS = """
    BugForm .step { color: $text-muted; }
    """
    SHOWS_CODE = True
    asked: BugQuestion

    def compose(self) -> ComposeResult:
        """Show the code, then the reasons."""
        self._order = shuffled(self.asked.reasons, self.asked.id, self.seed)
        yield CodeLines(say(self.asked.code or "", language()))
        yield Static(_("Why is it wrong?"), classes="step", markup=False)
        yield ChoiceList([inline(say(reason.text, language())) for reason in self._order])

    @property
    def code(self) -> CodeLines:
        """The lines."""
        return self.query_one(CodeLines)

    @property
    def reasons(self) -> ChoiceList:
        """The reasons."""
        return self.query_one(ChoiceList)

    @property
    def draft(self) -> Any:
        """The line and the row of the reason."""
        return self.code.line, self.reasons.cursor

    def restore(self, draft: Any) -> None:
        """Choose them again."""
        self.code.line, at = draft
        if at is not None:
            self.reasons.action_pick(at)

    def submit(self) -> None:
        """With a line chosen and no reason yet, go on to the reasons."""
        if self.code.line is not None and not self.reasons.chosen and not self.reasons.has_focus:
            self.reasons.focus()
        else:
            super().submit()

    def answer(self) -> Answer | None:
        """Return line and reason, once both are chosen."""
        reason = next((self._order[at].id for at in self.reasons.chosen), None)
        if self.code.line is None or reason is None:
            return None
        return BugAnswer(self.code.line, reason)

    def missing(self) -> str:
        """The line or the reason is missing."""
        if self.code.line is None:
            return _("Choose the wrong line first: ↑ and ↓, then enter.")
        return _("Choose the reason too: its number, or ↑ and ↓.")

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show the wrong line and the right reason."""
        super().settle(answer, mark)
        assert isinstance(answer, BugAnswer)
        right = {fix.line for fix in self.asked.fixes}
        self.code.locked, self.code.can_focus, self.code.line = True, False, answer.line
        self.code.signs = {**dict.fromkeys(right, RIGHT), **({} if answer.line in right else {answer.line: WRONG})}
        chosen = next(at for at, reason in enumerate(self._order) if reason.id == answer.reason)
        right_rows = frozenset(at for at, reason in enumerate(self._order) if reason.correct)
        self.reasons.chosen = frozenset({chosen})
        self.reasons.settle({**dict.fromkeys(right_rows, RIGHT), **({} if chosen in right_rows else {chosen: WRONG})})
