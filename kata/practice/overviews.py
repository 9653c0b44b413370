"""Between store and statistics: read once, about one value an item; here too is I/O of this room."""

from datetime import timedelta

from kata.content import Library
from kata.practice import scheduling
from kata.practice.past import Past
from kata.practice.readiness import Readiness
from kata.practice.stats import RECENT, WEEKS, Stats, ready, stats
from kata.practice.tallies import LONGEST
from kata.practice.versions import Versions, installed_version
from kata.store import Store


def read_stats(library: Library, store: Store, versions: Versions = installed_version) -> Stats:
    """Return the statistics as of now.

    Raises:
        StoreError: The database can't be read or written.
    """
    past = scheduling.past(store)
    return stats(
        library,
        past,
        scheduling.tallies(store),
        by_day=store.done_by_day(past.day - timedelta(weeks=WEEKS)),
        recent=store.seconds_since(past.day - RECENT, LONGEST),
        versions=versions,
    )


def read_readiness(library: Library, store: Store, past: Past, versions: Versions = installed_version) -> Readiness:
    """Return how likely right answers are today; `past` is what was read of the same store."""
    return ready(library, past, scheduling.tallies(store), versions)
