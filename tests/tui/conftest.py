"""The program on a tiny library, without a terminal, at a fixed time."""

import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet

from kata.content import Library, load_library
from kata.i18n import set_language
from kata.store import Store, open_store
from kata.tui.app import KataApp
from kata.tui.opening import Opening
from tests.tui.bank import write_content
from tests.tui.stage import Clock, FakeGrading, Stage

OpenStage = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture(autouse=True, scope="session")
def rules_parsed_once() -> Iterator[None]:
    """Let the hundreds of programs that are opened here share what Textual parses for each: every widget's CSS."""
    parse, shared = Stylesheet._parse_rules, {}

    def parsed(self, *css, **about):
        asked = (css, *about.items())
        if asked not in self._parse_cache:
            key = (asked, frozenset(self._variables.items()))
            if key not in shared:
                shared[key] = parse(self, *css, **about)
            self._parse_cache[asked] = shared[key]
        return self._parse_cache[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    set_language("en")
    yield
    set_language("en")
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(built_in=write_content(tmp_path / "built-in"), user_dir=tmp_path / "none")


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path / "home", clock) as store:
        yield store


@pytest.fixture
def open_stage(library: Library, store: Store, clock: Clock, tmp_path: Path) -> OpenStage:
    """Return what opens the program: `async with open_stage(first=…, size=…) as stage`."""

    @asynccontextmanager
    async def opened(first: Opening | None = None, size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Stage, None]:
        grading = FakeGrading()
        app = KataApp(
            library, store, lambda: grading, clock=clock, preferences_file=tmp_path / "preferences.json", first=first
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(app, pilot, grading)
            await stage.settled()
            yield stage

    return opened
