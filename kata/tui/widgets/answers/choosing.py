"""The forms of `choice`, `multi` and `boolean`."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kata.content.model import BooleanQuestion, ChoiceQuestion, MultiQuestion, say
from kata.i18n import N_, _, language
from kata.practice.answers import Answer, Mark
from kata.tui.shuffling import shuffled
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.choice_list import ChoiceList
from kata.tui.widgets.gutter_row import RIGHT, WRONG
from kata.tui.widgets.inline import inline


class ListForm(AnswerForm):
    """One list; the draft is the list of chosen indices."""

    @property
    def choices(self) -> ChoiceList:
        """The list."""
        return self.query_one(ChoiceList)

    @property
    def draft(self) -> Any:
        """The indices of the rows chosen."""
        return sorted(self.choices.chosen)

    def restore(self, draft: Any) -> None:
        """Choose the same rows again."""
        self.choices.chosen = frozenset(draft)
        self.choices.cursor = max(draft, default=None)

    def show_signs(self, right: frozenset[int]) -> None:
        """Mark the rows that were right, and those chosen that were not."""
        wrong = self.choices.chosen - right
        self.choices.settle({**dict.fromkeys(right, RIGHT), **dict.fromkeys(wrong, WRONG)})


class ChoiceForm(ListForm):
    """`choice` and `multi`: the choices in shuffled order."""

    asked: ChoiceQuestion | MultiQuestion

    def compose(self) -> ComposeResult:
        """Show the list."""
        self._order = shuffled(self.asked.choices, self.asked.id, self.seed)
        texts = [inline(say(choice.text, language())) for choice in self._order]
        yield ChoiceList(texts, several=isinstance(self.asked, MultiQuestion))

    def answer(self) -> Answer | None:
        """Return the id chosen, or the ids."""
        ids = tuple(self._order[at].id for at in sorted(self.choices.chosen))
        if not ids:
            return None
        return tuple(sorted(ids)) if isinstance(self.asked, MultiQuestion) else ids[0]

    def missing(self) -> str:
        """Nothing is chosen."""
        if isinstance(self.asked, MultiQuestion):
            return _("Tick at least one first: its number, or space.")
        return _("Choose one first: its number, or ↑ and ↓.")

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show the right choices and the wrong ones that were chosen."""
        super().settle(answer, mark)
        given = {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, tuple) else set()
        self.choices.chosen = frozenset(at for at, choice in enumerate(self._order) if choice.id in given)
        self.show_signs(frozenset(at for at, choice in enumerate(self._order) if choice.correct))


class BooleanForm(ListForm):
    """`boolean`: true or false."""

    asked: BooleanQuestion
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "pick(0)", N_("True"), show=False),
        Binding("f", "pick(1)", N_("False"), show=False),
    ]

    def compose(self) -> ComposeResult:
        """Show two rows."""
        yield ChoiceList([inline(_("True")), inline(_("False"))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `f` to the screen once the answer is settled."""
        return not (action == "pick" and self.settled) and super().check_action(action, parameters)

    def action_pick(self, at: int) -> None:
        """Choose by letter."""
        self.choices.action_pick(at)

    def answer(self) -> Answer | None:
        """Return True or False."""
        return next((at == 0 for at in self.choices.chosen), None)

    def missing(self) -> str:
        """Nothing is chosen."""
        return _("Choose first: t for true, f for false.")

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show which of the two was right."""
        super().settle(answer, mark)
        self.choices.chosen = frozenset({0 if answer else 1})
        self.show_signs(frozenset({0 if self.asked.answer else 1}))
