"""The two languages of the interface, through gettext.

English stands in the code, `_("Quiz")`; Chinese in `kata/locale/zh/LC_MESSAGES/kata.po`, compiled to the `.mo` beside
it (CONTRIBUTING says how; a test holds both complete and current). Texts of questions and katas are `Localized`
values of `kata.content` instead.
"""

import gettext
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
_LOCALE = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language: Language = "en"


def choose_language(asked: str | None, environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language to speak: what was asked for, else `KATA_LANG`, else the locale's, else English."""
    for name in (asked, environ.get("KATA_LANG")):
        if name in LANGUAGES:
            return name
    spoken = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


def set_language(language: Language) -> None:
    """Speak `language` from now on in this process; called once by the program's entry, or by a key in the TUI."""
    global _catalogue, _language  # noqa: PLW0603  gettext's own way: one language for a process
    _language = language
    _catalogue = (
        gettext.NullTranslations()
        if language == "en"
        else gettext.translation("kata", _LOCALE, [language], fallback=True)
    )
    # click speaks through the process's text domain, which reads LANGUAGE.
    gettext.bindtextdomain("kata", str(_LOCALE))
    gettext.textdomain("kata")
    os.environ["LANGUAGE"] = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak `language` inside the block: for what is written in both."""
    before = _language
    set_language(language)
    try:
        yield
    finally:
        set_language(before)


def language() -> Language:
    """Return the language that is spoken now."""
    return _language


def _(message: str) -> str:
    """Return `message` in the language spoken now."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of the message that fits `n` things, in the language spoken now."""
    return _catalogue.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802  gettext's customary name
    """Mark `message` for the catalogue without translating it yet: for texts defined at import time."""
    return message
