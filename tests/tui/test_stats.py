"""The statistics: four pages by keys, in both languages, at both sizes; lines that fit."""

from datetime import UTC, date, timedelta

import pytest
from rich.cells import cell_len

from kata.i18n import set_language
from kata.practice.accuracy import kind_of
from kata.practice.forecast import forecast
from kata.practice.overviews import read_stats
from kata.store import open_store
from kata.tui.opening import stats as opening
from kata.tui.screens.home import HomeScreen
from kata.tui.screens.quiz import QuizScreen
from kata.tui.screens.stats import StatsScreen
from kata.tui.stats_view import answers_page, days_page, forecast_chart, hard_lines, heat_map, ready_lines
from tests.tui.stage import Clock

SIZES = [(80, 24), (120, 40)]
SIZE_NAMES = [f"{width}x{height}" for width, height in SIZES]


@pytest.fixture
def lived(library, store, clock):
    """Ten days with the library, two of them without anything."""
    for day in range(10):
        for at, question in enumerate(library.questions):
            if day not in (3, 6) and (at + day) % 3 == 0:
                right = (at * day) % 4 != 0
                store.add_answer(
                    question=question.id,
                    topic="kinds",
                    kind=kind_of(question),
                    answer="a",
                    correct=right,
                    score=float(right),
                    seconds=20.0 + at,
                    unsure=at % 4 == 1,
                )
        if day < 9:
            clock.pass_by(days=1)
    return store


@pytest.mark.slow
@pytest.mark.usefixtures("lived")
async def test_every_page_is_one_key_away_and_in_the_language_spoken(open_stage):
    async with open_stage(opening) as stage:
        pages = ("One of each kind", "in a row", "By kind", "least often right")
        for key, words in zip("1234", pages, strict=True):
            await stage.press(key)
            assert words in stage.text()
        await stage.press("l", "2")
        assert "连续" in stage.text()


@pytest.mark.slow
@pytest.mark.usefixtures("lived")
async def test_arrows_turn_the_pages_round(open_stage):
    async with open_stage(opening) as stage:
        shown = []
        for _page in range(4):
            shown.append(stage.app.screen.page)
            await stage.press("right")
        assert (shown, stage.app.screen.page) == ([0, 1, 2, 3], 0)
        await stage.press("left")
        assert stage.app.screen.page == 3


@pytest.mark.slow
@pytest.mark.usefixtures("lived")
async def test_a_topic_or_a_framework_is_asked_about_from_the_page(open_stage):
    async with open_stage(opening) as stage:
        await stage.press("end", "down", "down", "down", "down", "enter")
        assert isinstance(stage.app.screen, QuizScreen)
        await stage.press("escape")
        assert isinstance(stage.app.screen, StatsScreen)


@pytest.mark.usefixtures("lived")
async def test_a_hard_question_is_asked_again(open_stage):
    async with open_stage(opening) as stage:
        await stage.press("4", "enter")
        assert stage.quiz.running.sitting.questions == (stage.asked.question.id,)


@pytest.mark.slow
@pytest.mark.usefixtures("lived")
async def test_s_on_home_leads_there_and_back(open_stage):
    async with open_stage() as stage:
        await stage.press("s")
        assert isinstance(stage.app.screen, StatsScreen)
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)


async def test_before_the_first_answer_one_sentence_is_there_and_no_empty_bar(open_stage):
    async with open_stage(opening) as stage:
        assert "Nothing yet." in stage.text()
        assert "░" not in stage.text()
        for key in ("2", "3", "4", "enter"):
            await stage.press(key)
        assert isinstance(stage.app.screen, StatsScreen)


@pytest.mark.slow
async def test_what_was_answered_meanwhile_is_counted(open_stage, lived):
    async with open_stage(opening) as stage:
        before = stage.app.screen.stats.answers
        await stage.press("enter", "escape")
        lived.add_answer(
            question="give-number", topic="kinds", kind="number", answer="1", correct=True, score=1.0, seconds=9.0
        )
        await stage.press("escape", "s")
        assert stage.app.screen.stats.answers == before + 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [72, 76, 112])
def test_lines_fit_and_columns_align_in_both_languages(library, lived, language, width):
    set_language(language)
    stats = read_stats(library, lived)
    for line in (*ready_lines(stats, language), *hard_lines(stats, library, language)):
        assert cell_len(line.draw(width).plain) == width
    for page in (days_page(stats, width), answers_page(stats, width)):
        assert max(cell_len(line) for line in page.plain.splitlines()) <= width
    lines = [line.plain for line in heat_map(stats, width)][1:8]
    assert len({cell_len(line) for line in lines}) == 1, "future days are blank, so that all rows end alike"


def test_a_day_is_a_sign_whatever_the_colours_are(library, lived):
    plain = "\n".join(line.plain for line in heat_map(read_stats(library, lived), 76))
    assert {"·", "░", "▓", "█"} <= set(plain)


def test_the_map_grows_with_the_history_up_to_a_year(library, tmp_path):
    clock = Clock()
    with open_store(tmp_path / "other", clock, zone=UTC) as store:
        answered = {"topic": "kinds", "kind": "choice", "answer": "a", "correct": True, "score": 1.0, "seconds": 9.0}
        clock.now -= timedelta(days=400)
        store.add_answer(question="pick-one", **answered)
        clock.now += timedelta(days=400)
        assert len(list(heat_map(read_stats(library, store), 200))[1].plain) == 4 + 13 * 2
        clock.now -= timedelta(days=200)
        store.add_answer(question="pick-one", **answered)
        clock.now += timedelta(days=200)
        assert len(list(heat_map(read_stats(library, store), 200))[1].plain) == 4 + 30 * 2


def test_one_review_among_many_is_still_drawn_and_none_is_a_point():
    today = date(2026, 11, 24)
    dues = [today] * 50 + [today + timedelta(days=1)]
    rows = [line.plain for line in forecast_chart(forecast(dues, today, 100), 80)]
    assert rows[0].startswith(" 50 █")
    assert rows[3].startswith("  0 █ ▁ · ·")
    assert rows[4].split()[:2] == ["24", "Nov"]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.usefixtures("lived")
async def test_how_the_pages_look(size, language, open_stage, snapshot):
    set_language(language)
    async with open_stage(opening, size=size) as stage:
        for key in "1234":
            await stage.press(key)
            assert stage.text() == snapshot(name=key)
        await stage.press("escape")
        assert stage.text() == snapshot(name="home")
