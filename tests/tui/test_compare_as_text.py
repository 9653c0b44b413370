"""How the comparison looks, as text: reviewed in a diff. `pytest --snapshot-update` writes it anew."""

import pytest

from kata.compare.result import News
from kata.compare.workloads import chosen
from kata.i18n import set_language
from kata.tui.screens.compare import CompareScreen
from tests.compare import made_up
from tests.tui.engine import FakeEngine

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_how_it_looks(size, language, open_stage, snapshot):
    set_language(language)
    engine = FakeEngine()
    engine.hold = lambda event: isinstance(event, News) and event.measured.size == chosen(["mlp-small"])[0].sizes.cpu[1]
    async with open_stage(lambda: CompareScreen(engine), size=size) as stage:
        assert stage.text() == snapshot(name="nothing measured")
        await stage.press("down", "down", "p")
        assert stage.text() == snapshot(name="asked")
        await stage.press("5", "enter", "3", "enter")
        await stage.until(lambda: "µs" in stage.text())
        await stage.settled()
        assert stage.text() == snapshot(name="being measured")
        engine.go.set()
        await stage.until(lambda: not stage.app.screen.state.busy)
        await stage.settled()
        for page in "1234":
            await stage.press(page)
            assert stage.text() == snapshot(name=f"page {page}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_how_it_looks_where_nothing_went_well(size, open_stage, snapshot):
    engine = FakeEngine(made_up.with_every_status())
    async with open_stage(lambda: CompareScreen(engine), size=size) as stage:
        await stage.press("down", "down", "enter")
        assert stage.text() == snapshot(name="every status")
