"""An interview line by line: the same conversation as on the screen, for pipes, scripts and screen readers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kata.cli import plain_words as words
from kata.cli.grade import read_submission
from kata.cli.plain_quiz import Fill, LeftError, PlainQuiz
from kata.content.model import OpenQuestion, Question, say
from kata.errors import KataError
from kata.i18n import _
from kata.practice import AnswerError
from kata.practice.conversation import Step
from kata.practice.interviews import Session
from kata.practice.typed import offer, read_points, read_typed
from kata.report.interview import Page, markdown
from kata.report.interview_words import clock, part_name, plan_rows, planned_name
from kata.report.schedule import day_in_words

if TYPE_CHECKING:
    from kata.grading.report import GradeReport

Grade = Callable[[Session, str, str], "GradeReport"]


class PassedOverError(Exception):
    """The reader leaves this one unanswered."""


class PlainInterview(PlainQuiz):
    """One interview. `grade` grades a source for a variant; `page` is what is said at the end."""

    def __init__(
        self,
        session: Session,
        *,
        language: str,
        read: Callable[[], str],
        write: Callable[[str], None],
        fill: Fill,
        grade: Grade,
        page: Callable[[Session], Page],
    ) -> None:
        super().__init__(
            session.library, session.store, session.saved, language=language, read=read, write=write, fill=fill
        )
        self.session, self._grade, self._page = session, grade, page

    def hold(self) -> bool:
        """Talk until the end, or until the reader leaves; say whether it came to its end."""
        rows = plan_rows(self.session.interview)
        self.write("\n".join(f"{name} · {what} · {minutes}" for name, what, minutes in rows))
        self.write(_("Nothing is said of an answer before the end. Type ? to see what else you can type.") + "\n")
        try:
            while (step := self.session.advance()).kind != "card":
                self._lines_read = 0
                self._take(step)
        except LeftError:
            self.session.pause("left")
            self.write(_("Left. The clock stands; `kata interview` goes on here."))
            return False
        except KeyboardInterrupt:
            self.session.pause("left")
            raise
        self.session.end()
        self.write(markdown(self._page(self.session)))
        self._plan_week()
        return True

    def _take(self, step: Step) -> None:
        """Do one step."""
        if step.kind == "grade":
            self._grade_kata(step.item)
        elif step.kind == "tick":
            self._judge(step.item)
        else:
            self.write(self._place(step) + "\n")
            try:
                if step.item == self.session.interview.kata:
                    self._ask_kata(step.item)
                else:
                    self._ask_question(self.library.question(step.item))
            except PassedOverError:
                self.session.pass_over(step.item)
            if self.session.note_time():
                self.write(_("The time of this part is over.") + "\n")

    def _place(self, step: Step) -> str:
        """Return part, number and clock."""
        assert step.part is not None
        held, now = self.session.held(), self.session.now()
        number, count = step.part.items.index(step.item) + 1, len(step.part.items)
        return " · ".join(
            (
                part_name(step.part.name),
                _("{number} of {count}").format(number=number, count=count),
                _("{time} of {minutes} min").format(
                    time=clock(held.spent_on(step.part.name, now)), minutes=step.part.minutes
                ),
                _("in all {time} of {minutes}").format(
                    time=clock(held.whole(now)), minutes=self.session.interview.minutes
                ),
            )
        )

    def _ask_question(self, question: Question) -> None:
        offered = offer(question, self.saved.seed)
        self.write(words.question_text(question, offered, self.language) + "\n")
        self.write(words.answer_form(question, self.language))
        while True:
            self._doubted = False
            try:
                answer = read_typed(question, offered, self._typed(question, offered), self.language)
                if isinstance(question, OpenQuestion):
                    self.session.say(question.id, str(answer))
                else:
                    self.session.answer(question, answer, self._mark(question, answer), unsure=self._doubted)
            except AnswerError as fault:
                self.write(str(fault))
            else:
                self.write(_("Noted.") + "\n")
                return

    def _ask_kata(self, name: str) -> None:
        variant = self.library.variant(name)
        self.write(variant.statement(self.language))
        self.write(_("The starter:") + "\n\n" + words.code_text(variant.starter) + "\n")
        how = _(
            "Write it in a file (kata start {variant} FILE writes the starter). Its path hands it in, once; ?n passes."
        )
        self.write(how.format(variant=name))
        while True:
            line = self._raw().strip()
            if self._command_of(line):
                continue
            if not line:
                self.write(how.format(variant=name))
                continue
            try:
                source = read_submission(Path(line).expanduser())
            except KataError as fault:
                self.write(str(fault))
            else:
                self.session.hand_in(name, source)
                return

    def _grade_kata(self, name: str) -> None:
        self.write(
            _("Your code is being graded; what came of it is said at the end. The clock stands meanwhile.") + "\n"
        )
        try:
            report = self._grade(self.session, name, self.session.held().handed_in[name].source)
        except KataError as fault:
            self.session.keep_problem(name, str(fault))
        else:
            self.session.keep_grade(name, report)

    def _judge(self, item: str) -> None:
        """Show an open answer beside a good one and read which points it made."""
        question = self.library.question(item)
        assert isinstance(question, OpenQuestion)
        self.write(_("The end: which points did you make?") + "\n")
        self.write(say(question.prompt, self.language) + "\n")
        self.write(_("Your answer:") + "\n" + words.code_text(self.session.held().said[item].text) + "\n")
        self.write(words.model_answer(question, self.language))
        self.write(_("Which of these points did you make? Type their numbers, or nothing."))
        while True:
            try:
                points = read_points(self._raw(), len(question.points))
            except AnswerError as fault:
                self.write(str(fault))
            else:
                self.session.settle(item, points)
                return

    def _plan_week(self) -> None:
        """Offer a plan for the week after."""
        if self.session.card().planned is not None:
            return
        self.write(_("Plan your next week from this? y puts it into the queue of practice, anything else leaves it."))
        try:
            wanted = self._raw().strip().casefold() in ("y", "yes", "是", "好")
        except LeftError:
            return
        if wanted:
            planned = self.session.plan_week().planned or {}
            for item in sorted(planned, key=lambda it: (planned[it], it)):
                self.write(f"- {day_in_words(planned[item])} · {planned_name(self.library, item, self.language)}")

    def _obey(self, question: Question, line: str) -> bool:
        """Do what a command says; an empty line is asked for again."""
        if not line:
            self.write(words.answer_form(question, self.language))
            return True
        return self._command_of(line)

    def _command_of(self, line: str) -> bool:
        """Do what a line says if it is a command; False if it is none."""
        match line.replace("？", "?").replace(" ", "").casefold():  # noqa: RUF001  typed in Chinese
            case "?":
                self.write(commands_text())
            case "?n":
                raise PassedOverError
            case "?p":
                self.session.pause("asked for")
                self.write(_("Paused; the clock stands, and the scorecard will name it. An empty line goes on."))
                self._raw()
                self.session.go_on()
            case _other:
                return False
        return True


def commands_text() -> str:
    """Return what can be typed instead of an answer."""
    return "\n".join(
        [
            _("?p   pause: the clock stands, and that is recorded"),
            _("?n   pass this one over"),
            _("q    leave; nothing is lost"),
            _("A question mark behind an answer says that you are unsure of it: b ?"),
        ]
    )
