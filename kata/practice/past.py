"""What the store remembers, as far as what to do next depends on it: one value, read once."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from kata.practice.cards import Card
from kata.practice.settings import Settings
from kata.store.rows import Draft, Failure, Graded, WeekPlan


class Past(Struct, frozen=True, kw_only=True):
    """The past as of study day `day`.

    `cards` by item, `graded` by variant. `failures`: gradings that did not pass, of late. `drafts`: the last edited
    first. `plans`: weeks planned of late. `days`: study days on which anything was done, the last one first. `seconds`:
    what a question takes.
    """

    day: date
    cards: Mapping[str, Card] = {}
    graded: Mapping[str, Graded] = {}
    failures: tuple[Failure, ...] = ()
    drafts: tuple[Draft, ...] = ()
    plans: tuple[WeekPlan, ...] = ()
    days: tuple[date, ...] = ()
    seconds: float = 60.0
    settings: Settings = Settings()

    def passed(self, variant: str) -> bool:
        """Say whether a variant was ever passed."""
        return variant in self.graded and self.graded[variant].passed is not None
