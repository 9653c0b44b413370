"""The program as a process of its own: pipes, broken ones too, help, and no traceback anywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONTENT = Path(__file__).parent / "content"
COMMANDS = ["quiz", "list", "show", "start", "compare", "history"]


@pytest.fixture
def environ(tmp_path):
    return os.environ | {"KATA_HOME": str(tmp_path / "home"), "KATA_LANG": "en", "PYTHONIOENCODING": "utf-8"}


def run(environ, *arguments, **more):
    command = [sys.executable, "-m", "kata", "--content", str(CONTENT), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, check=False, **more)


@pytest.mark.slow
def test_a_quiz_through_a_pipe_reads_as_a_conversation(environ):
    answers = b"b\n8,16\nq\n"
    ran = run(environ, "quiz", "kinds", "--seed", "1", "--level", "junior", input=answers)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == b""
    assert "\n> b\n" in ran.stdout.decode()


@pytest.mark.slow
def test_no_input_at_all_is_no_error(environ):
    ran = run(environ, "quiz", "kinds", stdin=subprocess.DEVNULL)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.slow
def test_input_that_is_no_text_is_one_message(environ):
    ran = run(environ, "quiz", "kinds", "--seed", "1", "--level", "junior", input=b"\xff\xfe\n")
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (0, 2)  # by the locale, bytes that are no UTF-8 are refused or taken as a wrong answer


def test_a_reader_that_goes_away_is_no_traceback(environ):
    command = [sys.executable, "-m", "kata", "--content", str(CONTENT), "history", "--json"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(environ, name):
    ran = run(environ, name, "--help")
    assert ran.returncode == 0
    assert f"Example: kata {name}".encode() in ran.stdout


def test_help_of_a_command_loads_no_framework_and_no_screen(environ):
    code = (
        "import sys\nfrom kata.cli import main\nsys.argv = ['kata', 'quiz', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print({'torch', 'jax', 'textual', 'numpy'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=True)
    assert ran.stdout.endswith(b"set()\n")
