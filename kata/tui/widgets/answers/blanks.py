"""The form of `cloze`: the blanks stand in the code, the fields below it."""

import re
from typing import Any, Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from kata.content.model import ClozeQuestion, say
from kata.i18n import _, language
from kata.practice.answers import Answer, Mark
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.code import CodeView, highlighted
from kata.tui.widgets.fields import LineField

_BLANK: Final = re.compile(r"\{\{(\d+)\}\}")


def with_fillings(code: str, fillings: tuple[str, ...]) -> Content:
    """Return the code in colours, each blank `{{n}}` shown as its filling, or as ` n ` while that is empty."""
    text, spans, end = "", [], 0
    for blank in _BLANK.finditer(code):
        text += code[end : blank.start()]
        filling = fillings[int(blank[1]) - 1] or f" {blank[1]} "
        spans.append((len(text), len(text) + len(filling)))
        text, end = text + filling, blank.end()
    shown = highlighted(text + code[end:])
    for start, stop in spans:
        shown = shown.stylize("bold $block-cursor-foreground on $block-cursor-background", start, stop)
    return shown


class ClozeForm(AnswerForm):
    """`cloze`; the draft is the list of fillings so far."""

    DEFAULT_CSS = """
    ClozeForm {
        & > Horizontal { height: 1; margin-left: 2; }
        & .number { width: 4; }
        & LineField { width: 1fr; max-width: 60; }
    }
    """
    SHOWS_CODE = True
    asked: ClozeQuestion

    def compose(self) -> ComposeResult:
        """Show the code and a field for each blank."""
        yield CodeView("")
        for number in range(1, len(self.asked.answers[0]) + 1):
            with Horizontal():
                yield Static(str(number), classes="number", markup=False)
                yield LineField()

    def on_mount(self) -> None:
        """Draw the blanks."""
        self._redraw()

    @property
    def fields(self) -> list[LineField]:
        """The fields, in the order of their blanks."""
        return list(self.query(LineField))

    @property
    def draft(self) -> Any:
        """The fillings so far."""
        return [field.value for field in self.fields]

    def restore(self, draft: Any) -> None:
        """Type them again."""
        for field, value in zip(self.fields, draft, strict=True):
            field.fill(value)

    def answer(self) -> Answer | None:
        """Return the fillings, once none is empty."""
        fillings = tuple(field.value.strip() for field in self.fields)
        return fillings if all(fillings) else None

    def missing(self) -> str:
        """A blank is empty."""
        return _("Fill every blank first; tab goes to the next.")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show in the code what is typed."""
        event.stop()
        self._redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next empty blank; hand the answer over where there is none."""
        event.stop()
        empty = next((field for field in self.fields if not field.value.strip()), None)
        if empty is not None and empty is not event.input:
            empty.focus()
        else:
            self.submit()

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show the fillings, no longer to be changed."""
        super().settle(answer, mark)
        self.restore(answer)
        for field in self.fields:
            field.disabled = True

    def _redraw(self) -> None:
        code = say(self.asked.code or "", language())
        self.query_one(CodeView).show(with_fillings(code, tuple(field.value for field in self.fields)))
