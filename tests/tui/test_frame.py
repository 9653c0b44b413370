"""What holds on every screen: keys and help, palette, themes, languages, small terminals."""

import subprocess
import sys

import pytest
from rich.cells import cell_len
from textual.command import CommandPalette
from textual.widgets import Input

from kata.i18n import N_, language
from kata.tui.asking import Wanted
from kata.tui.keys import key_name, keys_of
from kata.tui.opening import katas, quiz
from kata.tui.preferences import Preferences, load_preferences, save_preferences
from kata.tui.screens.help import HelpScreen
from kata.tui.screens.home import HomeScreen
from kata.tui.screens.quiz import QuizScreen
from kata.tui.screens.too_small import TooSmallScreen
from kata.tui.themes import THEMES
from kata.tui.widgets.fields import LineField
from kata.tui.widgets.key_line import KeyLine


@pytest.mark.slow
async def test_help_lists_every_key_of_the_screen_and_none_of_textual(open_stage):
    async with open_stage(quiz(Wanted(questions=("pick-one",), seed=3))) as stage:
        await stage.press("question_mark")
        assert isinstance(stage.app.screen, HelpScreen)
        text = stage.text()
        for words in ("u  f2", "Unsure", "h  f1", "Hint", "esc", "Leave", "↓  j", "1…9"):
            assert words in text
        assert "Minimize" not in text
        await stage.press("escape")
        assert isinstance(stage.app.screen, QuizScreen)


@pytest.mark.slow
async def test_help_says_only_what_works_now(open_stage):
    async with open_stage(quiz(Wanted(questions=("pick-one",), seed=3))) as stage:
        described = {key.description for key in keys_of(stage.app.screen)}
        assert {"Answer", "Hint"} <= described
        assert "Go on" not in described
        await stage.press("1", "enter")
        described = {key.description for key in keys_of(stage.app.screen)}
        assert "Go on" in described
        assert not described & {"Answer", "Hint"}


async def test_the_palette_offers_the_keys_of_the_screen_and_the_themes(open_stage):
    async with open_stage() as stage:
        names = {command.title for command in stage.app.get_system_commands(stage.app.screen)}
        assert {"Quiz", "Katas", "Help", "Quit", "Dark theme", "Light theme"} <= names
        assert "Up" not in names


@pytest.mark.slow
async def test_a_command_of_the_palette_does_what_its_key_does(open_stage):
    async with open_stage() as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, CommandPalette))
        await stage.press(*"katas")
        await stage.until(lambda: stage.app.screen.query_one("CommandList").option_count)
        await stage.press("enter")
        await stage.until(lambda: type(stage.app.screen).__name__ == "KatasScreen")


async def test_a_theme_is_remembered(open_stage):
    async with open_stage() as stage:
        assert stage.app.theme == "kata-dark"
        stage.app.wear("kata-light")
    async with open_stage() as stage:
        assert stage.app.theme == "kata-light"


def test_damaged_preferences_mean_the_defaults(tmp_path):
    file = tmp_path / "preferences.json"
    for content in (b"{", b'{"theme": 3}', b'{"theme": "nord"}'):
        file.write_bytes(content)
        assert load_preferences(file) == Preferences()


def test_preferences_that_cannot_be_written_are_reported(tmp_path):
    assert not save_preferences(tmp_path / "missing" / "preferences.json", Preferences())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme):
    from textual.color import Color

    colours = theme.to_color_system().generate() | theme.variables

    def contrast(text, ground):
        light, dark = sorted((relative(Color.parse(colours[name])) for name in (text, ground)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    def relative(colour):
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    for ground in ("background", "surface", "panel"):
        assert contrast("foreground", ground) >= 7
        for name in ("primary", "success", "error", "warning", "text-muted"):
            assert contrast(name, ground) >= 4.5, (name, ground)
    for name in ("keyword", "string", "number", "comment", "function", "type"):
        assert contrast(f"code-{name}", "background") >= 4.5, name
    assert contrast("block-cursor-foreground", "block-cursor-background") >= 7


@pytest.mark.slow
async def test_the_language_changes_at_once_and_keeps_what_was_typed(open_stage):
    async with open_stage(quiz(Wanted(questions=("give-number",)))) as stage:
        await stage.press("1")
        stage.app.action_switch_language()
        await stage.until(lambda: "有多少个参数" in stage.text())
        assert language() == "zh"
        await stage.settled()
        await stage.press("6", "enter")
        assert stage.asked.answer == "16"
        assert "个权重" in stage.text()


async def test_the_language_changes_on_l_and_back(open_stage):
    async with open_stage() as stage:
        await stage.press("l")
        assert language() == "zh"
        await stage.press("l")
        assert language() == "en"


@pytest.mark.slow
async def test_an_answered_question_is_said_again_with_its_verdict(open_stage):
    async with open_stage(quiz(Wanted(questions=("pick-one",), seed=3))) as stage:
        await stage.press("h", "1", "enter", "l")
        await stage.until(lambda: "是每个签名编译一次" in stage.text())
        assert "缓存看的是什么" in stage.text()
        assert "✗" in stage.text()
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "SummaryScreen"


@pytest.mark.parametrize("size", [(79, 24), (80, 23), (20, 5)])
async def test_a_small_terminal_gets_one_plain_line(open_stage, size):
    async with open_stage(size=size) as stage:
        assert isinstance(stage.app.screen, TooSmallScreen)
        assert "80x24" in " ".join(stage.text().split())


@pytest.mark.slow
async def test_a_larger_terminal_brings_everything_back_as_it_was(open_stage):
    async with open_stage(quiz(Wanted(questions=("give-number",)))) as stage:
        await stage.press("1")
        await stage.pilot.resize_terminal(60, 20)
        await stage.until(lambda: "kata needs 80x24; this terminal has 60x20." in stage.text())
        await stage.press("9", "enter", "escape", "question_mark")
        await stage.pilot.resize_terminal(80, 24)
        await stage.until(lambda: isinstance(stage.app.screen, QuizScreen))
        assert stage.quiz.query_one(LineField).value == "1"
        await stage.press("6", "enter")
        assert stage.asked.answer == "16"


async def test_nothing_blinks(open_stage):
    async with open_stage(quiz(Wanted(questions=("give-number",)))) as stage:
        assert not stage.quiz.query_one(Input).cursor_blink


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("question_mark", "?"),
        ("shift+up", "shift+↑"),
        ("ctrl+s", "ctrl+s"),
        ("slash", "/"),
        ("less_than_sign", "<"),
        ("escape", "esc"),
    ],
)
def test_keys_are_written_as_people_do(key, name):
    assert key_name(key) == name


async def test_a_click_on_a_key_presses_it_and_the_mouse_marks_it(open_stage):
    async with open_stage() as stage:
        line = stage.app.screen.query_one(KeyLine)
        before = line.render().spans
        at = cell_len(stage.text().splitlines()[-1].partition("? Help")[0])
        await stage.pilot.hover(KeyLine, offset=(at, 0))
        assert line.under_mouse == "question_mark"
        assert line.render().spans != before
        await stage.click(KeyLine, offset=(at, 0))
        assert isinstance(stage.app.screen, HelpScreen)


async def test_a_click_beside_the_keys_does_nothing(open_stage):
    async with open_stage() as stage:
        await stage.click(KeyLine, offset=(79, 0))
        assert isinstance(stage.app.screen, HomeScreen)


async def test_keys_that_have_no_room_are_cut_and_the_palette_keeps_its_place(open_stage):
    async with open_stage(katas) as stage:
        line = stage.app.screen.query_one(KeyLine)
        line.keys = line.keys * 4
        await stage.settled()
        shown = stage.text().splitlines()[-1]
        assert shown.endswith(" ctrl+p Commands")
        assert len(shown) == 79


@pytest.mark.slow
def test_numpy_and_the_frameworks_stay_out_of_the_screens_process():
    program = (
        "import sys, kata.tui.app, kata.tui.screens.quiz, kata.tui.screens.katas, kata.tui.screens.summary\n"
        "print(sorted({'numpy', 'torch', 'jax'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.strip() == "[]"


async def test_every_screen_leads_back_home(open_stage):
    for first in (katas, quiz(Wanted(questions=("pick-one",), seed=3))):
        async with open_stage(first) as stage:
            await stage.press("escape")
            assert isinstance(stage.app.screen, HomeScreen)


def test_a_name_marked_for_translation_is_itself():
    assert N_("Quiz") == "Quiz"
