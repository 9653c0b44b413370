"""What the reader can set: names, limits, what each does. The store keeps every change; the last one holds."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from kata.errors import KataError
from kata.i18n import N_, _
from kata.practice.cards import Rules


class Settings(Struct, frozen=True, kw_only=True):
    """The settings; `parameters` are the 21 of FSRS 6 fitted to the reader's history, None for its own."""

    retention: float = 0.9
    new_questions: int = 10
    new_katas: int = 1
    reviews: int = 60
    freezes: int = 2
    parameters: tuple[float, ...] | None = None

    @property
    def rules(self) -> Rules:
        """What of it cards depend on."""
        return Rules(self.retention, self.parameters)


class Limit(Struct, frozen=True):
    """What a setting may be, from `least` to `most`, and what it does, in English for `gettext`."""

    least: float
    most: float
    words: str
    whole: bool = True


LIMITS: Final[dict[str, Limit]] = {
    "retention": Limit(0.7, 0.97, N_("the chance of recall at which an item comes back"), whole=False),
    "new_questions": Limit(0, 200, N_("new questions a day, at most")),
    "new_katas": Limit(0, 20, N_("new katas a day, at most")),
    "reviews": Limit(0, 1000, N_("reviews a day, at most; more are spread over the days after")),
    "freezes": Limit(0, 6, N_("days off a week that do not break a streak")),
}
OF_CARDS: Final = frozenset({"retention", "parameters"})  # with a change of these all cards are derived anew


def settings_of(stored: Mapping[str, Any]) -> Settings:
    """Return the settings from what the store keeps; names of a newer version are passed over."""
    known = {name: value for name, value in stored.items() if name in Settings.__struct_fields__}
    if known.get("parameters") is not None:
        known["parameters"] = tuple(known["parameters"])
    return Settings(**known)


def read_setting(typed: str) -> tuple[str, float | None]:
    """Return (name, value) of what was typed as `name=value`; `parameters=default` gives None.

    Raises:
        KataError: There is no such setting, or its value is no number or outside its limits.
    """
    name, equals, text = (part.strip() for part in typed.partition("="))
    name = name.replace("-", "_")
    if not equals or (name not in LIMITS and (name, text) != ("parameters", "default")):
        message = _(
            "'{typed}' is no setting. Write NAME=VALUE; the names are: {names}. parameters=default forgets a fit."
        )
        raise KataError(message.format(typed=typed, names=", ".join(LIMITS)))
    if name == "parameters":
        return name, None
    limit = LIMITS[name]
    try:
        value = int(text) if limit.whole else float(text)
    except ValueError:
        value = limit.most + 1
    if not limit.least <= value <= limit.most:
        message = _("{name} is a number from {least} to {most}, not '{value}'.")
        raise KataError(message.format(name=name, least=limit.least, most=limit.most, value=text))
    return name, value
