import shlex
import sys
from contextlib import nullcontext

import pytest
from textual.app import App, ComposeResult

from kata.errors import KataError
from kata.tui.widgets.editor import CodeEditor
from kata.tui.widgets.editor_external import edit_elsewhere, editor_command


class EditorApp(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield CodeEditor(self.text)


async def after(text, *keys, start=None):
    """The text once `keys` were pressed, with the cursor at `start`, else at the end."""
    app = EditorApp(text)
    async with app.run_test() as pilot:
        editor = app.query_one(CodeEditor)
        editor.focus()
        editor.move_cursor(start or editor.document.end)
        await pilot.press(*keys)
        return editor.text


async def test_enter_goes_on_in_the_block():
    assert await after("def f():", "enter", *"return", "enter", *"x") == "def f():\n    return\nx"


async def test_enter_in_the_middle_of_a_line_takes_the_rest_along():
    assert await after("    a = 1; b = 2", "enter", start=(0, 10)) == "    a = 1;\n     b = 2"


async def test_tab_goes_to_the_next_stop_and_shift_tab_back():
    assert await after("ab", "tab", "c") == "ab  c"
    assert await after("    ab", "shift+tab", "c") == "abc"


async def test_backspace_takes_a_whole_step_of_indentation():
    assert await after("        ", "backspace") == "    "
    assert await after("    ab", "backspace") == "    a"


async def test_tab_moves_a_whole_selection():
    keys = ("shift+down", "shift+down", "tab")
    assert await after("a\nb\nc", *keys, start=(0, 0)) == "    a\n    b\nc"
    assert await after("    a\n    b", "shift+down", "shift+end", "shift+tab", start=(0, 0)) == "a\nb"


@pytest.mark.parametrize("key", ["ctrl+underscore", "ctrl+slash", "alt+slash"])
async def test_a_line_is_commented_out_and_in_again(key):
    assert await after("    a = 1", key) == "    # a = 1"
    assert await after("    a = 1", key, key) == "    a = 1"


async def test_the_cursor_stays_on_its_letter_when_the_line_is_commented():
    assert await after("a = 1", "ctrl+underscore", "2") == "# a = 12"


async def test_undo_takes_back_a_comment_in_one_step_and_redo_repeats_it():
    assert await after("a\nb", "shift+up", "shift+home", "ctrl+underscore", "ctrl+z") == "a\nb"
    assert await after("a", "ctrl+underscore", "ctrl+z", "ctrl+y") == "# a"


async def test_python_is_coloured():
    app = EditorApp("def f():\n    return 1  # one\n")
    async with app.run_test():
        editor = app.query_one(CodeEditor)
        colours = {
            str(segment.style.color) for segment in editor.render_line(1) if segment.style and segment.text.strip()
        }
        assert editor.is_syntax_aware
        assert len(colours) >= 3


async def test_without_the_grammar_the_editor_is_plain_and_works(monkeypatch):
    monkeypatch.setattr("textual.widgets._text_area.get_language", lambda _name: None)
    app = EditorApp("def f():")
    async with app.run_test() as pilot:
        editor = app.query_one(CodeEditor)
        editor.focus()
        editor.move_cursor(editor.document.end)
        await pilot.press("enter", "x")
        assert editor.text == "def f():\n    x"
        assert not editor.is_syntax_aware


def test_visual_comes_before_editor_and_may_have_arguments():
    assert editor_command({"VISUAL": "code --wait", "EDITOR": "vim"}) == ["code", "--wait"]
    assert editor_command({"VISUAL": "", "EDITOR": "vim"}) == ["vim"]


@pytest.mark.parametrize("environ", [{}, {"EDITOR": " "}, {"EDITOR": "'unclosed"}])
def test_no_editor_is_a_message(environ):
    with pytest.raises(KataError, match="EDITOR"):
        editor_command(environ)


APPEND = "import sys; open(sys.argv[1], 'a', encoding='utf-8').write('# später\\n')"


def test_the_text_comes_back_changed():
    assert edit_elsewhere("x = 1\n", [sys.executable, "-c", APPEND]) == "x = 1\n# später\n"


def test_an_editor_that_ends_with_an_error_changes_nothing():
    with pytest.raises(KataError, match="ended with 3; your text is unchanged"):
        edit_elsewhere("x", [sys.executable, "-c", "raise SystemExit(3)"])


def test_an_editor_that_is_not_there_is_a_message():
    with pytest.raises(KataError, match="no-such-editor"):
        edit_elsewhere("x", ["no-such-editor"])


async def test_ctrl_e_hands_the_text_over_and_takes_it_back(open_bench, store, monkeypatch):
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", APPEND]))
    async with open_bench() as bench:
        monkeypatch.setattr(bench.app, "suspend", nullcontext)
        before = bench.text
        await bench.press("ctrl+e")
        assert bench.text == before + "# später\n"
        assert store.draft("descent-numpy").source == bench.text
        await bench.press("ctrl+z")
        assert bench.text == before


async def test_ctrl_e_without_an_editor_says_so(open_bench, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with open_bench() as bench:
        await bench.press("ctrl+e")
        await bench.until(lambda: "No editor is set" in bench.shows())


@pytest.mark.slow
async def test_ctrl_e_where_the_terminal_cannot_be_handed_over_says_so(open_bench, monkeypatch):
    monkeypatch.setenv("VISUAL", "true")
    async with open_bench() as bench:
        await bench.press("ctrl+e")
        await bench.until(lambda: "cannot be handed" in bench.shows())
