"""Files are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from kata.errors import KataError
from kata.files import FileExistsAlreadyError, new_file, write_new


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def both_write(path: Path) -> None:
    with new_file(path) as part:
        part.write_bytes(b"mine")
        path.write_bytes(b"theirs")


def test_a_file_that_is_there_stays_unless_it_may_be_written_over(tmp_path):
    path = tmp_path / "f"
    write_new(path, b"first")
    with pytest.raises(FileExistsAlreadyError, match="--force"):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"
    write_new(path, b"second", force=True)
    assert path.read_bytes() == b"second"
    assert names(tmp_path) == ["f"]


def test_a_file_that_appears_meanwhile_stays(tmp_path):
    path = tmp_path / "f"
    with pytest.raises(FileExistsAlreadyError):
        both_write(path)
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["f"]


def test_a_file_that_appears_meanwhile_stays_where_there_are_no_hard_links(tmp_path, monkeypatch):
    def no_links(*_paths):
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "f"
    with pytest.raises(FileExistsAlreadyError):
        both_write(path)
    path.unlink()
    write_new(path, b"mine")
    assert path.read_bytes() == b"mine"


def test_a_dangling_link_is_a_file_that_is_there(tmp_path):
    (tmp_path / "f").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsAlreadyError):
        write_new(tmp_path / "f", b"x")


def test_a_full_disk_is_said_and_leaves_what_was_there(tmp_path, monkeypatch):
    def full(_number):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "f"
    write_new(path, b"first")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KataError, match=r"disk is full: .*/f was not written"):
        write_new(path, b"second", force=True)
    assert path.read_bytes() == b"first"
    assert names(tmp_path) == ["f"]


def test_a_fault_while_it_is_written_leaves_nothing(tmp_path):
    def broken():
        with new_file(tmp_path / "f") as part:
            part.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["no/such/folder/f", "."])
def test_a_place_that_cannot_be_written_is_said(tmp_path, name):
    with pytest.raises(KataError, match="cannot be written"):
        write_new(tmp_path / name, b"x", force=True)
