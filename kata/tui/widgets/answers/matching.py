"""The form of `match`: a table whose cells are filled from numbered choices below it."""

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kata.content.model import MatchQuestion, say
from kata.i18n import N_, _, language
from kata.practice.answers import Answer, Mark
from kata.tui.shuffling import cells_on_offer
from kata.tui.widgets.answers.form import AnswerForm
from kata.tui.widgets.gutter_row import RIGHT, WRONG
from kata.tui.widgets.inline import inline


class Cell(Static):
    """One cell to fill; `at` is its place, counted row by row."""

    def __init__(self, at: int) -> None:
        super().__init__(classes="cell")
        self.at = at


class Offer(Static):
    """One text on offer; `at` is its number less one."""

    def __init__(self, at: int, text: Content) -> None:
        super().__init__(text, classes="offer")
        self.at = at


class MatchTable(Vertical, can_focus=True):
    """The table and, below, what the current cell can hold. `filled` holds for each cell the index of its offer."""

    DEFAULT_CSS = """
    MatchTable {
        height: auto;
        & .row { height: auto; }
        & .label { width: 1fr; padding: 0 1; }
        & .head { width: 1fr; color: $text-muted; text-style: bold; padding: 0 1 0 3; }
        & .cell { width: 1fr; padding: 0 1; color: $text-muted; }
        & .cell.-filled { color: $foreground; }
        & .cell.-cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        & .cell.-right { color: $success; }
        & .cell.-wrong { color: $error; }
        & .offers { height: auto; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "fill(0)", N_("Fill the cell"), key_display="1…9"),
        *(Binding(str(at + 1), f"fill({at})", show=False) for at in range(1, 9)),
        Binding("space", "next_offer", N_("Next choice"), show=False),
        Binding("backspace", "clear", N_("Empty the cell"), show=False),
        Binding("up,k", "move(-1, 0)", N_("Up"), show=False),
        Binding("down,j", "move(1, 0)", N_("Down"), show=False),
        Binding("left", "move(0, -1)", N_("Left"), show=False),
        Binding("right", "move(0, 1)", N_("Right"), show=False),
    ]

    cursor = reactive(0)
    filled: reactive[tuple[int | None, ...]] = reactive(())
    signs: reactive[dict[int, str]] = reactive(dict[int, str])

    def __init__(self, question: MatchQuestion, seed: int) -> None:
        super().__init__()
        self._asked, self.width, self.locked = question, len(question.columns), False
        self.offers = [cells_on_offer(question, column, seed) for column in range(self.width)]
        self.set_reactive(MatchTable.filled, (None,) * (len(question.rows) * self.width))

    def compose(self) -> ComposeResult:
        """Head, rows, offers."""
        with Horizontal(classes="row"):
            yield Static("", classes="label")
            for title in self._asked.columns:
                yield Static(inline(say(title, language())), classes="head")
        for number, row in enumerate(self._asked.rows):
            with Horizontal(classes="row"):
                yield Static(inline(say(row.label, language())), classes="label")
                for column in range(self.width):
                    yield Cell(number * self.width + column)
        yield Vertical(classes="offers")

    async def on_mount(self) -> None:
        """Fill in the cells and the offers, now and at each change."""
        await self._offer()
        for name in ("cursor", "filled", "signs"):
            self.watch(self, name, self._redraw, init=False)
        self._redraw()

    async def watch_cursor(self, before: int, now: int) -> None:
        """Offer what the new cell's column can hold."""
        if before % self.width != now % self.width:
            await self._offer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No key works once the answer is settled."""
        return not self.locked

    def action_fill(self, offer: int) -> None:
        """Put the offer of that number into the cell and go to the next empty one."""
        if offer < len(self._current):
            self._put(offer)
            following = [*range(self.cursor + 1, len(self.filled)), *range(self.cursor)]
            self.cursor = next((at for at in following if self.filled[at] is None), self.cursor)

    def action_next_offer(self) -> None:
        """Show the next offer in the cell."""
        now = self.filled[self.cursor]
        self._put(0 if now is None else (now + 1) % len(self._current))

    def action_clear(self) -> None:
        """Empty the cell."""
        self._put(None)

    def action_move(self, rows: int, columns: int) -> None:
        """Go to another cell."""
        row, column = divmod(self.cursor, self.width)
        row = min(max(row + rows, 0), len(self._asked.rows) - 1)
        self.cursor = row * self.width + min(max(column + columns, 0), self.width - 1)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked, or fill the cell with the offer that was."""
        if isinstance(event.widget, Cell) and not self.locked:
            self.cursor = event.widget.at
        elif isinstance(event.widget, Offer) and not self.locked:
            self.action_fill(event.widget.at)

    def settle(self, signs: dict[int, str]) -> None:
        """Stop listening and mark the cells."""
        self.locked, self.can_focus = True, False
        self.query_one(".offers").display = False
        self.signs = signs

    def text(self, at: int) -> str | None:
        """Return what stands in a cell, in English as in the bank; None while it is empty."""
        offer = self.filled[at]
        return None if offer is None else str(self.offers[at % self.width][offer])

    @property
    def _current(self) -> tuple[Any, ...]:
        return self.offers[self.cursor % self.width]

    def _put(self, offer: int | None) -> None:
        self.filled = tuple(offer if at == self.cursor else old for at, old in enumerate(self.filled))

    async def _offer(self) -> None:
        offers = self.query_one(".offers", Vertical)
        await offers.remove_children()
        texts = [inline(say(text, language())) for text in self._current]
        await offers.mount_all(Offer(at, Content.assemble(f"   {at + 1}  ", text)) for at, text in enumerate(texts))

    def _redraw(self) -> None:
        for cell in self.query(Cell):
            offer = self.filled[cell.at]
            sign = self.signs.get(cell.at, " ")
            shown = "…" if offer is None else inline(say(self.offers[cell.at % self.width][offer], language()))
            cell.set_class(cell.at == self.cursor and not self.locked, "-cursor")
            cell.set_class(offer is not None, "-filled")
            cell.set_class(sign == RIGHT, "-right")
            cell.set_class(sign == WRONG, "-wrong")
            cell.update(Content.assemble(f"{sign} ", shown))


class MatchForm(AnswerForm):
    """`match`; the draft is the list of offers chosen."""

    asked: MatchQuestion

    def compose(self) -> ComposeResult:
        """Show the table."""
        yield MatchTable(self.asked, self.seed)

    @property
    def table(self) -> MatchTable:
        """The table."""
        return self.query_one(MatchTable)

    @property
    def draft(self) -> Any:
        """The offer chosen for each cell."""
        return self.table.filled

    def restore(self, draft: Any) -> None:
        """Choose them again."""
        self.table.filled = tuple(draft)

    def answer(self) -> Answer | None:
        """Return the texts of the cells, row by row, once none is empty."""
        table = self.table
        texts = [table.text(at) for at in range(len(table.filled))]
        rows = range(0, len(texts), table.width)
        if None in texts:
            return None
        return tuple(tuple(str(text) for text in texts[start : start + table.width]) for start in rows)

    def missing(self) -> str:
        """A cell is empty."""
        return _("Fill every cell first: its number, or space for the next choice.")

    def settle(self, answer: Answer, mark: Mark) -> None:
        """Show which cells are right."""
        super().settle(answer, mark)
        given = [cell for row in answer if isinstance(row, tuple) for cell in row] if isinstance(answer, tuple) else []
        right = [str(cell) for row in self.asked.rows for cell in row.cells]
        self.table.settle({at: RIGHT if text == right[at] else WRONG for at, text in enumerate(given)})
