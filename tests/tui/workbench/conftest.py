"""A workbench on a tiny kata, opened without a terminal."""

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kata.content import load_library
from kata.i18n import set_language
from kata.store import Store, open_store
from kata.tui.app import KataApp
from kata.tui.screens.workbench import WorkbenchScreen
from tests.tui.workbench.fakes import Bench, Clock, FakeGrading, write_content


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "home", Clock()) as store:
        yield store


OpenBench = Callable[..., Any]


@pytest.fixture
def open_bench(content: Path, store: Store, tmp_path: Path) -> OpenBench:
    @asynccontextmanager
    async def opened(variant: str = "descent-numpy", size: tuple[int, int] = (120, 40)) -> AsyncGenerator[Bench, None]:
        library = load_library(built_in=content, user_dir=tmp_path / "none")
        grading, clock = FakeGrading(), Clock()
        app = KataApp(
            library,
            store,
            lambda: grading,
            clock=clock,
            preferences_file=tmp_path / "preferences.json",
            first=lambda: WorkbenchScreen(variant),
        )
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            bench = Bench(app, pilot, grading, clock)
            await bench.until(lambda: isinstance(app.screen, WorkbenchScreen) and app.screen.is_mounted)
            await pilot.pause()
            yield bench

    return opened
