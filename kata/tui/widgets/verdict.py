"""What is said after an answer, beneath it: right or wrong, why, the mechanism, the proof, where to read on."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from kata.content.model import OpenQuestion, say
from kata.i18n import _, language
from kata.tui.asking import Asked, verdict_in_words
from kata.tui.right_answers import right_answer
from kata.tui.widgets.code import CodeView
from kata.tui.widgets.prose import Prose


class KataLink(Static):
    """The name of a kata that practises this; a click opens it."""

    class Followed(Message):
        """The reader wants to go to this variant."""

        def __init__(self, variant: str) -> None:
            super().__init__()
            self.variant = variant

    def __init__(self, variant: str, title: str) -> None:
        super().__init__(Content.assemble("→ ", (f"{variant}", "underline"), f"  {title}"), classes="link")
        self._variant = variant

    def on_click(self) -> None:
        """Follow it."""
        self.post_message(self.Followed(self._variant))


class Verdict(Vertical):
    """Built once for an answered question. `links` are (variant, title) of katas that practise it."""

    DEFAULT_CSS = """
    Verdict {
        height: auto;
        margin-top: 1;
        border-left: outer $primary;
        padding-left: 1;
        &.-right { border-left: outer $success; }
        &.-wrong { border-left: outer $error; }
        & .words { text-style: bold; }
        &.-right .words { color: $success; }
        &.-wrong .words { color: $error; }
        & .heading { color: $text-muted; }
        & .link { color: $primary; }
        & .remark { margin-bottom: 1; }
    }
    """

    def __init__(self, asked: Asked, links: tuple[tuple[str, str], ...] = ()) -> None:
        assert asked.mark is not None
        super().__init__()
        self._asked, self._mark, self._links = asked, asked.mark, links
        self.set_class(self._mark.correct is True, "-right")
        self.set_class(self._mark.correct is False, "-wrong")

    def compose(self) -> ComposeResult:
        """Say what matters most first, last what is for the curious."""
        yield Static(verdict_in_words(self._mark), classes="words", markup=False)
        yield from self._right_answer()
        if self._asked.remark:
            yield Static(self._asked.remark, classes="remark", markup=False)
        for why in self._mark.why:
            yield Prose(say(why, language()))
        yield Prose(say(self._asked.question.explanation, language()))
        yield from self._misconceptions()
        yield from self._practice()
        yield from self._sources()
        yield from self._proof()

    def _right_answer(self) -> Iterator[Widget]:
        if self._mark.correct or self._asked.answer is None:
            return
        right = right_answer(self._asked.question, self._asked.answer, language())
        if right.text:
            yield Prose(right.text)
        if right.code:
            yield CodeView(right.code)

    def _misconceptions(self) -> Iterator[Widget]:
        question = self._asked.question
        if isinstance(question, OpenQuestion) and question.misconceptions:
            yield Static(_("Often believed, and wrong:"), classes="heading", markup=False)
            yield Prose("\n".join("- " + say(belief.text, language()) for belief in question.misconceptions))

    def _practice(self) -> Iterator[Widget]:
        if self._links:
            yield Static(_("Practise it:"), classes="heading", markup=False)
            for variant, title in self._links:
                yield KataLink(variant, title)
            yield Static()

    def _sources(self) -> Iterator[Widget]:
        if self._asked.question.sources:
            yield Static(_("Read on:"), classes="heading", markup=False)
            for source in self._asked.question.sources:
                yield Static(Content.styled(source, "$primary underline"))
            yield Static()

    def _proof(self) -> Iterator[Widget]:
        if self._asked.question.proof:
            yield Static(_("What proves it, run at each release:"), classes="heading", markup=False)
            yield CodeView(self._asked.question.proof.rstrip("\n"))
