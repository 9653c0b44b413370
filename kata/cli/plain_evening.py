"""An evening line by line: questions as in the quiz; a kata is solved in the workbench or in a file of one's own."""

from kata.cli.plain_quiz import LeftError, PlainQuiz
from kata.content import Variant
from kata.content.model import say
from kata.i18n import _
from kata.practice import evenings
from kata.report.katas import level_name
from kata.store import KataAttempt


class PlainEvening(PlainQuiz):
    """One evening asked line by line."""

    def left_in_words(self) -> str:
        """Return what is said when the reader leaves."""
        return _("Left. Nothing is lost: `kata practice` goes on here today.")

    def ask_item(self, name: str) -> None:
        """Ask a question, or tell of a kata and wait for its pass."""
        left = evenings.minutes_left(self.saved, self.sitting)
        self.write(_("About {minutes} min left.").format(minutes=left))
        if evenings.is_called(self.saved, name):
            self.write(_("The next question is called by a kata that did not pass."))
        if name in {variant.name for variant in self.library.variants}:
            self._kata(self.library.variant(name))
        else:
            super().ask_item(name)

    def at_end(self) -> None:
        """Let the last answer be rated or taken back, which else the next question's prompt would do."""
        if self.sitting.steps:
            self.write(_("That was the last one. An empty line ends the evening; ?1 to ?4 and ?z still work."))
            try:
                while self.line_or_command():
                    pass
            except LeftError:
                pass  # the end of the input ends the evening too

    def _kata(self, variant: Variant) -> None:
        spec = variant.kata.spec
        place = _("Kata, {number} of {count}: {variant}, {title} ({level}, about {minutes} min)")
        self.write(
            place.format(
                number=self.sitting.position + 1,
                count=len(self.sitting.questions),
                variant=variant.name,
                title=say(spec.title, self.language),
                level=level_name(spec.level),
                minutes=spec.minutes,
            )
            + "\n"
        )
        self.write(say(spec.summary, self.language) + "\n")
        self.write(_("In the workbench: kata solve {variant}").format(variant=variant.name))
        in_file = _("In a file of your own: kata start {variant} FILE, then kata grade {variant} FILE")
        self.write(in_file.format(variant=variant.name))
        self.write(_("Do it in another terminal. An empty line here looks whether it passed; n leaves it out tonight."))
        while self.sitting.current == variant.name:
            line = self.line_or_command()
            if line.casefold() == "n":
                evenings.put_off(self.store, self.saved.id, variant.name)
            self.sitting = evenings.go_on(self.library, self.store, self.saved)
            if self.sitting.current == variant.name:
                self.write(self._so_far(variant.name))
        self.say_back(variant.name)

    def _so_far(self, name: str) -> str:
        """Return how far the kata is in this evening."""
        attempts = evenings.attempts_of(self.store, self.saved)
        last = next((it for it in attempts if isinstance(it, KataAttempt) and it.variant == name), None)
        if last is None:
            return _("Not graded yet this evening.")
        return _("{passed} of {checks} checks").format(passed=last.passed_checks, checks=last.checks)
