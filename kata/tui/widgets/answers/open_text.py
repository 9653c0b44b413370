"""The form of `open`: free text first, then the reader ticks the key points that it made."""

from typing import Any

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from kata.content.model import OpenQuestion, say
from kata.i18n import _, language
from kata.practice.answers import Answer, Mark, OpenAnswer
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.choice_list import ChoiceList
from kata.tui.widgets.fields import TextField
from kata.tui.widgets.inline import inline


class OpenForm(AnswerForm):
    """`open`; the draft is the text, whether it is finished, and the points ticked."""

    DEFAULT_CSS = """
    OpenForm {
        & TextField { margin-left: 1; width: 1fr; min-height: 6; }
        & .step { margin-top: 1; color: $text-muted; }
        &.-writing .step, &.-writing ChoiceList { display: none; }
    }
    """
    asked: OpenQuestion

    def compose(self) -> ComposeResult:
        """Show the field; the points wait."""
        self.add_class("-writing")
        yield TextField(placeholder=_("Answer as you would aloud. Nobody judges it but you."))
        yield Static(_("Tick the points that your answer made, then enter."), classes="step", markup=False)
        yield ChoiceList([inline(say(point.text, language())) for point in self.asked.points], several=True)

    @property
    def field(self) -> TextField:
        """The field."""
        return self.query_one(TextField)

    @property
    def points(self) -> ChoiceList:
        """The key points."""
        return self.query_one(ChoiceList)

    @property
    def writing(self) -> bool:
        """Whether the text is still being written."""
        return self.has_class("-writing")

    @property
    def draft(self) -> Any:
        """The text, whether it is still being written, the points ticked."""
        return self.field.text, self.writing, sorted(self.points.chosen)

    def restore(self, draft: Any) -> None:
        """Write it again."""
        text, writing, ticked = draft
        self.field.fill(text)
        self.points.chosen = frozenset(ticked)
        if not writing:
            self._show_points()

    def submit(self) -> None:
        """With the text written, go on to the points."""
        if self.writing and self.field.text.strip():
            self._show_points()
            self.points.focus()
        else:
            super().submit()

    def answer(self) -> Answer | None:
        """Return the text and the points ticked; none ticked is an answer too."""
        text = self.field.text.strip()
        return None if not text or self.writing else OpenAnswer(text, tuple(sorted(self.points.chosen)))

    def missing(self) -> str:
        """Nothing is written."""
        return _("Write a sentence first; “I don't know” is one.")

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show the text and the points ticked, no longer to be changed."""
        super().settle(answer, mark)
        assert isinstance(answer, OpenAnswer)
        self.field.text = answer.text
        self.points.chosen = frozenset(answer.points)
        self._show_points()
        self.points.settle({})

    def first_field(self) -> Widget | None:
        """The field, or the points once the text is written."""
        return self.field if self.writing else self.points

    def _show_points(self) -> None:
        self.field.disabled = True
        self.remove_class("-writing")
