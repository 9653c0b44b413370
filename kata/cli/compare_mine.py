"""`kata compare --mine KATA`: the user's passed solutions raced against each other and against the references."""

import secrets
import sys
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from msgspec.structs import replace

from kata.cli.content import open_library
from kata.cli.race_lines import Ended, Race, Runner, Times, course_rows, out_lines, race_json, sentences
from kata.cli.terminal import table
from kata.compare.machine import this_machine
from kata.content.model import say
from kata.errors import CannotGradeHereError, KataError
from kata.files import new_file
from kata.i18n import _, language
from kata.report.quantities import listed
from kata.store import KataAttempt, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kata.content import Library
    from kata.content.katas import Kata
    from kata.grading.racing import Contestant, Event, Lap

SEED_LIMIT: Final = 1 << 31


def race_mine(kata_id: str, content_dir: str | None, *, json_file: Path | None = None, force: bool = False) -> None:
    """Race and tell; ctrl+c tells what is measured.

    Raises:
        KataError: There is no such kata, nothing to race over, or none of it was passed.
        CannotGradeHereError: Nobody could run.
    """
    from kata.grading.racing import run

    library = open_library(content_dir)
    kata = library.kata(kata_id)
    _must_have_courses(library, kata)
    contestants = _contestants(kata)
    seed = secrets.randbelow(SEED_LIMIT)
    with new_file(json_file, force=force) if json_file else nullcontext() as part:
        race, interrupted = _raced(kata, contestants, run(contestants, seed=seed), seed)
        _tell(race, kata)
        if part is not None:
            part.write_bytes(race_json(race))
    if interrupted:
        raise click.Abort
    if not any(one.laps for times in race.courses.values() for one in times.values()):
        raise CannotGradeHereError(_("Nothing could be measured here; the lines above say why."))


def _must_have_courses(library: "Library", kata: "Kata") -> None:
    """Raise `KataError`, naming the katas that can be raced, unless this one can."""
    from kata.grading.courses import has_courses

    if not has_courses(kata.folder):
        others = listed([one.id for one in library.katas if has_courses(one.folder)] or [_("none")])
        message = _("{kata} has no race: what one grading takes says little about speed. These have one: {others}.")
        raise KataError(message.format(kata=kata.id, others=others))


def _contestants(kata: "Kata") -> "list[Contestant]":
    """Return the newest passed solution of each variant, and the references; `KataError` where none was passed."""
    from kata.grading.racing import Contestant

    own = []
    with open_store() as store:
        for variant in kata.variants:
            attempts = store.attempts(variant.name)
            passed = (it for it in attempts if isinstance(it, KataAttempt) and it.verdict == "passed")
            if (newest := next(passed, None)) is not None:
                own.append(Contestant(variant, newest.source, own=True))
    missing = [variant for variant in kata.variants if variant not in [one.variant for one in own]]
    commands = _(", ").join(f"kata solve {variant.name}" for variant in kata.variants if variant in missing)
    if not own:
        raise KataError(
            _("You have not passed {kata} yet. Begin with one of: {commands}").format(kata=kata.id, commands=commands)
        )
    if missing:
        names = listed([variant.name for variant in missing])
        click.echo(_("Not passed yet: {names} ({commands}).").format(names=names, commands=commands), err=True)
    return own + [Contestant(variant, variant.solution, own=False) for variant in kata.variants]


def _raced(kata: "Kata", contestants: "list[Contestant]", events: "Iterator[Event]", seed: int) -> tuple[Race, bool]:
    """Follow the race to its end or the user's; return what is known, and whether it was the user's."""
    race = Race(
        kata=kata.id,
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        whole=False,
        seed=seed,
        machine=this_machine(),
        runners=tuple(Runner(one.variant.name, one.own) for one in contestants),
        out={},
        courses={},
        titles={},
    )
    said: set[str] = set()
    try:
        with closing(events):  # type: ignore[type-var]  # a generator
            for event in events:
                race = _after(race, contestants.index(event.contestant), event, said)
    except KeyboardInterrupt:
        return race, True
    finally:
        _progress("")
    return replace(race, whole=True), False


def _after(race: Race, place: int, event: "Event", said: set[str]) -> Race:
    """Return what is known after an event; say what there is to say meanwhile."""
    from kata.grading.confidence import note
    from kata.grading.racing import Entered, Lap, Out

    match event:
        case Entered(confined=level):
            if (remark := note(level)) and remark not in said:
                said.add(remark)
                click.echo(remark, err=True)
            _progress(_("ready: {name}").format(name=race.runners[place].words))
        case Out(ending=ending, message=message):
            return replace(race, out={**race.out, place: Ended(ending, message)})
        case Lap(course=course, number=number):
            title = say(course.title, language())
            name = race.runners[place].words
            _progress(_("{course}: lap {number}, {name}").format(course=title, number=number, name=name))
            times = dict(race.courses.get(course.name, {}))
            times[place] = _with_lap(times.get(place), event)
            return replace(
                race,
                courses={**race.courses, course.name: times},
                titles={**race.titles, course.name: title},
            )
    return race


def _with_lap(times: Times | None, lap: "Lap") -> Times:
    """Return the times of one contestant with one lap more; the wire of the first one counts for nothing."""
    if times is None:
        return Times(lap.seconds)
    return Times(times.first, (*times.laps, lap.seconds), (*times.wire, lap.wire))


def _progress(text: str) -> None:
    """Show what is being done in one line of a terminal, in place of what was."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{text}", nl=False, err=True)


def _tell(race: Race, kata: "Kata") -> None:
    """Print a table and two sentences for each course, then who is out and how it was measured."""
    click.echo(_("{title} ({kata})").format(title=say(kata.title, language()), kata=kata.id))
    for course, times in race.courses.items():
        click.echo(f"\n{race.titles[course]}")
        click.echo(table(course_rows(race, times)))
        for sentence in sentences(race, times):
            click.echo(sentence)
    for line in out_lines(race):
        click.echo(f"\n{line}")
    click.echo()
    for sentence in _how():
        click.echo(sentence)
    if not race.whole:
        click.echo(_("Ended early: fewer laps than planned."))


def _how() -> tuple[str, ...]:
    """Say how it was measured."""
    return (
        _("Each solution had a confined process of its own, one thread on the CPU and the same data, in turns."),
        _("The clock is the judge's, from the request to its answer; all values were checked."),
        _("The first lap, with tracing and compiling, stands apart."),
        _("Wire: handing the same values to a function that does nothing; it is inside the times and not taken off."),
    )
