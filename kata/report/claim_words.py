"""What two sentences that one often reads come to on this machine."""

from collections.abc import Sequence

from kata.compare.claims import Duel, Memory, Outcome, Speed, memory, speed, won
from kata.compare.result import Comparison
from kata.i18n import _
from kata.report.quantities import in_a_row


def article_claims(comparison: Comparison) -> list[str]:
    """Return for each claim whether it held here, with the numbers that say so; none where too few workloads tell."""
    raced, weighed = speed(comparison), memory(comparison)
    said = [] if raced is None else [_speed(raced)]
    return said if weighed is None else [*said, _memory(weighed)]


def _speed(found: Speed) -> str:
    words = _(
        "“JAX computes faster, especially for large models and data”: {outcome}. At the largest sizes, each framework "
        "by its better variant, JAX is faster in {jax} of {total} workloads, PyTorch in {torch}, and they tie in "
        "{ties}."
    )
    said = words.format(outcome=_outcome(found.outcome), **_counts(found.large))
    if not found.small:
        return said
    then = _("{before} JAX stands better there than at the smallest in {grew} of {pairs}.")
    return then.format(before=said, grew=found.grew, pairs=len(found.small))


def _memory(found: Memory) -> str:
    words = _(
        "“JAX needs less memory, because its graph is static”: {outcome}. At the largest sizes, each framework by its "
        "better variant, JAX needs less in {jax} of {total} workloads, PyTorch in {torch}, and they tie in {ties}; "
        "without compilers JAX needs less in {eager} of {pairs}. "
        "Compiling lowers the peak in {jit} of {jits} in JAX and in {compile} of {compiles} in PyTorch."
    )
    jit, compiled = found.lowered["jax"], found.lowered["torch"]
    return words.format(
        outcome=_outcome(found.outcome),
        **_counts(found.duels),
        eager=_counted(won(found.eager, "jax")),
        pairs=len(found.eager),
        jit=jit[0],
        jits=jit[1],
        compile=compiled[0],
        compiles=compiled[1],
    )


def _outcome(outcome: Outcome) -> str:
    return {
        "held": _("it held on this machine"),
        "partly": _("it held on this machine in part"),
        "tie": _("a tie on this machine"),
        "failed": _("it did not hold on this machine"),
    }[outcome]


def _counts(duels: Sequence[Duel]) -> dict[str, object]:
    return {
        "jax": _counted(won(duels, "jax")),
        "torch": _counted(won(duels, "torch")),
        "ties": _counted(won(duels, None)),
        "total": len(duels),
    }


def _counted(workloads: Sequence[str]) -> str:
    words = _("{count} ({names})")
    return words.format(count=len(workloads), names=in_a_row(workloads)) if workloads else "0"
