"""The list of katas."""

import pytest

from kata.tui.katas_view import kata_entries, matching
from kata.tui.opening import katas
from kata.tui.screens.home import HomeScreen
from kata.tui.widgets.fields import FilterField


@pytest.fixture
def solved(monkeypatch):
    opened = []
    monkeypatch.setattr("kata.tui.app.KataApp.solve", lambda _app, name: opened.append(name))
    return opened


def grade(store, *, verdict):
    status = "passed" if verdict == "passed" else "failed"
    store.add_grade(
        {
            "kata": "descent-numpy",
            "framework": "numpy",
            "verdict": verdict,
            "seconds": 1.0,
            "checks": [{"status": "passed"}, {"status": status}],
            "diagnosis": None,
        },
        "x = 1",
    )


async def test_typing_filters_and_enter_opens(open_stage, solved):
    async with open_stage(katas) as stage:
        assert "2 of 2" in stage.text()
        await stage.press(*"jax")
        assert "descent-numpy" not in stage.text()
        assert "1 of 2" in stage.text()
        await stage.press("enter")
        assert solved == ["descent-jax"]


async def test_arrows_move_in_the_list_while_typing(open_stage, solved):
    async with open_stage(katas) as stage:
        await stage.press("down", "enter")
        assert solved == ["descent-jax"]


async def test_a_click_opens(open_stage, solved):
    async with open_stage(katas) as stage:
        await stage.click("Menu", offset=(5, 1))
        assert solved == ["descent-jax"]


async def test_escape_empties_the_filter_then_leaves(open_stage):
    async with open_stage(katas) as stage:
        await stage.press(*"zzz")
        assert "No kata matches." in stage.text()
        await stage.press("enter", "escape")
        assert "2 of 2" in stage.text()
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)


async def test_slash_goes_back_to_the_filter(open_stage):
    async with open_stage(katas) as stage:
        await stage.press("tab", "slash", "j")
        assert stage.app.screen.query_one(FilterField).value == "j"


async def test_the_status_is_told_in_words_and_signs(open_stage, store):
    grade(store, verdict="failed")
    store.save_draft("descent-jax", "x = 1")
    async with open_stage(katas) as stage:
        assert "◐ 1 of 2 checks" in stage.text()
        assert "✎ draft" in stage.text()
        grade(store, verdict="passed")
        await stage.press("escape", "k")
        assert "✓ passed" in stage.text()


@pytest.mark.parametrize(("typed", "names"), [("梯度 JAX", ["jax"]), ("PARABOLA numpy", ["numpy"]), ("senior", [])])
def test_every_typed_word_must_occur_somewhere(library, store, typed, names):
    found = matching(kata_entries(library, store), typed)
    assert [entry.variant.framework for entry in found] == names
