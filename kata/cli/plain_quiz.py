"""The quiz line by line on stdin and stdout: for pipes, scripts and screen readers."""

import re
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from kata.cli import plain_words as words
from kata.content import Library
from kata.content.model import ClozeQuestion, MatchQuestion, OpenQuestion, OutputQuestion, Question, say
from kata.i18n import _
from kata.practice import Answer, AnswerError, Mark, OpenAnswer, Sitting, evenings, mark, scheduling
from kata.practice.typed import Offer, offer, read_points, read_row, read_typed
from kata.report.schedule import back_in_words
from kata.store import SavedSitting, Store

Fill = Callable[[ClozeQuestion, tuple[str, ...]], bool | None]
# More lines than that without an answer are no person: an endless `yes ''` must come to an end.
LINES_WITHOUT_ANSWER: Final = 1000
LEAVING: Final = frozenset({"q", "quit", "?q", "exit"})


class LeftError(Exception):
    """The reader has left: with `q`, or the input has ended."""


class TakenBackError(Exception):
    """The last answer was taken back: it is asked again."""


class PlainQuiz:
    """One sitting asked line by line. `read` raises EOFError at the end of the input; `fill` runs a cloze's filling."""

    def __init__(
        self,
        library: Library,
        store: Store,
        saved: SavedSitting,
        *,
        language: str,
        read: Callable[[], str],
        write: Callable[[str], None],
        fill: Fill,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.library, self.store, self.saved, self.language = library, store, saved, language
        self.sitting: Sitting = evenings.go_on(library, store, saved)
        self._read, self.write, self._fill, self._seconds = read, write, fill, seconds
        self._lines_read = 0
        self._doubted = False  # a question mark stood behind the answer that is being typed

    def run(self) -> None:
        """Ask until the end or until the reader leaves; every answer is stored before anything is said about it."""
        self.write(_("Type ? to see what else you can type.") + "\n")
        try:
            self._ask_all()
        except LeftError:
            self.write(self.left_in_words())
        else:
            self.store.end_sitting(self.saved.id)
        if self.sitting.steps:
            cards = evenings.comes_back(self.store, (step.question for step in self.sitting.steps))
            self.write(words.summary_text(self.library, self.sitting, self.language, cards))

    def left_in_words(self) -> str:
        """Return what is said when the reader leaves."""
        return _("Left. Nothing is lost: `kata quiz` goes on here.")

    def ask_item(self, name: str) -> None:
        """Ask one item; raises TakenBackError where the reader takes the last one back instead."""
        self._ask(self.library.question(name))

    def at_end(self) -> None:
        """Do what there is to do once everything is answered."""

    def _ask_all(self) -> None:
        while True:
            try:
                while self.sitting.current is not None:
                    self.ask_item(self.sitting.current)
                self.at_end()
            except TakenBackError:
                self.sitting = evenings.go_on(self.library, self.store, self.saved)
            else:
                return

    def _ask(self, question: Question) -> None:
        offered = offer(question, self.saved.seed)
        self.write(words.heading(self.library, question, self.sitting, self.language) + "\n")
        self.write(words.question_text(question, offered, self.language) + "\n")
        self.write(words.answer_form(question, self.language))
        begun, self._lines_read = self._seconds(), 0
        answer, worth = self._answer(question, offered)
        self._keep(question, answer, worth, self._seconds() - begun)
        self.write("\n" + words.feedback(question, worth, self.language) + "\n")
        self.say_back(question.id)

    def say_back(self, item: str) -> None:
        """Say when an item comes back."""
        card = scheduling.card(self.store, item)
        if card is not None:
            self.write(_("It {comes_back}.").format(comes_back=back_in_words(card)) + "\n")

    def _answer(self, question: Question, offered: Offer) -> tuple[Answer, Mark]:
        """Ask until what is typed can be read; return the answer and its mark."""
        while True:
            self._doubted = False
            try:
                typed = self._typed(question, offered)
                answer = read_typed(question, offered, typed, self.language)
                if isinstance(question, OpenQuestion):
                    answer = OpenAnswer(str(answer), self._points(question))
                return answer, self._mark(question, answer)
            except AnswerError as fault:
                self.write(str(fault))

    def _mark(self, question: Question, answer: Answer) -> Mark:
        """Mark the answer; a filling that is not among the accepted ones is run, it may be as good."""
        worth = mark(question, answer)
        if isinstance(question, ClozeQuestion) and not worth.correct and isinstance(answer, tuple):
            fillings = tuple(str(part) for part in answer)
            return mark(question, answer, self._fill(question, fillings))
        return worth

    def _keep(self, question: Question, answer: Answer, worth: Mark, seconds: float) -> None:
        topic = self.library.topic_of(question.id)
        hints = self._hints_seen(question)
        attempt = self.store.add_answer(
            question=question.id,
            topic=topic,
            kind=str(question.__struct_config__.tag),
            answer=answer,
            correct=worth.correct,
            score=worth.score,
            seconds=seconds,
            unsure=self._doubted,
            hints=hints,
            misconceptions=worth.misconceptions,
            sitting=self.saved.id,
        )
        self.sitting = self.sitting.answered(worth, topic=topic, unsure=self._doubted, hints=hints, attempt=attempt.id)

    def _typed(self, question: Question, offered: Offer) -> list[str]:
        """Return the lines of an answer: until an empty one, one a blank, one a row, or one."""
        match question:
            case OutputQuestion() | OpenQuestion():
                return [self._line(question), *iter(lambda: self._line(question, may_be_empty=True), "")]
            case ClozeQuestion():
                numbers = range(1, len(question.answers[0]) + 1)
                return [self._line(question, _("Blank {number}:").format(number=number)) for number in numbers]
            case MatchQuestion():
                return [self._row(question, offered, number) for number in range(len(question.rows))]
        return [self._line(question)]

    def _row(self, question: MatchQuestion, offered: Offer, number: int) -> str:
        """Ask for one row until it can be read: the rows before it need not be typed again."""
        columns = _(", ").join(say(column, self.language) for column in question.columns)
        label = f"{say(question.rows[number].label, self.language)} ({columns}):"
        while True:
            line = self._line(question, label)
            try:
                read_row(question, offered, line, self.language)
            except AnswerError as fault:
                self.write(str(fault))
            else:
                return line

    def _line(self, question: Question, label: str = "", *, may_be_empty: bool = False) -> str:
        """Return one line of an answer without the question mark of doubt, obeying lines that are commands."""
        while True:
            if label:
                self.write(label)
            line = self._raw().strip()
            if not line and may_be_empty:
                return ""
            if not self._obey(question, line):
                doubted = line.endswith(" ?" if isinstance(question, OpenQuestion) else "?")  # a sentence may ask
                self._doubted |= doubted
                return line[:-1].rstrip() if doubted else line

    def line_or_command(self) -> str:
        """Return a line that is no command about the last answer; those are obeyed, and "" is a line too."""
        while True:
            line = self._raw().strip()
            command = self._about_last().get(_command(line))
            if command is None:
                return line
            self.write(command(None))

    def _raw(self) -> str:
        self._lines_read += 1
        if self._lines_read > LINES_WITHOUT_ANSWER:
            raise LeftError
        try:
            line = self._read()
        except EOFError as end:
            raise LeftError from end
        if line.strip().casefold() in LEAVING:
            raise LeftError
        return line

    def _obey(self, question: Question, line: str) -> bool:
        """Do what a command says; False if the line is none. An empty line is asked for again."""
        commands: dict[str, Callable[[Question], str]] = {
            "": lambda question: words.answer_form(question, self.language),
            "?": lambda _question: words.commands_text(),
            "?h": self._hint,
            "?f": self._flag,
            **self._about_last(),
        }
        command = commands.get(_command(line))
        if command is None:
            return False
        self.write(command(question))
        return True

    def _about_last(self) -> dict[str, Callable[[Question | None], str]]:
        """Return the commands about the last answer, which need no question on screen."""
        rated = {f"?{rating}": partial(self._rate, rating) for rating in (1, 2, 3, 4)}
        return {"?u": self._unsure, "?z": self._take_back, **rated}

    def _hint(self, question: Question) -> str:
        seen = self._hints_seen(question)
        if seen >= len(question.hints):
            return _("There is no further hint.")
        self.store.reveal(question.id, "hint", seen + 1)
        return say(question.hints[seen], self.language)

    def _hints_seen(self, question: Question) -> int:
        """Return how many hints were looked at in this sitting, also before it was left and resumed."""
        reveals = self.store.reveals(question.id)
        return len({it.number for it in reveals if it.what == "hint" and it.at >= self.saved.started})

    def _unsure(self, _question: Question | None) -> str:
        if not self.sitting.steps or self.sitting.steps[-1].attempt is None:
            return _("Nothing is answered yet.")
        self.store.mark_unsure(self.sitting.steps[-1].attempt)
        self.sitting = self.sitting.marked_unsure()
        return _("Noted: you were unsure of your last answer. It comes back.")

    def _rate(self, rating: int, _question: Question | None) -> str:
        step = self.sitting.steps[-1] if self.sitting.steps else None
        if step is None or step.attempt is None:
            return _("Nothing is answered yet.")
        self.store.rate(step.attempt, rating)
        card = scheduling.card(self.store, step.question)
        return _("Noted.") if card is None else _("Noted: it {comes_back}.").format(comes_back=back_in_words(card))

    def _take_back(self, _question: Question | None) -> str:
        if not evenings.undo_last(self.store, self.saved.id, self.sitting):
            return _("Nothing is answered yet.")
        self.write(_("Taken back: the last answer counts for nothing. It is asked again.") + "\n")
        raise TakenBackError

    def _flag(self, question: Question) -> str:
        flagged = question.id not in self.store.flagged()
        self.store.flag(question.id, flagged)
        return _("Flagged.") if flagged else _("The flag is taken away.")

    def _points(self, question: OpenQuestion) -> tuple[int, ...]:
        """Show the model answer and return the key points that the reader ticks."""
        self.write(words.model_answer(question, self.language))
        self.write(_("Which of these points did you make? Type their numbers, or nothing."))
        while True:
            try:
                return read_points(self._raw(), len(question.points))
            except AnswerError as fault:
                self.write(str(fault))


def _command(line: str) -> str:
    """Return what may be a command in one form, however it was typed."""
    return re.sub(r"\s", "", line).replace("？", "?").casefold()  # noqa: RUF001  typed in Chinese
