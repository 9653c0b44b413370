"""The form of `order`: lines are moved until they stand right."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from kata.content.model import OrderQuestion, Text, say
from kata.i18n import N_, _, language
from kata.practice.answers import Answer, Mark
from kata.tui.asking import nearest_order
from kata.tui.shuffling import first_order
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.code import highlighted
from kata.tui.widgets.gutter_row import RIGHT, WRONG, GutterRow, clicked_row
from kata.tui.widgets.inline import inline


def line_content(line: Text) -> Content:
    """Return a line as it is shown: code where it is the same in both languages, prose where it is translated."""
    return highlighted(line) if isinstance(line, str) else inline(say(line, language()))


class OrderList(Vertical, can_focus=True):
    """Lines in an order that keys and clicks change."""

    DEFAULT_CSS = "OrderList { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", N_("Up"), show=False),
        Binding("down,j", "move(1)", N_("Down"), show=False),
        Binding("shift+up,K", "carry(-1)", N_("Line up")),
        Binding("shift+down,J", "carry(1)", N_("Line down")),
        Binding("space", "lift", N_("Lift or put down"), show=False),
    ]

    cursor = reactive(0)
    lifted = reactive(False)
    order: reactive[tuple[int, ...]] = reactive(())
    signs: reactive[dict[int, str]] = reactive(dict[int, str])

    def __init__(self, lines: Sequence[Content], order: tuple[int, ...]) -> None:
        super().__init__()
        self._lines, self.locked = lines, False
        self.set_reactive(OrderList.order, order)

    def compose(self) -> ComposeResult:
        """One row for each place."""
        for at in range(len(self._lines)):
            yield GutterRow(at, Content())

    def on_mount(self) -> None:
        """Fill the rows, now and at each change."""
        for name in ("cursor", "lifted", "order", "signs"):
            self.watch(self, name, self._redraw, init=False)
        self._redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No key works once the answer is settled."""
        return not self.locked

    def action_move(self, by: int) -> None:
        """Move the cursor, and the line with it if it is lifted."""
        if self.lifted:
            self.action_carry(by)
        else:
            self.cursor = min(max(self.cursor + by, 0), len(self._lines) - 1)

    def action_carry(self, by: int) -> None:
        """Move the line under the cursor by one place."""
        self._carry_to(self.cursor + by)

    def action_lift(self) -> None:
        """Take the line up, so that arrows move it, or put it down."""
        self.lifted = not self.lifted

    def on_click(self, event: events.Click) -> None:
        """Lift the line that was clicked; with one lifted, put it down there."""
        row = clicked_row(event)
        if row is None or self.locked:
            return
        if self.lifted:
            self._carry_to(row.at)
            self.lifted = False
        else:
            self.cursor, self.lifted = row.at, True

    def _carry_to(self, at: int) -> None:
        if 0 <= at < len(self._lines):
            order = list(self.order)
            order.insert(at, order.pop(self.cursor))
            self.order, self.cursor = tuple(order), at

    def _redraw(self) -> None:
        for row, line in zip(self.query(GutterRow), self.order, strict=True):
            here = row.at == self.cursor and not self.locked
            mark, sign = ("↕" if self.lifted else "▸") if here else " ", self.signs.get(row.at, " ")
            row.text = self._lines[line]
            row.draw(f"{mark}{sign} {row.at + 1}", sign=sign, cursor=here)


class OrderForm(AnswerForm):
    """`order`; the draft is the order so far."""

    asked: OrderQuestion

    def compose(self) -> ComposeResult:
        """Show the lines, shuffled."""
        lines = [line_content(line) for line in self.asked.lines]
        yield OrderList(lines, first_order(self.asked, self.seed))

    @property
    def lines(self) -> OrderList:
        """The list."""
        return self.query_one(OrderList)

    @property
    def draft(self) -> Any:
        """The order so far."""
        return self.lines.order

    def restore(self, draft: Any) -> None:
        """Put the lines in that order again."""
        self.lines.order = tuple(draft)

    def answer(self) -> Answer | None:
        """Return the order; there always is one."""
        return self.lines.order

    def missing(self) -> str:
        """Nothing can be missing."""
        return _("Put the lines in order first.")

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show which lines stand where they should."""
        super().settle(answer, mark)
        assert isinstance(answer, tuple)
        given = tuple(int(line) for line in answer if isinstance(line, int))
        right = nearest_order(self.asked, given)
        shown = self.lines
        shown.order, shown.locked, shown.can_focus, shown.lifted = given, True, False, False
        shown.signs = {at: RIGHT if given[at] == right[at] else WRONG for at in range(len(given))}
