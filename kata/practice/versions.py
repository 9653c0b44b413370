"""Whether a question holds for the versions that are installed here."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from kata.content.model import Question

Versions = Callable[[str], str | None]


@cache
def installed_version(package: str) -> str | None:
    """Return the installed version of a package, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def holds_here(question: Question, versions: Versions = installed_version) -> bool:
    """Say whether the installed version is inside the question's range; where there is none, nothing contradicts it."""
    if question.valid is None:
        return True
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415  few questions need it

    try:
        wanted = Requirement(question.valid)
    except InvalidRequirement:  # `kata check` says so to whoever writes the bank
        return True
    found = versions(wanted.name)
    return found is None or wanted.specifier.contains(found, prereleases=True)
