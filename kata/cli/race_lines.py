"""What a race came to, as text and as JSON: pure, from seconds alone."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any, Final

import msgspec
from msgspec import Struct

from kata import __version__
from kata.compare.result import Machine
from kata.compare.statistics import ENOUGH, Spread, faster, spread
from kata.i18n import _
from kata.report.history import verdict_name
from kata.report.quantities import capital, duration, listed, times_as

FORMAT: Final = 1
# The share of the fastest time from which on it is said that values travelling are a part of what is compared.
_MUCH_WIRE: Final = 0.25


class Runner(Struct, frozen=True):
    """Who takes part: a variant, solved by the user or by the kata's author."""

    variant: str
    own: bool

    @property
    def words(self) -> str:
        """What it is called."""
        return (_("your {name}") if self.own else _("the reference {name}")).format(name=self.variant)


class Times(Struct, frozen=True):
    """Seconds of one contestant on one course: the first lap, those after it, and what the wire takes of each."""

    first: float
    laps: tuple[float, ...] = ()
    wire: tuple[float, ...] = ()


class Ended(Struct, frozen=True):
    """Why a contestant is out: `missing`, or a verdict."""

    ending: str
    message: str


class Race(Struct, frozen=True, kw_only=True):
    """All of it: what `--json` writes. `courses`: name → a contestant's place in `runners` → its times.

    `titles`: what the courses are called in the language of whoever raced.
    """

    format: int = FORMAT
    kata: str
    at: str
    whole: bool
    seed: int
    machine: Machine
    runners: tuple[Runner, ...]
    out: dict[int, Ended]
    courses: dict[str, dict[int, Times]]
    titles: dict[str, str]


def race_json(race: Race) -> bytes:
    """Return a race as JSON, with the version of the program."""
    value: dict[str, Any] = {"version": __version__, **msgspec.to_builtins(race, str_keys=True)}
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def course_rows(race: Race, times: Mapping[int, Times]) -> tuple[tuple[str, ...], ...]:
    """Return a table, the least median first, then who was ended after the first lap; the first row is the head."""
    head = ("", _("median"), _("likely range"), _("times the fastest"), _("first lap"), _("wire"))
    spreads = _spreads(times)
    rows = [head]
    for place, held in spreads.items():
        between = f"{duration(held.low)} - {duration(held.high)}"
        one = times[place]
        name, ratio = race.runners[place].words, _ratio(next(iter(spreads.values())), held)
        rows.append((name, duration(held.median), between, ratio, duration(one.first), duration(median(one.wire))))
    for place, one in times.items():
        if place not in spreads:
            rows.append((race.runners[place].words, "-", "-", "", duration(one.first), "-"))
    return tuple(rows)


def _ratio(best: Spread, held: Spread) -> str:
    """Return how many times the fastest one takes; nothing for itself, and where nobody can be ranked."""
    if held is best or min(best.count, held.count) < ENOUGH:
        return ""
    return times_as(held.median / best.median) if faster(best, held) else _("a tie")


def out_lines(race: Race) -> Iterator[str]:
    """Yield a line for each contestant that is out."""
    for place, ended in race.out.items():
        name = race.runners[place].words
        if ended.ending == "missing":
            yield f"{name}: {ended.message}"
        else:
            yield _("{name} is out, {verdict}: {message}").format(
                name=name, verdict=verdict_name(ended.ending), message=ended.message
            )


def sentences(race: Race, times: Mapping[int, Times]) -> list[str]:
    """Return what the numbers say: who is fastest, how one's own stand to the references, whether the wire matters."""
    spreads = _spreads(times)
    if not spreads:
        return []
    best, *_others = spreads
    if min(held.count for held in spreads.values()) < ENOUGH:
        return [_("Too few laps to say who is faster.")]
    tied = [place for place, held in spreads.items() if not faster(spreads[best], held)]
    said = [_first_sentence(race, spreads, tied), *_against_references(race, spreads)]
    if median(times[best].wire) > _MUCH_WIRE * spreads[best].median:
        said.append(_("Much of these times is the wire, which does not tell solutions apart."))
    return said


def _spreads(times: Mapping[int, Times]) -> dict[int, Spread]:
    """Return the spread of each contestant's laps, the least median first."""
    found = {place: spread(one.laps) for place, one in times.items() if one.laps}
    return dict(sorted(found.items(), key=lambda pair: pair[1].median))


def _first_sentence(race: Race, spreads: Mapping[int, Spread], tied: Sequence[int]) -> str:
    """Say who is fastest, and by how much."""
    names = [race.runners[place].words for place in tied]
    behind = next((place for place in spreads if place not in tied), None)
    if len(spreads) == 1:
        return capital(_("{name} ran alone: there is nothing to compare.").format(name=names[0]))
    if behind is None:
        return capital(_("{names}: a tie on this machine.").format(names=listed(names)))
    ratio = times_as(spreads[behind].median / spreads[tied[0]].median)
    then = race.runners[behind].words
    if len(tied) > 1:
        said = _("{names} tie on this machine; {then} takes {ratio} times as long.")
        return capital(said.format(names=listed(names), then=then, ratio=ratio))
    return capital(
        _("{name} is fastest; {then} takes {ratio} times as long.").format(name=names[0], then=then, ratio=ratio)
    )


def _against_references(race: Race, spreads: Mapping[int, Spread]) -> list[str]:
    """Say in one sentence how one's own solutions stand to the references of the same framework."""
    parts = []
    for place, held in spreads.items():
        own = race.runners[place]
        other = race.runners.index(Runner(own.variant, own=False)) if own.own else None
        if other is None or other not in spreads:
            continue
        reference = spreads[other]
        ratio = times_as(max(held.median, reference.median) / min(held.median, reference.median))
        if faster(held, reference):
            said = _("{name} is {ratio} times as fast as its reference")
        elif faster(reference, held):
            said = _("{name} takes {ratio} times as long as its reference")
        else:
            said = _("{name} is as fast as its reference")
        parts.append(said.format(name=own.words, ratio=ratio))
    return [capital(_("; ").join(parts)) + _(".")] if parts else []
