"""The schedule in words: days, when an item comes back, how the evidence is rated."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kata.i18n import _, ngettext
from kata.practice.cards import Card
from kata.practice.evidence import KATA_RULES, QUESTION_RULES, Rule, rating_name


def day_in_words(day: date) -> str:
    """Return the day, e.g. `Tue 24 Nov`, in the language spoken now."""
    return _("{weekday} {day} {month}").format(
        weekday=weekday_name(day.weekday()), day=day.day, month=month_name(day.month)
    )


def weekday_name(weekday: int) -> str:
    """Return the short name of a day of the week, 0 for Monday."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[weekday]


def month_name(month: int) -> str:
    """Return the short name of a month, from 1."""
    months = (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )
    return months[month - 1]


def rating_in_words(rating: int) -> str:
    """Return a rating, 1 (again) to 4 (easy), in the language spoken now."""
    return _(rating_name(rating))


def back_in_words(card: Card) -> str:
    """Return when an item comes back, and the rating that says so."""
    rating = rating_in_words(card.last_rating)
    return _("comes back on {day} ({rating})").format(day=day_in_words(card.due), rating=rating)


def rules_in_words() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the tables of evidence: a heading and rows (rating, where it holds) for questions and for katas."""
    return [
        (
            _("How an answer is rated; the first line that holds counts, of a day the first answer:"),
            _rows(QUESTION_RULES),
        ),
        (_("How a kata is rated, all gradings of a day up to the first pass together:"), _rows(KATA_RULES)),
    ]


def nothing_to_do(following: date | None, due: int) -> str:
    """Return what an empty evening says: when the next thing is due, and what can be done until then.

    `due`: items that are due all the same; they take too long, or more of them than the day allows were done.
    """
    said = [_("Nothing is due, and what was new for today is done.")]
    if due:
        left = ngettext(
            "{count} item is due, but does not fit into the minutes or the day's limits.",
            "{count} items are due, but do not fit into the minutes or the day's limits.",
            due,
        )
        said = [
            left.format(count=due),
            _("`kata practice --minutes 60` gives more time, `kata practice --set reviews=100` more reviews a day."),
        ]
    if following is not None:
        said.append(_("The next thing comes back on {day}.").format(day=day_in_words(following)))
    said.append(_("`kata practice --set new_questions=20` allows more that is new; a quiz (q on Home) asks at once."))
    return "\n".join(said)


def _rows(rules: Sequence[Rule[Any]]) -> list[tuple[str, str]]:
    return [(f"{rule.rating} {rating_in_words(rule.rating)}", _(rule.words)) for rule in rules]
