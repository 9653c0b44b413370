import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kata.store import StoreError, open_store
from kata.tui.widgets import editor
from tests.tui.workbench.fakes import PASSED, STARTER


@pytest.mark.slow
async def test_a_pause_in_typing_saves_the_draft(open_bench, store):
    async with open_bench() as bench:
        await bench.press("x", "y")
        assert "typing" in bench.shows()
        await bench.until(lambda: store.draft("descent-numpy"))
        assert store.draft("descent-numpy").source == "xy" + STARTER
        await bench.until(lambda: "draft saved" in bench.shows())


async def test_looking_without_typing_makes_no_draft(open_bench, store):
    async with open_bench() as bench:
        await bench.press("down", "right", "escape")
    assert store.draft("descent-numpy") is None


@pytest.mark.slow
@pytest.mark.parametrize("key", ["escape", "ctrl+q", "ctrl+r"])
async def test_leaving_quitting_and_grading_save_what_no_pause_has(open_bench, store, monkeypatch, key):
    monkeypatch.setattr(editor, "PAUSE", 3600)
    async with open_bench() as bench:
        bench.grading.events = []
        await bench.press("x", key)
        await bench.pilot.pause()
    assert store.draft("descent-numpy").source == "x" + STARTER


@pytest.mark.slow
async def test_the_next_opening_goes_on_with_the_draft(open_bench):
    async with open_bench() as bench:
        await bench.press("x")
    async with open_bench() as bench:
        assert bench.text == "x" + STARTER
        assert "draft saved" in bench.shows()


@pytest.mark.slow
async def test_the_starter_comes_back_and_undo_takes_it_away(open_bench):
    async with open_bench() as bench:
        await bench.press("x")
        await bench.press("f7")
        assert bench.text == STARTER
        await bench.press("ctrl+z")
        assert bench.text == "x" + STARTER


@pytest.mark.slow
async def test_a_draft_that_cannot_be_saved_is_said_and_typing_goes_on(open_bench, store, monkeypatch):
    def full(_variant, _source):
        raise StoreError("the disk is full [really]")

    async with open_bench() as bench:
        with monkeypatch.context() as patch:
            patch.setattr(store, "save_draft", full)
            await bench.press("x")
            await bench.until(lambda: "draft NOT saved" in bench.shows())
            await bench.until(lambda: "the disk is full [really]" in bench.shows())
            await bench.press("y")
            assert bench.text == "xy" + STARTER
        await bench.until(lambda: store.draft("descent-numpy"))


@pytest.mark.slow
async def test_an_attempt_that_cannot_be_kept_is_said_and_the_verdict_shown(open_bench, store, monkeypatch):
    def full(_report, _source, **_effort):
        raise StoreError("the disk is full")

    async with open_bench() as bench:
        monkeypatch.setattr(store, "add_grade", full)
        await bench.grade(PASSED)
        await bench.until(lambda: "the disk is full" in bench.shows())
        assert "✓ passed" in bench.shows()


PROGRAM = """
import sys
from pathlib import Path
from kata.content import load_library
from kata.store import open_store
from kata.tui.app import KataApp
from kata.tui.screens.workbench import WorkbenchScreen
from tests.tui.workbench.fakes import FakeGrading

content, home = map(Path, sys.argv[1:])
library = load_library(built_in=content, user_dir=home / "none")
KataApp(library, open_store(home), FakeGrading, preferences_file=home / "preferences.json",
        first=lambda: WorkbenchScreen("descent-numpy")).run()
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_kill_minus_9_loses_at_most_what_the_last_pause_had_not_saved(content: Path, tmp_path: Path):
    master, slave = os.openpty()
    root = Path(__file__).parents[3]
    environ = os.environ | {"TERM": "xterm-256color", "PYTHONPATH": str(root), "COLUMNS": "120", "LINES": "40"}
    home = tmp_path / "home"
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(content), str(home)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environ,
        start_new_session=True,
    )
    os.close(slave)
    try:
        _read_until(master, b"solution.py")
        os.write(master, b"killed = True\r")
        with open_store(home) as store:
            _until(lambda: store.draft("descent-numpy") is not None)
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        os.close(master)
    with open_store(home) as store:
        assert store.draft("descent-numpy").source == "killed = True\n" + STARTER


def _read_until(master, words):
    seen = b""
    while words not in seen:
        seen += os.read(master, 65536)


def _until(condition, patience=60.0):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.02)
