"""What all forms share: they hold what the reader has entered so far and hand it over when asked."""

from typing import Any

from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget

from kata.content.model import Question
from kata.practice.answers import Answer, Mark
from kata.tui.messages import AnswerGiven, AnswerRefused


class AnswerForm(Vertical):
    """Asks one question. `seed` fixes the order of what is shuffled, so that a resumed quiz looks the same."""

    DEFAULT_CSS = "AnswerForm { height: auto; }"
    SHOWS_CODE = False  # True where the question's code is part of the form
    settled = reactive(False)

    def __init__(self, question: Question, seed: int) -> None:
        super().__init__()
        self.asked, self.seed = question, seed

    @property
    def draft(self) -> Any:
        """What the reader has entered so far, as a plain value that `restore` takes."""
        raise NotImplementedError

    def restore(self, draft: Any) -> None:
        """Show a draft again, e.g. after the language changed."""
        raise NotImplementedError

    def answer(self) -> Answer | None:
        """Return the answer entered, or None while something is missing."""
        raise NotImplementedError

    def missing(self) -> str:
        """Say what is missing while `answer` returns None."""
        raise NotImplementedError

    def submit(self) -> None:
        """Hand the answer over, or say what is missing. Forms with steps go on to the next step first."""
        answer = self.answer()
        self.post_message(AnswerRefused(self.missing()) if answer is None else AnswerGiven(self.asked.id, answer))

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Take no more input, and show which parts of the answer were right."""
        del answer, mark
        self.settled = True

    def first_field(self) -> Widget | None:
        """Return the widget that takes the first key."""
        return next((widget for widget in self.query("*") if widget.focusable), None)
