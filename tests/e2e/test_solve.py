"""`kata solve`: what it says where it cannot open, and the workbench with the real grading service."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kata.content import load_library
from kata.grading import GradingService
from kata.i18n import set_language
from kata.store import open_store
from kata.tui.app import KataApp
from kata.tui.screens.solution import SolutionScreen
from kata.tui.screens.workbench import WorkbenchScreen

pytestmark = pytest.mark.slow

VARIANT = "softmax-cross-entropy-numpy"


def kata(*words: str, home: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kata", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"KATA_HOME": str(home), "KATA_LANG": "en"} | environ,
        timeout=120,
        check=False,
    )


def test_an_unknown_name_offers_the_nearest_ones(tmp_path):
    ended = kata("solve", "mlp-jaxx", home=tmp_path)
    assert ended.returncode == 2
    assert "mlp-jax" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_terminal_it_says_how_else(tmp_path):
    ended = kata("solve", VARIANT, home=tmp_path)
    assert ended.returncode == 2
    assert f"kata start {VARIANT}" in ended.stderr
    assert f"kata grade {VARIANT}" in ended.stderr


def test_a_missing_framework_is_one_line_that_says_what_to_install(tmp_path):
    hide = "u.find_spec = lambda name, *at: None if name == 'jax' else real(name, *at)"
    script = f"import importlib.util as u; real = u.find_spec; {hide}\nfrom kata.cli import main; import sys; sys.argv[1:] = ['solve', 'mlp-jax']; main()"
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, env=os.environ | {"KATA_HOME": str(tmp_path), "KATA_LANG": "en"}, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 3
    assert ended.stderr == "kata: jax is not installed: pip install jax jaxlib flatbuffers\n"


@pytest.fixture
def library(tmp_path):
    set_language("en")
    return load_library(user_dir=tmp_path / "none")


async def until(pilot, condition):
    async with asyncio.timeout(120):
        while not condition():
            await pilot.pause(0.02)


async def test_from_the_starter_through_an_exception_and_a_mistake_to_a_pass(library, tmp_path):
    variant = library.variant(VARIANT)
    with open_store(tmp_path) as store:
        app = KataApp(
            library,
            store,
            GradingService,
            preferences_file=tmp_path / "preferences.json",
            first=lambda: WorkbenchScreen(VARIANT),
        )
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, WorkbenchScreen) and app.screen.is_mounted)
            screen = app.screen

            async def graded(source=None):
                if source is not None:
                    screen.panes.editor.put(source)
                before = screen.state.report
                await pilot.press("ctrl+r")
                await until(pilot, lambda: screen.state.report not in (None, before))
                return screen.state

            assert (await graded()).verdict in ("failed", "error")

            broken = variant.solution + "\n\nraise RuntimeError('here')\n"
            state = await graded(broken)
            assert state.verdict == "error"
            assert screen.panes.editor.selected_text == "raise RuntimeError('here')"

            mistake = variant.mistakes[0]
            state = await graded(mistake.text)
            assert state.verdict == "failed"
            assert state.first_failure.name == mistake.caught_by
            assert state.report.diagnosis.mistake == mistake.name

            state = await graded(variant.solution)
            assert state.verdict == "passed"
            await pilot.press("f6")
            await until(pilot, lambda: isinstance(app.screen, SolutionScreen))
        kept = [attempt.verdict for attempt in store.attempts(VARIANT)]
        assert kept[:3] == ["passed", "failed", "error"]
        assert len(kept) == 4
        assert store.draft(VARIANT).source == variant.solution


async def test_an_endless_loop_can_be_cancelled_and_the_next_grading_runs(library, tmp_path):
    variant = library.variant(VARIANT)
    with open_store(tmp_path) as store:
        app = KataApp(
            library,
            store,
            GradingService,
            preferences_file=tmp_path / "preferences.json",
            first=lambda: WorkbenchScreen(VARIANT),
        )
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, WorkbenchScreen) and app.screen.is_mounted)
            screen = app.screen
            screen.panes.editor.put(variant.solution + "\nwhile True:\n    pass\n")
            await pilot.press("ctrl+r")
            await until(pilot, lambda: screen.state.checks)
            await pilot.press("escape")
            assert screen.state.phase == "cancelled"
            screen.panes.editor.put(variant.solution)
            await pilot.press("ctrl+r")
            await until(pilot, lambda: screen.state.report is not None)
            assert screen.state.verdict == "passed"
        assert [attempt.verdict for attempt in store.attempts(VARIANT)] == ["passed"]
