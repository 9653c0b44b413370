"""`kata check`: faults on stdout, progress on stderr, exit 0, 1 or 2."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kata.cli import main

ROOT = Path(__file__).parents[2]


class Ended(NamedTuple):
    """What a run of the program left."""

    code: int
    out: str
    err: str


@pytest.fixture
def kata(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Ended]:
    """Run the program in an empty folder with the user's data elsewhere."""
    monkeypatch.setenv("KATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["kata", "--lang", "en", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """The examples of docs/questions.md as a user's bank, in a folder of content."""
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    path = tmp_path / "mine" / "questions" / "demo.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("".join(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)), encoding="utf-8")
    return path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_bank_without_faults_ends_with_0_and_a_summary(kata: Callable[..., Ended], bank: Path) -> None:
    ended = kata("check", "--fast", str(bank))
    assert ended == (0, "1 bank, 11 questions, 0 katas, 0 faults\n", "")


def test_every_fault_is_a_line_with_file_and_line(kata: Callable[..., Ended], bank: Path) -> None:
    spoil(bank, "answer: 20", "answer: 20\n    tolerance: 5")
    spoil(bank, "answer: [8, 2]", "anser: [8, 2]")
    ended = kata("check", "--fast", str(bank))
    assert ended.code == 1
    *faults, summary = ended.out.splitlines()
    assert [re.sub(r":\d+:", ":", fault) for fault in faults] == [
        "mine/questions/demo.yaml: 15.0 lies inside the tolerance, so it would be marked right",
        "mine/questions/demo.yaml: unknown field 'anser', did you mean 'answer'?",
    ]
    assert summary == "1 bank, 10 questions, 0 katas, 2 faults"


@pytest.mark.parametrize("place", [".", "questions", "questions/demo.yaml"])
def test_a_folder_of_content_or_of_banks_does_as_well_as_a_bank(
    kata: Callable[..., Ended], bank: Path, place: str
) -> None:
    assert kata("check", "--fast", str(bank.parents[1] / place)).out.startswith("1 bank, 11 questions")


def test_an_id_taken_by_a_neighbouring_bank_is_a_fault_of_the_bank_that_is_checked(
    kata: Callable[..., Ended], bank: Path
) -> None:
    other = bank.with_name("another.yaml")
    other.write_text(bank.read_text(encoding="utf-8").replace("topic: demo ", "topic: another "), encoding="utf-8")
    ended = kata("check", "--fast", str(bank))
    assert ended.out.count("is taken by another question (another.yaml:") == 11
    assert "another.yaml:3:" not in ended.out


@pytest.mark.slow
def test_without_fast_the_proofs_run_and_progress_goes_to_stderr(kata: Callable[..., Ended], bank: Path) -> None:
    ended = kata("check", str(bank))
    assert ended.code == 0
    assert re.fullmatch(
        r"1 bank, 11 questions, 0 katas, 11 proven, 0 skipped, (\d+) of \1 corrupted keys caught, 0 faults\n", ended.out
    )
    assert len(ended.err.splitlines()) == 11
    assert "proven  demo-accumulate" in ended.err


def test_a_wrong_key_is_a_fault_on_its_line(kata: Callable[..., Ended], bank: Path) -> None:
    spoil(bank, "answer: 20", "answer: 21")
    line = bank.read_text(encoding="utf-8").splitlines().index("    answer: 21") + 1
    ended = kata("check", str(bank))
    assert ended.code == 1
    assert ended.out.splitlines()[0] == (
        f"mine/questions/demo.yaml:{line}: demo-parameters: the key says 21.0 ± 0.0, the proof computes 20.0"
    )


def test_fast_runs_nothing(kata: Callable[..., Ended], bank: Path, tmp_path: Path) -> None:
    spoil(bank, "value = a @ b", f"open({str(tmp_path / 'ran')!r}, 'w')\n      value = a @ b")
    assert kata("check", "--fast", str(bank)).code == 0
    assert not (tmp_path / "ran").exists()
    kata("check", str(bank))
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_a_path_without_content_ends_with_2(kata: Callable[..., Ended], tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    ended = kata("check", path)
    assert (ended.code, ended.out) == (2, "")
    assert path in ended.err


@pytest.mark.slow
def test_without_a_path_the_users_own_content_is_checked_too(
    kata: Callable[..., Ended], bank: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "home" / "content" / "questions" / "demo.yaml"
    mine.parent.mkdir(parents=True)
    bank.rename(mine)
    spoil(mine, "answer: [8, 2]", "anser: [8, 2]")
    ended = kata("check", "--fast")
    assert ended.code == 1
    assert "home/content/questions/demo.yaml" in ended.out


@pytest.mark.slow
def test_a_folder_named_with_content_is_checked_too(kata: Callable[..., Ended], bank: Path) -> None:
    spoil(bank, "answer: [8, 2]", "anser: [8, 2]")
    ended = kata("--content", str(bank.parents[1]), "check", "--fast")
    assert "mine/questions/demo.yaml" in ended.out


@pytest.mark.slow
def test_a_kata_is_rehearsed(kata: Callable[..., Ended], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "katas.md").read_text(encoding="utf-8")
    (spec,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    grader, race, mistake = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    texts = {
        "kata.yaml": re.sub(r"  jax:.*(?=limits)", "", spec, flags=re.DOTALL),
        "grader.py": grader,
        "race.py": race,
        "statement.md": "Double `x`.\n",
        "numpy/starter.py": "def double(x):\n    return x\n",
        "numpy/solution.py": "def double(x):\n    return 2 * x\n",
        "numpy/mistakes/squares.py": mistake,
    }
    for name, text in texts.items():
        path = tmp_path / "mine" / "graders" / "double" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    folder = tmp_path / "mine" / "graders" / "double"
    ended = kata("check", str(folder))
    assert (ended.code, ended.out) == (
        0,
        (
            "double: 1 of 1 mistakes caught, 1 of 1 right solutions passed\n"
            "0 banks, 0 questions, 1 kata, 3 submissions rehearsed, 0 skipped, 0 faults\n"
        ),
    )
    ended = kata("check", str(folder / "numpy"), str(folder))
    assert ended.out.startswith("double: 2 of 2 mistakes caught"), "one framework, and the whole kata after it"
    assert kata("check", str(folder), str(tmp_path / "none.yaml")).code == 2
    (folder / "jax").mkdir()
    ended = kata("check", str(folder / "jax"))
    assert "rehearsed" not in ended.out
    (folder / "jax").rmdir()
    (folder / "numpy" / "starter.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
    assert kata("check", "--proofs", str(folder)) == (0, "0 banks, 0 questions, 1 kata, 0 faults\n", "")
    ended = kata("check", str(folder))
    assert ended.code == 1
    assert "starter.py:1: the starter passes" in ended.out
