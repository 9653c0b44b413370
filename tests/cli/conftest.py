"""The command line run in this process, in English, with a home and a working folder of its own."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kata.cli import main
from kata.i18n import set_language
from kata.store import Store, open_store

CONTENT = Path(__file__).parent / "content"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Kata = Callable[..., Ran]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("KATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KATA_LANG", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    yield
    set_language("en")


@pytest.fixture
def kata(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kata:
    """Run `kata` with arguments and input; there is no terminal."""

    def run(*arguments: str, typed: str = "", lang: str = "en") -> Ran:
        monkeypatch.setattr(sys, "argv", ["kata", "--lang", lang, "--content", str(CONTENT), *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as stop:
            main()
        code = stop.value.code or 0
        return Ran(int(code), *capsys.readouterr())

    return run


@pytest.fixture
def store() -> Iterator[Store]:
    """The store that the commands use."""
    with open_store() as opened:
        yield opened
