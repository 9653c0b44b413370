"""Between store and schedule: cards derived where the facts have changed, and read. The one module here with I/O."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

import msgspec
from msgspec import Struct

from kata.practice.cards import Card, card_of
from kata.practice.settings import OF_CARDS, Settings, settings_of
from kata.store import ItemFacts, Store

AT_ONCE: Final = 50  # items in one transaction: others who write wait no longer than for these


class Rebuilt(Struct, frozen=True):
    """What came of deriving all cards anew: how many there are, how many were not what was kept."""

    cards: int
    changed: int


def refresh(store: Store) -> int:
    """Derive the cards of all items whose facts have changed; return how many cards changed.

    Raises:
        StoreError: The database can't be read or written.
    """
    stale = iter(store.stale_items())
    changed = 0
    while items := list(islice(stale, AT_ONCE)):
        changed += store.settle(items, _derive)
    return changed


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


def card(store: Store, item: str) -> Card | None:
    """Return the card of one item, up to date; None where it was never answered or graded."""
    if item in store.stale_items():
        store.settle([item], _derive)
    state = store.card(item)
    return None if state is None else _DECODER.decode(state)


def settings(store: Store) -> Settings:
    """Return what the reader has set."""
    return settings_of(store.settings())


def change_setting(store: Store, name: str, value: object) -> None:
    """Keep a setting; where cards depend on it they are derived anew at the next `refresh`."""
    store.change_setting(name, value, of_cards=name in OF_CARDS)


def _derive(facts: ItemFacts, stored: Mapping[str, Any]) -> Card | None:
    return card_of(facts, settings_of(stored).rules)


_DECODER: Final = msgspec.json.Decoder(Card)
