"""FSRS parameters fitted to the reader's own history, by fsrs' optimizer, which needs PyTorch, pandas and tqdm."""

from datetime import UTC, datetime, time
from typing import Final

from kata.errors import KataError
from kata.i18n import _
from kata.practice import scheduling
from kata.practice.cards import reviews
from kata.store import Store

# Reviews of items seen before. With fewer fsrs' optimizer gives its own parameters back.
FIT_AT_LEAST: Final = 512


def fit(store: Store) -> tuple[float, ...]:
    """Fit the parameters to all reviews, keep them as a setting and return them; cards are derived anew from them.

    Raises:
        KataError: There are too few reviews, or the optimizer's packages are not installed.
    """
    histories = [reviews(store.facts(item)) for item in store.items()]
    again = sum(max(len(history) - 1, 0) for history in histories)
    if again < FIT_AT_LEAST:
        message = _(
            "There are {count} reviews of things seen before; parameters can be fitted from {least} on. "
            "Until then those that FSRS brings are the better ones."
        )
        raise KataError(message.format(count=again, least=FIT_AT_LEAST))
    from fsrs import Optimizer, Rating, ReviewLog  # noqa: PLC0415

    logs = [
        ReviewLog(number, Rating(review.rating), datetime.combine(review.day, time(12), tzinfo=UTC), None)
        for number, history in enumerate(histories)
        for review in history
    ]
    try:
        fitted = tuple(float(value) for value in Optimizer(logs).compute_optimal_parameters())
    except ImportError as fault:
        message = _("Fitting needs the packages torch, pandas and tqdm: pip install torch pandas tqdm")
        raise KataError(message) from fault
    scheduling.change_setting(store, "parameters", fitted)
    return fitted
