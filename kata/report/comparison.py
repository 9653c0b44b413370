"""A comparison as tables and lines: the times, what else is known, what went wrong, how far it has come.

No terminal here: a line is made of spans, each with an ink; what an ink looks like is for whoever shows it to say.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from kata.compare.findings import links
from kata.compare.result import VARIANTS, Comparison, Measured, Program, Progress, Settings, Status, VariantName
from kata.compare.statistics import ENOUGH, Spread, spread_of, standing
from kata.compare.workloads import ORDER, Workload, chosen
from kata.content.library import built_in_content
from kata.content.model import say
from kata.i18n import _, language
from kata.report.comparison_words import duration, size_of, status_in_words
from kata.report.interview_words import clock
from kata.report.quantities import number

Ink: TypeAlias = VariantName | Literal["head", "best", "tie", "plain", "dim", "bad"]
# Round is PyTorch, square is JAX; hollow runs operation by operation, full is compiled.
SIGNS: Final[dict[VariantName, str]] = {
    "numpy": "×",  # noqa: RUF001  a cross, as in any plot
    "torch": "○",
    "torch.compile": "●",
    "jax": "□",
    "jax.jit": "■",
}
FASTEST: Final = "*"
TIED: Final = "="
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # a terminal would obey them


class Cell(Struct, frozen=True):
    """What stands in one place of a table. The first column names the variants in their own inks."""

    text: str
    tone: Ink = "plain"


class Span(Struct, frozen=True):
    """A run of characters in one ink."""

    text: str
    ink: Ink = "plain"


Table: TypeAlias = tuple[tuple[Cell, ...], ...]
Line: TypeAlias = list[Span]


def workload_of(name: str) -> Workload | None:
    """Return a workload; None where this version has none of that name: a file may come from another."""
    return chosen([name])[0] if name in ORDER else None


def title_of(name: str) -> str:
    """Return what a workload is called."""
    found = workload_of(name)
    return name if found is None else say(found.title, language())


def what_size_means(name: str) -> str:
    """Return what the number of a workload's size counts."""
    found = workload_of(name)
    return "" if found is None else say(found.size, language())


def names_of(comparison: Comparison) -> list[str]:
    """Return the workloads compared, in the order in which they are measured."""
    return list(dict.fromkeys(one.workload for one in comparison.measured))


def sizes_of(comparison: Comparison, workload: str) -> list[int]:
    """Return the sizes of a workload, small to large."""
    return sorted({one.size for one in comparison.of(workload)})


def variants_of(comparison: Comparison, workload: str) -> list[VariantName]:
    """Return the variants that have a row: all but those that make no sense at any size of this workload."""
    suited = {one.variant for one in comparison.of(workload) if one.status != "unsuited"}
    return [name for name in VARIANTS if name in suited]


def begun(comparison: Comparison, workload: str) -> bool:
    """Say whether anything has come of a workload."""
    return any(one.status not in ("waiting", "unsuited") for one in comparison.of(workload))


def named(variant: VariantName) -> Cell:
    """Return a variant's sign and name."""
    return Cell(f"{SIGNS[variant]} {variant}", variant)


def timing_table(comparison: Comparison, workload: str, *, spreads: bool = False) -> Table:
    """Return a row for each variant and a column for each size: medians, the fastest marked, or those that tie.

    With `spreads`, half the width of the median's interval stands behind it.
    """
    sizes = sizes_of(comparison, workload)
    columns = [_times(comparison.of(workload, size), comparison.settings, spreads=spreads) for size in sizes]
    head = (Cell("", "head"), *(Cell(f"{number(size)}  ", "head") for size in sizes))
    rows = (
        (named(variant), *(column.get(variant, Cell("")) for column in columns))
        for variant in variants_of(comparison, workload)
    )
    return (head, *rows)


def _times(measured: Sequence[Measured], settings: Settings, *, spreads: bool) -> dict[VariantName, Cell]:
    """Return the cells of one size."""
    fastest = standing(measured).fastest if _settled(measured, settings) else ()
    mark = FASTEST if len(fastest) == 1 else TIED
    tone: Ink = "best" if len(fastest) == 1 else "tie"
    cells: dict[VariantName, Cell] = {}
    for one in measured:
        held = spread_of(one)
        if held is None:
            cells[one.variant] = Cell(status_sign(one.status) + "  ", _tone(one.status))
            continue
        text = duration(held.median)
        if spreads:
            text += " " + _reach(spread_half(held))
        ahead = one.variant in fastest
        cells[one.variant] = Cell(f"{text} {mark if ahead else ' '}", tone if ahead else "plain")
    return cells


def _settled(measured: Sequence[Measured], settings: Settings) -> bool:
    """Say whether all have had their turns: after one or two of them nobody leads."""
    least = min(settings.rounds, ENOUGH)
    return all(one.status != "waiting" and (one.status != "done" or len(one.times) >= least) for one in measured)


def spread_half(held: Spread) -> float:
    """Return half the interval of a median, as a share of it."""
    return (held.high - held.low) / 2 / held.median


def _reach(share: float) -> str:
    return f"±{share:.1%}" if share < 0.0995 else f"± {share:.0%}"


def _tone(status: Status) -> Ink:
    return "dim" if status in ("waiting", "missing", "unsuited") else "bad"


def status_sign(status: Status) -> str:
    """Return a word or two for a variant without times."""
    return {
        "waiting": "·",
        "done": "·",
        "missing": _("not here"),
        "unsuited": "–",  # noqa: RUF001  longer than a hyphen: it must be seen
        "wrong": _("wrong"),
        "timeout": _("too slow"),
        "memory": _("no memory"),
        "failed": _("failed"),
    }[status]


def details_table(comparison: Comparison, workload: str) -> Table:
    """Return what else is known at the largest size of which anything is: a row a variant, no column that is empty."""
    size = details_size(comparison, workload)
    measured = {} if size is None else {one.variant: one for one in comparison.of(workload, size)}
    columns: dict[str, Callable[[Measured], str | None]] = {
        _("first call"): lambda one: None if one.first is None else duration(one.first),
        _("operations"): lambda one: _count((one.program or Program()).operations),
        _("kernels"): lambda one: _count((one.program or Program()).kernels),
        _("saved"): lambda one: None if one.saved is None else size_of(one.saved),
        _("peak memory"): lambda one: None if one.peak is None else size_of(one.peak),
        _("deviation"): lambda one: None if one.error is None else f"{one.error:.0e}".replace("0e+00", "0"),
    }
    texts = {head: {name: text for name, one in measured.items() if (text := of(one))} for head, of in columns.items()}
    filled = {head: column for head, column in texts.items() if column}
    shown = [name for name in variants_of(comparison, workload) if any(name in column for column in filled.values())]
    rows = ((named(name), *(Cell(column.get(name, "·")) for column in filled.values())) for name in shown)
    return ((Cell("", "head"), *(Cell(head, "head") for head in filled)), *rows) if shown else ()


def details_size(comparison: Comparison, workload: str) -> int | None:
    """Return the size that `details_table` is about."""
    found = (size for size in sizes_of(comparison, workload) if any(map(_detailed, comparison.of(workload, size))))
    return max(found, default=None)


def _detailed(one: Measured) -> bool:
    return one.first is not None or one.peak is not None


def _count(count: int | None) -> str | None:
    return None if count is None else number(count)


def notes(comparison: Comparison, workload: str) -> list[str]:
    """Return a sentence for each variant that has no times, and for which sizes that holds, where not for all."""
    said: dict[tuple[VariantName, str], list[int]] = {}
    for one in comparison.of(workload):
        if one.status not in ("waiting", "done"):
            said.setdefault((one.variant, plain(status_in_words(one, comparison.settings))), []).append(one.size)
    every = len(sizes_of(comparison, workload))
    lines = []
    for (variant, text), sizes in said.items():
        words = _("{variant}: {text}") if len(sizes) == every else _("{variant} at {sizes}: {text}")
        lines.append(words.format(variant=variant, text=text, sizes=_(", ").join(map(number, sizes))))
    return lines


def commands(comparison: Comparison, workload: str) -> list[str]:
    """Return what to type to go on with a workload: its questions, then its katas in PyTorch and JAX."""
    found, graders = links(comparison, workload), built_in_content() / "graders"
    quiz = [f"kata quiz {' '.join(found.questions)}"] if found.questions else []
    both = ("torch", "jax")
    return quiz + [
        f"kata solve {kata}-{one}" for kata in found.katas for one in both if (graders / kata / one).is_dir()
    ]


def plain(text: str) -> str:
    """Return text without the characters that a terminal obeys."""
    return _CONTROLS.sub(" ", text).strip()


def progress_line(progress: Progress) -> str:
    """Return what is measured now, how much is done and how long the rest will take."""
    return f"{progress_place(progress)} · {progress_share(progress)}"


def progress_place(progress: Progress) -> str:
    """Return what is measured now: workload, size, variant, phase."""
    doing = {
        "starting": _("starting"),
        "preparing": _("first calls"),
        "timing": _("timing"),
        "memory": _("memory"),
    }[progress.phase]
    return " · ".join(filter(None, [title_of(progress.workload), number(progress.size), progress.variant, doing]))


def progress_share(progress: Progress) -> str:
    """Return how much is done and how long the rest will take."""
    return _("{percent}, about {time} left").format(percent=f"{progress.share:.0%}", time=clock(progress.left + 0.5))
