"""One question from top to bottom: prompt, code, form, hints, verdict. What comes later comes below: nothing jumps."""

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from kata.content.model import Question, say
from kata.i18n import N_, _, language
from kata.tui.asking import Asked
from kata.tui.messages import TypingPaused
from kata.tui.widgets.answers import form_for
from kata.tui.widgets.code import CodeView
from kata.tui.widgets.prose import Prose
from kata.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from textual.timer import Timer

    from kata.tui.widgets.answers.form import AnswerForm

Links = tuple[tuple[str, str], ...]
PAUSE: Final = 1.0  # seconds without a key, after which what is typed is kept


class QuestionView(VerticalScroll):
    """Shows one question; `show` follows it as it is answered. Once it is, the keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", N_("Scroll up"), show=False),
        Binding("down,j", "scroll_down", N_("Scroll down"), show=False),
        Binding("pageup", "page_up", N_("Page up"), show=False),
        Binding("pagedown,space", "page_down", N_("Page down"), show=False),
        Binding("shift+left,less_than_sign", "sideways(-8)", N_("Code to the left"), show=False),
        Binding("shift+right,greater_than_sign", "sideways(8)", N_("Code to the right"), show=False),
    ]

    DEFAULT_CSS = """
    QuestionView {
        padding: 1 2 0 2;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > * { max-width: 110; }
        & .hint { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, question: Question, seed: int, links: Links = ()) -> None:
        super().__init__()
        self._question, self.links = question, links
        self.form: AnswerForm = form_for(question, seed)
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Show what stands before the answer."""
        yield Prose(say(self._question.prompt, language()))
        if self._question.code is not None and not self.form.SHOWS_CODE:
            yield CodeView(say(self._question.code, language()).rstrip("\n"))
        yield self.form

    def begin(self, asked: Asked, draft: Any) -> None:
        """Show the question as it stands, with what was typed before (None: nothing), ready for the first key."""
        if draft is not None:
            self.form.restore(draft)
        field = self.form.first_field()
        if field is not None:
            field.focus(scroll_visible=False)
        self.show(Asked(question=asked.question), asked)

    def show(self, before: Asked, now: Asked) -> None:
        """Add what is new: a hint, the verdict."""
        for number in range(before.hints, now.hints):
            text = say(now.question.hints[number], language())
            self.mount(Static(_("Hint {number}:").format(number=number + 1) + " " + text, classes="hint", markup=False))
        if now.mark is not None and now.answer is not None and before.mark is None:
            self.form.settle(now.answer, now.mark)
            self.mount(Verdict(now, self.links))
            self.focus(scroll_visible=False)

    def action_sideways(self, by: int) -> None:
        """Scroll code that is wider than the screen."""
        for code in self.query(CodeView):
            code.scroll_relative(x=by, animate=False)

    def on_input_changed(self) -> None:
        """Wait for a pause."""
        self._wait()

    def on_text_area_changed(self) -> None:
        """Wait for a pause."""
        self._wait()

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that nobody was told of yet."""
        return self._pause is not None and not self.form.settled

    def _tell(self) -> None:
        if self.unsaved:
            self.post_message(TypingPaused(self.form.draft))
        self._pause = None

    def _wait(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._tell)
