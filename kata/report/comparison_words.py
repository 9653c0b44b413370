"""What is said of a comparison: what became of a variant, what follows from the numbers, what two claims come to."""

from typing import Final

from kata.compare.findings import SHOWN, findings
from kata.compare.result import Comparison, Measured, Settings
from kata.compare.workloads import MAKERS, ORDER, chosen
from kata.content.model import Framework, say
from kata.i18n import _, language
from kata.report.claim_words import article_claims
from kata.report.finding_words import finding_in_words
from kata.report.quantities import duration, size_of

__all__ = ["article_claims", "duration", "explained", "size_of", "status_in_words"]
_FRAMEWORKS: Final[dict[Framework, str]] = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}


def explained(comparison: Comparison, workload: str) -> list[str]:
    """Return what follows from the numbers of a workload, in two or three sentences or so."""
    return [finding_in_words(one) for one in findings(comparison, workload)[:SHOWN]]


def status_in_words(measured: Measured, settings: Settings | None = None) -> str:
    """Return what became of a variant, and what can be done about it; exacter where it is known how it was measured."""
    framework = MAKERS[measured.variant][0]
    match measured.status:
        case "waiting":
            return _("not measured yet")
        case "done":
            return _("measured")
        case "missing":
            return _missing(measured, framework)
        case "unsuited":
            return _unsuited(measured)
        case "wrong":
            return _wrong(measured)
        case "timeout" if settings is not None:
            return _("no answer within {seconds} s").format(seconds=f"{settings.limit:g}")
        case "timeout":
            return _("no answer in time")
        case "memory" if settings is not None and settings.device == "gpu":
            return _("the GPU has no memory left: try a smaller size, or end what else runs on it")
        case "memory":
            return _("no memory left: try a smaller size")
        case "failed":
            return _("failed: {error}").format(error=measured.note or _("the process ended by itself"))


def _missing(measured: Measured, framework: Framework) -> str:
    name = _FRAMEWORKS[framework]
    match measured.note:
        case "no-framework":
            return _("{framework} is not installed: pip install {package}").format(framework=name, package=framework)
        case "no-compiler":
            return _("{variant} needs a C++ compiler: install g++ or clang").format(variant=measured.variant)
        case "no-gpu":
            return _("{framework} finds no GPU: its build for GPUs may be missing").format(framework=name)
        case "no-dtype":
            return _("{framework} does not compute with this dtype here").format(framework=name)
    return measured.note or _("not here")


def _unsuited(measured: Measured) -> str:
    found = chosen([measured.workload]) if measured.workload in ORDER else ()  # a file may come from another version
    reason = found[0].unsuited.get(measured.variant) if found else None
    return say(reason, language()) if reason is not None else measured.note or _("makes no sense here")


def _wrong(measured: Measured) -> str:
    if measured.error is None:
        return _("its results differ from those of NumPy in float64, so it was not timed")
    said = _("its results differ from those of NumPy in float64, by {error} of the largest value, so it was not timed")
    return said.format(error=f"{measured.error:.0%}" if measured.error >= 0.01 else f"{measured.error:.0e}")
