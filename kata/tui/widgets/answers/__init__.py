"""How each kind of question is answered: one form a kind, made by `form_for`."""

from typing import Final

from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    ChoiceQuestion,
    ClozeQuestion,
    MatchQuestion,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    Question,
    ShapeQuestion,
)
from kata.tui.widgets.answers.blanks import ClozeForm
from kata.tui.widgets.answers.bug_line import BugForm
from kata.tui.widgets.answers.choosing import BooleanForm, ChoiceForm
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.answers.matching import MatchForm
from kata.tui.widgets.answers.open_text import OpenForm
from kata.tui.widgets.answers.ordering import OrderForm
from kata.tui.widgets.answers.writing import LineForm, OutputForm

FORMS: Final[dict[type, type[AnswerForm]]] = {
    ChoiceQuestion: ChoiceForm,
    MultiQuestion: ChoiceForm,
    BooleanQuestion: BooleanForm,
    NumberQuestion: LineForm,
    ShapeQuestion: LineForm,
    OutputQuestion: OutputForm,
    OrderQuestion: OrderForm,
    ClozeQuestion: ClozeForm,
    MatchQuestion: MatchForm,
    BugQuestion: BugForm,
    OpenQuestion: OpenForm,
}


def form_for(question: Question, seed: int) -> AnswerForm:
    """Return a form that asks `question`."""
    return FORMS[type(question)](question, seed)
