"""The end of an interview: the scorecard, your answers beside the right ones, and the plan for the week after."""

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kata.content import Library
from kata.content.model import OpenQuestion, say
from kata.i18n import N_, _, language
from kata.practice.scorecard import Result, Scorecard, Share
from kata.report.answers import given_answer, right_answer
from kata.report.interview import page_of, write_report
from kata.report.interview_words import (
    FRAMEWORKS,
    kata_lines,
    overall,
    part_name,
    planned_name,
    status_name,
    time_in_words,
    title_of,
    topic_title,
)
from kata.report.schedule import day_in_words
from kata.store import QuestionAttempt
from kata.tui.bars import bar, fitted
from kata.tui.screens.base import KataScreen, told
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine, StatusLine
from kata.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from textual.widget import Widget

    from kata.practice.interviews import Session

BAR = 20  # cells


class CardScreen(KataScreen):
    """What came of it, from the whole to each answer; `a` puts the week's plan into the queue."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", N_("Home")),
        Binding("a", "plan_week", N_("Plan the week")),
        Binding("up,k", "scroll(-1)", N_("Scroll up"), show=False),
        Binding("down,j", "scroll(1)", N_("Scroll down"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown,space", "page(1)", N_("Page down"), show=False),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self._session, self._card = session, session.card()

    def compose(self) -> ComposeResult:
        """The whole, topics and frameworks, each item's time, the kata, the answers."""
        library, card = self._session.library, self._card
        yield HeadLine(_("Scorecard"))
        with VerticalScroll(can_focus=False):
            yield Static(overall(card), classes="overall", markup=False)
            yield Static(id="week", classes="lines")
            if card.topics:
                yield Static(_("By topic"), classes="heading", markup=False)
                yield Static(_bars([(topic_title(library, it.name, language()), it) for it in card.topics]))
            if card.frameworks:
                yield Static(_("By framework"), classes="heading", markup=False)
                yield Static(_bars([(FRAMEWORKS[it.name], it) for it in card.frameworks]))
            yield Static(_("Item by item, with the time taken and planned"), classes="heading", markup=False)
            yield Static(_items(library, card), classes="lines")
            for result in card.results:
                yield from _item(library, result)
        yield StatusLine()
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Say what can be done, and write the page that was asked for."""
        self._say()
        self._write()

    async def say_again(self) -> None:
        """Compose anew."""
        await self.recompose()
        self._say()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The week is planned once."""
        return action != "plan_week" or self._card.planned is None

    @told
    def action_plan_week(self) -> None:
        """Put the week's plan into the queue."""
        self._card = self._session.plan_week()
        self._say()
        self._write()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=by * max(page.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()

    @told
    def _write(self) -> None:
        """Write the page where one was asked for, and again with the week once that is planned."""
        file = self._session.report
        if file is not None:
            begun = self._session.saved.started.astimezone(self._session.now().tzinfo)
            page = page_of(self._session.library, self._session.interview, self._card, begun, language())
            write_report(file, page)
            self.notify(_("The page is written: {file}").format(file=file), markup=False)

    def _say(self) -> None:
        planned = self._card.planned
        week = self.query_one("#week", Static)
        week.display = bool(planned)
        week.update(_week(self._session.library, planned) if planned else "")
        hint = _("a plans your next week · kata interview --report FILE.html makes a page")
        done = _("The week is in the queue · kata interview --report FILE.html makes a page")
        self.query_one(StatusLine).say(hint if planned is None else done, "how")
        self.refresh_bindings()


def _bars(shares: "Sequence[tuple[str, Share]]") -> Content:
    width = max(cell_len(title) for title, _share in shares)
    return Content("\n").join(
        Content.assemble(fitted(title, width), "  ", bar(share.score, BAR), f"  {share.score:.0%}  ({share.judged})")
        for title, share in shares
    )


def _items(library: Library, card: Scorecard) -> Content:
    """Return a line for each item, beneath its part."""
    lines: list[Content] = []
    width = max(cell_len(status_name(result.status)) for result in card.results)
    times = max(len(time_in_words(result)) for result in card.results)
    for part, results in groupby(card.results, key=lambda result: result.part):
        lines.append(Content.styled(part_name(part), "bold"))
        lines += [
            Content.assemble(
                (fitted(status_name(result.status), width), _tone(result)),
                "  ",
                time_in_words(result).rjust(times),
                "  ",
                title_of(library, result, language()),
            )
            for result in results
        ]
    return Content("\n").join(lines)


def _item(library: Library, result: Result) -> "Iterator[Widget]":
    """Yield what was asked, what was answered, what is right; for a kata what its grading says."""
    heading = f"{status_name(result.status)} · {title_of(library, result, language())}"
    if result.kata:
        yield Static(heading, classes="item", markup=False)
        yield Static("\n".join(kata_lines(result)), classes="yours", markup=False)
        return
    question = library.question(result.item)
    yield Static(heading, classes="item", markup=False)
    if result.status == "not reached":  # it is still to be asked
        return
    prompt = say(question.prompt, language()).strip()
    if "\n" in prompt:  # its first line alone is in the heading
        yield Prose(prompt)
    if question.code is not None:
        yield Static(say(question.code, language()).rstrip(), classes="label", markup=False)
    if isinstance(result.attempt, QuestionAttempt):
        yield Static(_("Your answer:"), classes="label", markup=False)
        yield Static(given_answer(question, result.attempt.answer, language()), classes="yours", markup=False)
        if isinstance(question, OpenQuestion):
            yield Static(_points(question, result.attempt.answer["points"]))
    if result.status != "right" or isinstance(question, OpenQuestion):
        label = _("One good answer:") if isinstance(question, OpenQuestion) else _("Right is:")
        yield Static(label, classes="label", markup=False)
        yield Static(right_answer(question, language()), classes="right", markup=False)
    if not result.well:
        yield Prose(say(question.explanation, language()))


def _points(question: OpenQuestion, ticked: "Sequence[int]") -> Content:
    return Content("\n").join(
        Content(f"{'[x]' if at in ticked else '[ ]'} {say(point.text, language())}")
        for at, point in enumerate(question.points)
    )


def _week(library: Library, planned: "Mapping[str, date]") -> Content:
    lines = [Content.styled(_("Your next week, in the queue of practice:"), "$primary bold")]
    for day, items in groupby(sorted(planned, key=lambda item: (planned[item], item)), key=lambda item: planned[item]):
        lines.append(Content.styled(day_in_words(day), "bold"))
        lines += [Content(f"  {planned_name(library, item, language())}") for item in items]
    return Content("\n").join(lines)


def _tone(result: Result) -> str:
    if result.well:
        return "$text-success"
    return "$text-error" if result.status in ("wrong", "failed") else "$text-warning"
