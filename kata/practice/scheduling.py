"""Between store and schedule: cards derived where the facts have changed, and read. Here is the I/O of this room."""

import zlib
from collections.abc import Mapping
from itertools import islice
from statistics import median
from typing import Any, Final

import msgspec
from msgspec import Struct

from kata.practice.cards import Card, card_of
from kata.practice.linking import MEMORY, PLAN_HOLDS
from kata.practice.past import Past
from kata.practice.settings import OF_CARDS, Settings, settings_of
from kata.practice.tallies import LONGEST, Tally, tally_of
from kata.practice.versions import installed_version
from kata.store import ItemFacts, Store
from kata.store.schedule import Derived

FOLD: Final = 2  # one more whenever `card_of` or `tally_of` gives something else for the same facts
AT_ONCE: Final = 50  # items in one transaction: others who write wait no longer than for these
PACE_OF: Final = 200  # the last answers, whose median says what a question takes the reader
PACE_AT_LEAST: Final = 10


class Rebuilt(Struct, frozen=True):
    """What came of deriving all cards anew: how many there are, how many were not what was kept."""

    cards: int
    changed: int


def refresh(store: Store) -> int:
    """Derive the cards of all items whose facts have changed; return how many cards changed.

    Raises:
        StoreError: The database can't be read or written.
    """
    store.expect_fold(fold_version())
    stale = iter(store.stale_items())
    changed = 0
    while items := list(islice(stale, AT_ONCE)):
        changed += store.settle(items, _derive)
    return changed


def fold_version() -> int:
    """Return a number that changes with the way in which cards are derived: ours, or that of the fsrs package."""
    return zlib.crc32(f"{FOLD} {installed_version('fsrs')}".encode()) & 0x7FFFFFFF


def rebuild(store: Store) -> Rebuilt:
    """Derive every card from the facts anew; without a fault none changes but those that were stale anyway."""
    refresh(store)
    store.mark_all_stale()
    changed = refresh(store)
    return Rebuilt(len(store.cards()), changed)


def cards(store: Store) -> dict[str, Card]:
    """Return the card of every item that has one, up to date."""
    refresh(store)
    return {item: _DECODER.decode(state) for item, state in store.cards()}


def tallies(store: Store) -> dict[str, Tally]:
    """Return the tally of every item that was answered or graded, up to date."""
    refresh(store)
    return {item: _TALLY_DECODER.decode(state) for item, state in store.tallies()}


def card(store: Store, item: str) -> Card | None:
    """Return the card of one item, up to date; None where it was never answered or graded."""
    if item in store.stale_items():
        store.settle([item], _derive)
    state = store.card(item)
    return None if state is None else _DECODER.decode(state)


def past(store: Store) -> Past:
    """Return what is remembered, up to date: about one value an item, however many attempts there are."""
    seconds = [min(taken, LONGEST) for taken in store.last_seconds(PACE_OF)]
    own = {"seconds": median(seconds)} if len(seconds) >= PACE_AT_LEAST else {}
    day = store.study_day()
    return Past(
        day=day,
        cards=cards(store),
        graded=store.graded(),
        failures=tuple(store.failures(day - MEMORY)),
        drafts=tuple(store.drafts()),
        plans=tuple(store.week_plans(store.local_now() - PLAN_HOLDS)),
        days=tuple(store.practice_days()),
        settings=settings(store),
        **own,
    )


def settings(store: Store) -> Settings:
    """Return what the reader has set."""
    return settings_of(store.settings())


def change_setting(store: Store, name: str, value: object) -> None:
    """Keep a setting; where cards depend on it they are derived anew at the next `refresh`."""
    store.change_setting(name, value, of_cards=name in OF_CARDS)


def _derive(facts: ItemFacts, stored: Mapping[str, Any]) -> Derived | None:
    card, tally = card_of(facts, settings_of(stored).rules), tally_of(facts)
    return None if card is None or tally is None else Derived(card, tally)  # the one is there if the other is


_DECODER: Final = msgspec.json.Decoder(Card)
_TALLY_DECODER: Final = msgspec.json.Decoder(Tally)
