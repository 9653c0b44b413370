"""A loss curve for a plain terminal: yours and, dashed, the reference's on the same axes."""

import math

from kata.grading.report import Curve
from kata.i18n import _
from kata.report.plot import choose_scale, coincide, draw

_HEIGHT = 10


def lines(curve: Curve, columns: int) -> list[str]:
    """Return a chart at most `columns` wide below what its lines mean; nothing where there is nothing to draw."""
    rows = draw(curve.steps, curve.loss, curve.reference, width=columns, height=_HEIGHT)
    if not rows:
        return []
    scale = choose_scale(curve.loss, curve.reference)
    heading = _("log scale") + "   " if scale is not None and scale.log else ""
    return [heading + _legend(curve), *("".join(span.text for span in row).rstrip() for row in rows)]


def _legend(curve: Curve) -> str:
    """Say which line is whose, and where yours ends if it does."""
    broken = next((step for step, loss in zip(curve.steps, curve.loss, strict=False) if not math.isfinite(loss)), None)
    if coincide(curve.loss, curve.reference):
        return "━━ " + _("yours, on the reference")
    legend = "━━ " + _("yours") + "   ╍╍ " + _("reference")
    return legend if broken is None else legend + "   " + _("not a number from step {step} on").format(step=broken)
