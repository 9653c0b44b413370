"""A race: several solutions of one kata, each in a confined worker of its own, asked for the same things in turns.

The judge's clock counts from a request to its answer; a worker is asked for nothing else meanwhile. What it takes to
bring values there and back is inside and not taken off: beside each lap stands what it takes to hand the same values to
a function that does nothing. A lap's values are checked like those of a grading; who gets them wrong is out.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from kata.content import Variant
from kata.errors import CannotGradeHereError, KataError
from kata.grading import faults
from kata.grading.channel import CancelledError
from kata.grading.courses import Course, load_courses
from kata.grading.output import quotable
from kata.grading.processes import Pool
from kata.grading.report import ConfinedBy, Verdict
from kata.grading.subject import Recording, Subject, Surroundings
from kata.grading.submission import Submission
from kata.grading.values import Given, Precision
from kata.i18n import _

ROUNDS: Final = 11  # laps after the first one
FEW: Final = 5  # with fewer laps nobody can be ranked
SECONDS: Final = 30.0  # after which no further round is begun, but for the first few, which may take thrice as long
_COUNTED: Final = ("call", "gradient", "vjp")
_NOTHING, _SAME = "kata_race_nothing", "kata_race_same"
_GIVEN: Final = f"""

def {_NOTHING}(*values):
    return None


def {_SAME}(value):
    return value
"""

Ending = Verdict | Literal["missing"]


@dataclass(frozen=True)
class Contestant:
    """A solution that takes part; `own`: the user's, else the kata's reference."""

    variant: Variant
    source: str
    own: bool


@dataclass(frozen=True)
class Entered:
    """A contestant is in a worker, confined so far."""

    contestant: Contestant
    confined: ConfinedBy


@dataclass(frozen=True)
class Lap:
    """One contestant went once over one course.

    `number`: 0 is the first one, in which a framework traces, compiles and sets itself up. `seconds`: for all that was
    asked for; `wire`: for handing the same values to a function that does nothing.
    """

    contestant: Contestant
    course: Course
    number: int
    seconds: float
    wire: float


@dataclass(frozen=True)
class Out:
    """A contestant takes part no longer, or never did: a framework that is `missing`, or what a grading would say."""

    contestant: Contestant
    ending: Ending
    message: str


Event = Entered | Lap | Out


class Runner(Subject):
    """A submission on its way over a course."""

    _timed = True
    _running: "_Lap | None" = None

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let what is asked for in this block not count: a module to be made, or parameters to be put into one."""
        before, self._timed = self._timed, False
        try:
            yield
        finally:
            self._timed = before

    def held(self, value: Any, *, precision: Precision = "float32") -> Any:
        """Return a handle to a tree of arrays that was brought to the worker aside: its way there does not count."""
        with self.aside():
            return self.call(Given(_SAME), value, precision=precision, keep=True)

    def lap(self, course: Course, seed: int) -> tuple[float, float]:
        """Go over a course once; return the seconds of what was asked for, and of handing the values over."""
        self.recording = Recording()  # of every lap it would be much, and no diagnosis follows
        self._running = running = _Lap()
        try:
            course.body(self, course.rng(seed))
        finally:
            self._running = None
        return running.seconds, sum(self._hand_over(fields) for fields in running.asked)

    def _ask(self, op: str, fields: dict[str, Any]) -> dict[str, Any]:
        begun = time.perf_counter()
        reply = super()._ask(op, fields)
        if self._running is not None and self._timed and op in _COUNTED:
            self._running.seconds += time.perf_counter() - begun
            self._running.asked.append(fields)
        return reply

    def _hand_over(self, fields: dict[str, Any]) -> float:
        """Hand the values of a call to what does nothing; return the seconds."""
        same = {"args": fields["args"], "precision": fields["precision"]}
        begun = time.perf_counter()
        self._ask("call", {**same, "name": Given(_NOTHING), "on": None, "keep": False, "seed": None, "watching": False})
        return time.perf_counter() - begun


@dataclass
class _Lap:
    """What one lap has come to so far."""

    seconds: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)


def run(
    contestants: Sequence[Contestant],
    *,
    seed: int,
    rounds: int = ROUNDS,
    seconds: float = SECONDS,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Event]:
    """Race solutions of one kata; whatever ends this iterator ends the workers.

    All go once over every course, then in turns, until there were `rounds` more or `seconds` are over; of the first few
    rounds none is left out before thrice the time. The turns begin with another one each time.

    Raises:
        CannotGradeHereError: The kata's `race.py` does not load.
        CancelledError: `cancelled()` became true.
    """
    courses = load_courses(contestants[0].variant.kata.folder)
    with ExitStack() as stack:
        race = _Race(stack, seed, cancelled)
        race.warm_up(contestants)
        for contestant in contestants:
            yield race.enter(contestant)
        begun = time.monotonic()
        for number in range(rounds + 1):
            if number > 1 and time.monotonic() - begun > (seconds if number > FEW else 3 * seconds):
                return
            for course in courses:
                yield from race.round(course, number)
            if number == 0:
                begun = time.monotonic()


class _Race:
    """Who still takes part, each in a worker that lasts as long as `stack`."""

    def __init__(self, stack: ExitStack, seed: int, cancelled: Callable[[], bool]) -> None:
        self._stack, self._seed, self._cancelled = stack, seed, cancelled
        self._pool = stack.enter_context(Pool())
        self._running: dict[Contestant, Runner] = {}

    def warm_up(self, contestants: Sequence[Contestant]) -> None:
        """Have all frameworks imported at the same time; one that is missing is told in its turn."""
        for framework in dict.fromkeys(one.variant.framework for one in contestants):
            with suppress(KataError):
                self._pool.starter(framework)

    def enter(self, contestant: Contestant) -> Entered | Out:
        """Open a worker for a contestant."""
        framework, limits = contestant.variant.framework, contestant.variant.kata.spec.limits
        submission = self._submission(contestant)
        try:
            level = self._pool.layers(framework).level_for(loopback=limits.loopback)
            worker = self._stack.enter_context(submission.open())
        except CannotGradeHereError as fault:
            return Out(contestant, "missing", str(fault))
        except faults.OF_SUBMISSION as fault:
            return _out(contestant, fault)
        surroundings = Surroundings(submission.open, submission.open_clean)
        self._running[contestant] = Runner(framework, "cpu", worker, surroundings)
        return Entered(contestant, level)

    def round(self, course: Course, number: int) -> Iterator[Lap | Out]:
        """Let all go over a course, one after the other."""
        order = list(self._running)
        first = number % max(len(order), 1)
        for contestant in order[first:] + order[:first]:
            try:
                taken, wire = self._running[contestant].lap(course, self._seed)
            except (KataError, CancelledError, OSError):
                raise
            except Exception as fault:  # noqa: BLE001  values odd enough to break a course end one contestant's race
                del self._running[contestant]
                yield _out(contestant, fault)
            else:
                yield Lap(contestant, course, number, taken, wire)

    def _submission(self, contestant: Contestant) -> Submission:
        variant = contestant.variant
        return Submission(
            source=contestant.source,
            framework=variant.framework,
            defines=variant.spec.defines,
            forbids=variant.spec.forbids,
            requires=variant.spec.requires,
            limits=variant.kata.spec.limits,
            seed=self._seed,
            given=variant.given + _GIVEN,
            pool=self._pool,
            cancelled=self._cancelled,
        )


def _out(contestant: Contestant, fault: Exception) -> Out:
    """Say why a contestant is out, as a grading would."""
    if not isinstance(fault, faults.OF_SUBMISSION):
        reason = f"{type(fault).__name__}: {fault}"
        message = _("What came back could not be checked ({reason}). Is it what the statement asks for?")
        return Out(contestant, "failed", quotable(message.format(reason=reason)))
    about = faults.About(source=contestant.source, memory_mb=contestant.variant.kata.spec.limits.memory_mb)
    return Out(contestant, faults.verdict_of(fault), quotable(faults.describe(fault, about)[1]))
