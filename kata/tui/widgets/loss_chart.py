"""The loss curve as it grows: the judge's measurement of your training beside its own, one training at a time."""

import math
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kata.grading.report import Curve
from kata.i18n import N_, _
from kata.tui.widgets.loss_plot import Part, choose_scale, coincide, draw

_STYLES: Final[dict[Part, str]] = {"axis": "$text-muted", "loss": "$success bold", "reference": "$warning", "blank": ""}


class LossChart(Widget, can_focus=True):
    """One training of `curves`, chosen with the arrow keys; it follows the training that grows until one is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", N_("Previous curve"), show=False),
        Binding("right", "choose(1)", N_("Next curve"), show=False),
    ]
    DEFAULT_CSS = "LossChart:focus { background: $boost; }"

    curves: reactive[tuple[Curve, ...]] = reactive((), always_update=True)
    chosen: reactive[int | None] = reactive(None)

    @property
    def shown(self) -> Curve | None:
        """The curve on screen: the chosen one, else the last that came."""
        if not self.curves:
            return None
        return self.curves[-1 if self.chosen is None else min(self.chosen, len(self.curves) - 1)]

    def action_choose(self, by: int) -> None:
        """Show the next or the previous curve, round and round."""
        if self.curves:
            now = len(self.curves) - 1 if self.chosen is None else self.chosen
            self.chosen = (now + by) % len(self.curves)

    def watch_curves(self, curves: tuple[Curve, ...]) -> None:
        """Name what is shown in the border; with the curves of another grading the choice is void."""
        if self.chosen is not None and self.chosen >= len(curves):
            self.chosen = None
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
        place = f" · {self.curves.index(curve) + 1}/{len(self.curves)}" if len(self.curves) > 1 else ""
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
            return Content.assemble((f"━━ {_('yours, on the reference')}", "$success"))
        return Content.assemble((f"━━ {_('yours')}", "$success"), "   ", (f"╍╍ {_('reference')}", "$warning"))
