"""The loss curve as it grows: the judge's measurement of your training beside its own, one training at a time."""

import math
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kata.grading.report import Curve
from kata.i18n import N_, _
from kata.report.plot import Part, choose_scale, coincide, draw

_STYLES: Final[dict[Part, str]] = {"axis": "$text-muted", "loss": "$success bold", "reference": "$warning", "blank": ""}


class LossChart(Widget, can_focus=True):
    """One training of `curves`, chosen with the arrow keys.

    Until one is chosen it shows the one that grows and, at the end, the one that came furthest from the judge's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", N_("Previous curve"), show=False),
        Binding("right", "choose(1)", N_("Next curve"), show=False),
    ]
    DEFAULT_CSS = "LossChart:focus { background: $boost; }"

    curves: reactive[tuple[Curve, ...]] = reactive((), always_update=True)
    chosen: reactive[int | None] = reactive(None)
    final: reactive[bool] = reactive(False)

    @property
    def shown(self) -> Curve | None:
        """The curve on screen."""
        return self.curves[self._index()] if self.curves else None

    def _index(self) -> int:
        if self.chosen is not None:
            return self.chosen
        if not self.final:
            return len(self.curves) - 1
        return max(range(len(self.curves)), key=lambda index: distance(self.curves[index]))

    def action_choose(self, by: int) -> None:
        """Show the next or the previous curve, round and round."""
        if self.curves:
            self.chosen = (self._index() + by) % len(self.curves)

    def watch_curves(self, curves: tuple[Curve, ...]) -> None:
        """Name what is shown in the border; with the curves of another grading the choice is void."""
        if self.chosen is not None and self.chosen >= len(curves):
            self.chosen = None
        self.say_titles()

    def watch_final(self) -> None:
        """Name what is shown in the border."""
        self.say_titles()

    def watch_chosen(self) -> None:
        """Name what is shown in the border."""
        self.say_titles()

    def say_titles(self) -> None:
        """Say the scale above and the training below the chart, in the language spoken now."""
        curve = self.shown
        if curve is None:
            self.border_title, self.border_subtitle = _("Loss"), ""
            return
        scale = choose_scale(curve.loss, curve.reference)
        self.border_title = _("Loss, log scale") if scale and scale.log else _("Loss")
        place = f" · {self._index() + 1}/{len(self.curves)}" if len(self.curves) > 1 else ""
        keys = " ← →" if len(self.curves) > 1 else ""
        self.border_subtitle = _("{task} · seed {seed}").format(task=curve.task, seed=curve.seed) + place + keys

    def render(self) -> Content:
        """Draw the chart and, above it, what the lines are."""
        curve = self.shown
        if curve is None:
            return Content("")
        rows = draw(
            curve.steps, curve.loss, curve.reference, width=self.size.width, height=max(self.size.height - 1, 0)
        )
        lines = [Content.assemble(*[(span.text, _STYLES[span.part]) for span in row]) for row in rows]
        return Content("\n").join([self._legend(curve), *lines])

    @staticmethod
    def _legend(curve: Curve) -> Content:
        broken = next(
            (step for step, loss in zip(curve.steps, curve.loss, strict=False) if not math.isfinite(loss)), None
        )
        if broken is not None:
            return Content.assemble((_("not a number from step {step} on").format(step=broken), "$error bold"))
        if curve.loss and coincide(curve.loss, curve.reference):
            return Content.assemble(("━━ " + _("yours, on the reference"), "$success"))
        return Content.assemble(("━━ " + _("yours"), "$success"), "   ", ("╍╍ " + _("reference"), "$warning"))


def distance(curve: Curve) -> float:
    """Return how far from the reference a training ended, as a ratio; infinite where its loss is no number."""
    pairs = list(zip(curve.loss, curve.reference, strict=False))
    if not pairs or not all(map(math.isfinite, pairs[-1])):
        return math.inf if pairs else 0.0
    mine, reference = (max(loss, 1e-12) for loss in pairs[-1])
    return abs(math.log(mine / reference))
