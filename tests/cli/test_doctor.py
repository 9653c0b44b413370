"""`kata doctor` says what it saw: in words, as JSON, in both languages, and by its exit code."""

import json
import sqlite3
from pathlib import Path

import pytest

from kata.cli import doctor_parts
from kata.cli.ownership import is_own
from kata.errors import CannotGradeHereError
from kata.grading import selftest
from kata.grading.layers import Layers
from kata.grading.processes import Pool
from kata.grading.selftest import try_boundary
from kata.i18n import set_language

BOUNDARY = {"forged replies", "memory", "endless loop", "start a process", "open a socket", "signal the parent", "read a key",
            "list a folder", "write outside", "change a mode", "hide memory", "run a program", "leftovers"}  # fmt: skip


@pytest.fixture
def only_numpy(monkeypatch):
    """Leave out the frameworks that take seconds to import."""
    monkeypatch.setattr(doctor_parts, "FRAMEWORKS", ("numpy",))


@pytest.mark.slow
@pytest.mark.usefixtures("only_numpy")
def test_all_is_well_and_said_as_json(kata):
    ran = kata("doctor", "--json")
    told = json.loads(ran.out)
    assert ran.code == 0, told
    assert told["ok"] is True
    assert told["confinement"] in ("kernel", "limits")
    areas = {finding["area"] for finding in told["findings"]}
    assert areas == {"layers", "boundary", "frameworks", "terminal", "store", "content"}
    assert {finding["name"] for finding in told["findings"] if finding["area"] == "boundary"} == BOUNDARY
    if told["confinement"] == "kernel":
        assert {finding["status"] for finding in told["findings"] if finding["area"] == "boundary"} == {"ok"}


@pytest.mark.slow
@pytest.mark.usefixtures("only_numpy")
def test_the_words_end_with_the_level(kata):
    ran = kata("doctor")
    assert ran.code == 0
    assert "All is well: " in ran.out.splitlines()[-1]
    assert "numpy" in ran.out
    assert "Traceback" not in ran.out + ran.err


@pytest.mark.slow
@pytest.mark.usefixtures("only_numpy")
def test_a_damaged_database_is_wrong(kata, store):
    store.save_draft("mlp-numpy", "x" * 50_000)
    store.close()
    database = Path(store.path)
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(database.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 512] = b"\xff" * 512
    database.write_bytes(data)
    ran = kata("doctor", "--json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert [finding["area"] for finding in told["findings"] if finding["status"] == "bad"] == ["store"]


@pytest.mark.usefixtures("only_numpy")
def test_a_layer_that_fails_is_wrong_and_the_rest_is_still_examined(kata, monkeypatch):
    def fails(_pool, _framework):
        raise CannotGradeHereError("landlock: broken on purpose")

    monkeypatch.setattr(Pool, "layers", fails)
    ran = kata("doctor")
    assert ran.code == 1
    assert "landlock: broken on purpose" in ran.out
    assert "nothing can be graded here" in ran.out
    assert "Your data" in ran.out


@pytest.mark.slow
def test_without_the_kernels_layers_what_is_open_is_no_fault(monkeypatch):
    monkeypatch.setattr(Pool, "layers", lambda _pool, _framework: Layers())
    monkeypatch.setattr(selftest, "_try", lambda _worker, action, _path: action == "open_a_socket")
    with Pool() as pool:
        found = {finding.name: finding.status for finding in try_boundary(pool)}
    assert found["open a socket"] == "ok"
    assert found["read a key"] == "missing"
    assert "bad" not in found.values()


@pytest.mark.slow
def test_with_them_what_is_open_is_a_fault(monkeypatch):
    monkeypatch.setattr(Pool, "layers", lambda _pool, _framework: Layers(landlock=7, seccomp=True))
    monkeypatch.setattr(selftest, "_try", lambda *_: False)
    with Pool() as pool:
        found = {finding.name: finding.status for finding in try_boundary(pool)}
    assert found["read a key"] == "bad"


@pytest.mark.slow
def test_a_boundary_that_notices_nothing_is_a_fault(monkeypatch):
    monkeypatch.setattr(selftest, "_FORGERY", "")
    monkeypatch.setattr(selftest, "_HOARD", "raise ValueError")
    monkeypatch.setattr(selftest, "_try", lambda *_: True)
    with Pool() as pool:
        found = {finding.name: finding.status for finding in try_boundary(pool)}
    assert (found["forged replies"], found["memory"], found["endless loop"]) == ("bad", "bad", "ok")


def test_a_framework_that_is_not_installed_is_missing_with_how_to_get_it(monkeypatch):
    def none(name):
        raise doctor_parts.PackageNotFoundError(name)

    monkeypatch.setattr(doctor_parts, "version", none)
    found = list(doctor_parts.frameworks(Pool()))
    assert {finding.status for finding in found} == {"missing"}
    assert "pip install jax jaxlib flatbuffers" in {finding.advice for finding in found}


@pytest.mark.parametrize(
    ("environ", "status", "text"),
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "ok", "16 million"),
        ({"TERM": "xterm-256color"}, "ok", "256"),
        ({"TERM": "dumb"}, "missing", "none"),
        ({}, "missing", "none"),
        ({"NO_COLOR": "1", "TERM": "xterm"}, "ok", "NO_COLOR"),
    ],
)
def test_colours_are_told_by_the_environment(environ, status, text):
    set_language("en")
    found = {finding.name: finding for finding in doctor_parts.terminal(environ)}
    assert found["colours"].status == status
    assert text in found["colours"].text


def test_a_narrow_terminal_is_told_what_it_needs(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "20")
    size = next(doctor_parts.terminal({}))
    assert (size.status, size.text) == ("missing", "60 x 20")
    assert "80 x 24" in size.advice


def test_a_file_is_ones_own_where_one_has_written_it(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    (tmp_path / "home").mkdir()
    (tmp_path / "elsewhere").mkdir()
    mine = tmp_path / "home" / "mine.py"
    other = tmp_path / "elsewhere" / "other.py"
    for file in (mine, other):
        file.write_text("x = 1")
        file.chmod(0o644)
    assert is_own(mine)
    assert not is_own(other)
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert is_own(other)
    mine.chmod(0o666)
    assert not is_own(mine)


@pytest.mark.parametrize("mark", ["user.xdg.origin.url", "com.apple.quarantine"])
def test_a_downloaded_file_is_not_ones_own(tmp_path, monkeypatch, mark):
    file = tmp_path / "file.py"
    file.write_text("x = 1")
    monkeypatch.chdir(tmp_path)
    assert is_own(file)
    monkeypatch.setattr("os.listxattr", lambda _path: [mark], raising=False)
    assert not is_own(file)


def test_a_file_of_another_account_is_not_ones_own(tmp_path, monkeypatch):
    file = tmp_path / "file.py"
    file.write_text("x = 1")
    monkeypatch.chdir(tmp_path)
    owner = file.stat().st_uid
    monkeypatch.setattr("os.getuid", lambda: owner + 1)
    assert not is_own(file)


@pytest.mark.slow
def test_the_command_asks_for_trust_in_somebody_elses_file_below_the_kernel(kata, monkeypatch, tmp_path):
    monkeypatch.setattr(Pool, "layers", lambda _pool, _framework: Layers())
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    file = tmp_path / "other.py"
    file.write_text("x = 1")
    variant = "linear-regression-numpy"
    refused = kata("grade", variant, str(file))
    assert refused.code == 3
    assert "--trust-submission" in refused.err
    graded = kata("grade", variant, str(file), "--trust-submission", "--json")
    assert graded.code == 1
    assert json.loads(graded.out)["confinement"] == "limits"
