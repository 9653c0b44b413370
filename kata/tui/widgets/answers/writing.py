"""The forms of `number`, `shape` and `output`: what is typed is the answer; `kata.practice` reads it."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from kata.content.model import NumberQuestion, say
from kata.i18n import _, language
from kata.practice.answers import Answer, Mark
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.fields import LineField, TextField


class LineForm(AnswerForm):
    """`number` and `shape`: one line."""

    DEFAULT_CSS = """
    LineForm {
        & > Horizontal { height: 1; margin-left: 2; }
        .unit { width: auto; margin-left: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Show the field, and the unit of a number behind it."""
        with Horizontal():
            yield LineField(placeholder=_("a number") if self._is_number else _("a shape, e.g. (8, 16)"))
            yield Static(self._unit, classes="unit muted", markup=False)

    @property
    def _is_number(self) -> bool:
        return isinstance(self.asked, NumberQuestion)

    @property
    def _unit(self) -> str:
        unit = self.asked.unit if isinstance(self.asked, NumberQuestion) else None
        return "" if unit is None else say(unit, language())

    @property
    def field(self) -> LineField:
        """The field."""
        return self.query_one(LineField)

    @property
    def draft(self) -> Any:
        """The text typed."""
        return self.field.value

    def restore(self, draft: Any) -> None:
        """Type it again."""
        self.field.fill(draft)

    def answer(self) -> Answer | None:
        """Return the text typed."""
        return self.field.value.strip() or None

    def missing(self) -> str:
        """Nothing is typed."""
        return _("Type a number first.") if self._is_number else _("Type a shape first, e.g. (8, 16).")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the answer over."""
        event.stop()
        self.submit()

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show the answer, no longer to be changed."""
        super().settle(answer, mark)
        self.field.value, self.field.disabled = str(answer), True


class OutputForm(AnswerForm):
    """`output`: several lines."""

    DEFAULT_CSS = "OutputForm TextField { margin-left: 1; width: 1fr; min-height: 3; }"

    def compose(self) -> ComposeResult:
        """Show the field."""
        yield TextField(placeholder=_("Line by line; if it raises, the exception's name last."))

    @property
    def field(self) -> TextField:
        """The field."""
        return self.query_one(TextField)

    @property
    def draft(self) -> Any:
        """The text typed."""
        return self.field.text

    def restore(self, draft: Any) -> None:
        """Type it again."""
        self.field.fill(draft)

    def answer(self) -> Answer | None:
        """Return the text typed."""
        return self.field.text.rstrip() or None

    def missing(self) -> str:
        """Nothing is typed."""
        return _("Type what it prints first; “nothing” if nothing.")

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show the answer, no longer to be changed."""
        super().settle(answer, mark)
        self.field.text, self.field.disabled = str(answer), True
