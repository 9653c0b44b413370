"""The file of a comparison comes back as it went, and nothing else is taken for one."""

import json

import pytest

from kata import __version__
from kata.errors import KataError
from kata.report.comparison_json import read_comparison, to_json
from tests.compare import made_up

EVERY = (
    made_up.comparison,
    made_up.quick,
    made_up.on_gpu,
    made_up.without_torch,
    made_up.with_every_status,
    made_up.interrupted,
    made_up.nothing_measured,
)


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
def test_what_is_written_is_read_again(make, tmp_path):
    (tmp_path / "a.json").write_bytes(to_json(make()))
    assert read_comparison(tmp_path / "a.json") == make()


def test_the_file_names_format_program_machine_and_settings():
    found = json.loads(to_json(made_up.interrupted()))
    assert (found["kata"], found["format"], found["whole"]) == (__version__, 1, False)
    assert found["machine"]["versions"]["torch"] == "2.13.0"
    assert found["settings"]["dtype"] == "float32"


def changed(**changes):
    return json.dumps(json.loads(to_json(made_up.quick())) | changes).encode()


def with_first(**changes):
    measured = json.loads(to_json(made_up.quick()))["measured"]
    return changed(measured=[measured[0] | changes, *measured[1:]])


BROKEN = {
    "binary": (b"\x7fELF\x02\x01\x01\x00\xff\xfe", "is no comparison"),
    "empty": (b"", "is no comparison"),
    "another format": (changed(format=2), "of format 2, written by kata 0.1.0; this one reads format 1"),
    "no format": (b"{}", "format"),
    "a list": (b"[1, 2]", "Expected `object`"),
    "not a number": (to_json(made_up.quick()).replace(b'"error": 0.0', b'"error": NaN', 1), "is no comparison"),
    "infinite": (to_json(made_up.quick()).replace(b'"error": 0.0', b'"error": 1e999', 1), "is no comparison"),
    "another type": (with_first(times="soon"), "`$.measured[0].times`"),
    "an unknown variant": (with_first(variant="tinygrad"), "tinygrad"),
    "a time below zero": (with_first(times=[-1.0]), "matmul · 16 · numpy"),
    "a time without end": (with_first(times=[1e300]), "no clock"),
    "no size": (with_first(size=0), "matmul · 0 · numpy"),
    "memory below zero": (with_first(peak=-1), "matmul · 16 · numpy"),
    "twice": (with_first(variant="torch"), "twice"),
    "nested without end": (b"[" * 100_000, "is no comparison"),
    "without measurements": (changed(measured=None), "`$.measured`"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_comparison_is_told_with_file_and_reason(name, tmp_path):
    data, reason = BROKEN[name]
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with pytest.raises(KataError) as fault:
        read_comparison(file)
    assert str(file) in str(fault.value)
    assert reason in str(fault.value)


def test_what_cannot_be_read_is_told(tmp_path):
    for file in (tmp_path, tmp_path / "missing.json", tmp_path / "missing" / "a.json"):
        with pytest.raises(KataError, match=str(file)):
            read_comparison(file)


def test_a_file_without_end_is_not_read_to_its_end():
    from pathlib import Path

    with pytest.raises(KataError, match="too large"):
        read_comparison(Path("/dev/zero"))
