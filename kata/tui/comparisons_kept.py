"""The last comparison of each workload, a file each in a folder of the user's data, to be looked at again."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kata.compare.result import Comparison
from kata.errors import KataError
from kata.files import write_new
from kata.i18n import _
from kata.report.comparison_json import read_comparison, to_json


def kept(folder: Path, names: Iterable[str]) -> tuple[dict[str, Comparison], list[str]]:
    """Return what is kept of these workloads, and what is to be said of files that cannot be read."""
    found: dict[str, Comparison] = {}
    problems: list[str] = []
    for name in names:
        file = _file(folder, name)
        if not file.exists():
            continue
        try:
            comparison = read_comparison(file)
        except KataError as fault:
            problems.append(_("An earlier comparison is left out: {reason}").format(reason=fault))
            continue
        if comparison.of(name):
            found[name] = comparison
    return found, problems


def keep(folder: Path, comparisons: Mapping[str, Comparison]) -> None:
    """Write comparisons, each over the earlier one of its workload.

    Raises:
        KataError: One cannot be written; those before it are.
    """
    if not comparisons:
        return
    try:
        folder.mkdir(exist_ok=True)
    except OSError as fault:
        raise KataError(_("{path} cannot be written: {reason}.").format(path=folder, reason=fault.strerror)) from fault
    for name, comparison in comparisons.items():
        write_new(_file(folder, name), to_json(comparison), force=True)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"
