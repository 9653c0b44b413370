"""How and where a comparison was measured, in a few lines: what a number is worth depends on it."""

import statistics
from typing import Final

from kata.compare.result import Comparison, Machine, Settings
from kata.compare.statistics import spread_of
from kata.i18n import _, ngettext
from kata.report.comparison import FASTEST, TIED, plain, spread_half
from kata.report.comparison_words import size_of

_UNSTEADY: Final = 0.25  # of the median; a quiet machine stays within a few per cent


def method(settings: Settings) -> list[str]:
    """Return how it was measured, a sentence or two a line."""
    threads = ngettext("{count} thread", "{count} threads", settings.threads).format(count=settings.threads)
    lines = [
        _("The same inputs for all, in {dtype}, on {threads} each; their results agree with NumPy's float64."),
        _("First calls, tracing and compiling included, are apart; all were warmed up, and waited for: {waits}."),
        _("Up to {rounds} rounds in which the variants took turns in changing order; shown is the median."),
        _("± is half the interval in which the true median lies with 95%."),
        _(
            "{fastest} is faster than all others: the intervals separate, and the medians by 5% at least. "
            "{tied} is a tie on this machine."
        ),
    ]
    if settings.memory:
        lines.append(
            _(
                "Memory and the size of the program: at the largest size, each variant in a process of its own. "
                "Peak is what a run takes at its height beyond what lies there between runs."
            )
            if settings.device == "cpu"
            else _(
                "Memory and the size of the program: at the largest size, each variant in a process of its own, "
                "without preallocation. Peak is the GPU's memory that a run takes beyond what lies there between runs."
            )
        )
    if settings.without:
        left_out = ", ".join(f"{' '.join(names)} ({plain(name)})" for name, names in settings.without.items())
        lines.append(_("Left out to be quick, because compiling takes seconds there: {left_out}."))
    else:
        left_out = ""
    waits = "block_until_ready" if settings.device == "cpu" else "block_until_ready, torch.cuda.synchronize"
    facts = {
        "dtype": settings.dtype,
        "threads": threads,
        "waits": waits,
        "rounds": settings.rounds,
        "left_out": left_out,
    }
    return [line.format(**facts, fastest=FASTEST, tied=TIED) for line in lines]


def unsteady(comparison: Comparison) -> bool:
    """Say whether the times vary so much that something else must have been running: half of them by a quarter."""
    reaches = [spread_half(held) for one in comparison.measured if (held := spread_of(one)) is not None]
    return bool(reaches) and statistics.median(reaches) > _UNSTEADY


def remarks(comparison: Comparison) -> list[str]:
    """Return what one should know before one believes the rest."""
    found = []
    if not comparison.whole:
        found.append(_("Ended early: what was not reached is marked with ·"))
    if unsteady(comparison):
        found.append(_("The times vary a lot, so something else was running: measure again when the machine is quiet."))
    return found


def settings_words(settings: Settings) -> list[tuple[str, str]]:
    """Return what was asked for, name and value."""
    sizes = "; ".join(f"{plain(name)} {', '.join(map(str, held))}" for name, held in settings.sizes.items())
    return [
        (_("device"), settings.device),
        ("dtype", settings.dtype),
        (_("threads"), str(settings.threads)),
        (_("sizes"), sizes),
        (_("rounds"), str(settings.rounds)),
        (_("seconds of timing"), f"{settings.seconds:g}"),
        (_("time limit"), f"{settings.limit:g} s"),
    ]


def machine_words(machine: Machine) -> list[str]:
    """Return where it was measured, part by part: processor, memory, system, versions."""
    parts = [machine.processor, ngettext("{count} core", "{count} cores", machine.cores).format(count=machine.cores)]
    if machine.memory:
        parts.append(size_of(machine.memory))
    if machine.gpu is not None:
        parts.append(machine.gpu if not machine.gpu_memory else f"{machine.gpu} ({size_of(machine.gpu_memory)})")
    parts += [machine.system, f"Python {machine.python}"]
    parts += [f"{name} {version}" for name, version in machine.versions.items()]
    return [plain(part) for part in parts]


def day_of(comparison: Comparison) -> str:
    """Return when it was measured, to the minute, in UTC."""
    return plain(comparison.at)[:16].replace("T", " ") + " UTC"
