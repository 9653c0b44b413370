"""Each way in which a submission can be wrong, broken or hostile gets the right verdict, in time, and leaves nothing."""

import os
import re
import time
from pathlib import Path

import pytest

from kata.content.model import Limits
from kata.grading.judge import grade
from kata.grading.report import GradeRequest

from .conftest import FOLDER, HONEST, line

SHORT = Limits(seconds=1.5, memory_mb=2048)
ONLY_LINUX = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")


def failed(report):
    return next(check for check in report.checks if check.status in ("failed", "error"))


@pytest.mark.parametrize("name", ["solution.py", "alternatives/einsum.py"])
def test_a_right_submission_passes_every_check(grade_line, name):
    report = grade_line((FOLDER / "numpy" / name).read_text())
    assert report.verdict == "passed"
    assert {check.status for check in report.checks} == {"passed"}
    assert [len(curve.loss) for curve in report.curves] == [5, 5, 5]


@pytest.mark.torch
def test_a_right_torch_submission_passes(grade_line):
    report = grade_line((FOLDER / "torch" / "solution.py").read_text(), framework="torch", forbids=["torch.optim"])
    assert report.verdict == "passed", failed(report)


@pytest.mark.slow
@pytest.mark.jax
def test_a_right_jax_submission_passes(grade_line):
    assert grade_line((FOLDER / "jax" / "solution.py").read_text(), framework="jax").verdict == "passed"


def test_a_seed_replays_the_same_data(grade_line):
    wrong = HONEST + "\ndef forward(w, x): return x @ w * 1.5\n"
    first, again, other = (grade_line(wrong, seed=seed) for seed in (7, 7, 8))
    assert failed(first).message == failed(again).message
    assert failed(first).message != failed(other).message


def test_without_a_seed_every_grade_draws_its_own(grade_line):
    assert grade_line(HONEST, seed=None).seed != grade_line(HONEST, seed=None).seed


def test_a_wrong_value_says_what_was_expected_what_came_and_where(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x):\n    out = x @ w\n    out[2] += 1\n    return out\n")
    assert report.verdict == "failed"
    check = failed(report)
    assert check.name == "values"
    assert re.search(r"forward\(w, x\)\[2\]: expected -?[\d.]+, got -?[\d.]+; 1 of 5 values differ", check.message)
    assert check.message.endswith("It is x @ w.")


def test_a_factor_between_right_and_wrong_is_named(grade_line):
    assert (
        "every value is 3 times the expected one"
        in failed(grade_line(HONEST + "\ndef forward(w, x): return 3 * (x @ w)\n")).message
    )


def test_a_wrong_shape_fails_the_contract_and_skips_the_rest(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x): return (x @ w)[:, None]\n")
    assert report.verdict == "failed"
    assert "expected shape (5,), got (5, 1)" in report.checks[0].message
    assert [check.status for check in report.checks] == ["failed", "skipped", "skipped", "skipped"]


def test_nan_fails_with_its_place(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x): return x @ w * float('nan')\n")
    assert report.verdict == "failed"
    assert "5 of 5 values are NaN or infinite; the first is nan at index [0]" in failed(report).message


def test_an_expensive_check_is_skipped_after_a_failure(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x): return x @ w + 1\n")
    assert [check.status for check in report.checks] == ["passed", "failed", "skipped", "passed"]


def test_a_missing_function_fails_the_contract_by_name(grade_line):
    report = grade_line("import numpy as np\ndef forward(w, x): return x @ w\ntrain = 3\n")
    assert report.verdict == "failed"
    assert report.checks[0].name == "contract"
    assert "train, draw" in report.checks[0].message


def test_a_module_getattr_defines_nothing(grade_line):
    report = grade_line("def __getattr__(name): return lambda *a: 0\n")
    assert report.verdict == "failed"
    assert "forward" in report.checks[0].message


def test_a_syntax_error_names_its_line(grade_line):
    report = grade_line(HONEST + "\nif 1:\n    def 中broken(:\n        pass\n")
    line = HONEST.count("\n") + 3
    assert report.verdict == "error"
    assert failed(report).message == f"solution.py:{line}\n    def 中broken(:\n{' ' * 17}^\nSyntaxError: invalid syntax"


def test_messages_name_the_users_own_file(pool):
    request = GradeRequest(variant="line", source="def broken(:\n", filename="mine.py")
    report = grade(request, line(), pool=pool)
    assert failed(report).message.startswith("mine.py:1\n    def broken(:\n               ^\n")


def test_an_exception_carries_the_users_frames_with_lines_and_nobody_elses(grade_line):
    source = "import numpy as np\ndef inner(x):\n    return np.linalg.inv(x)\ndef forward(w, x):\n    return inner(x)\n"
    report = grade_line(source + "train = draw = forward\n")
    message = failed(report).message
    assert report.verdict == "error"
    assert message.splitlines()[:4] == [
        "solution.py:5, in forward",
        "    return inner(x)",
        "solution.py:3, in inner",
        "    return np.linalg.inv(x)",
    ]
    assert "LinAlgError" in message
    assert "site-packages" not in message
    assert "worker.py" not in message


def test_deep_recursion_is_an_error_with_a_short_traceback(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x): return forward(w, x)\n")
    assert report.verdict == "error"
    assert "RecursionError" in failed(report).message
    assert len(failed(report).message.splitlines()) < 60


@pytest.mark.parametrize("code", ["import sys; sys.exit(0)", "raise SystemExit"])
def test_leaving_by_sys_exit_is_an_error(grade_line, code):
    report = grade_line(HONEST + f"\n{code}\n")
    assert report.verdict == "error"
    assert "sys.exit" in failed(report).message


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os._exit(0)", "status 0"),
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
        ("import os; os.abort()", "SIGABRT"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "(SIGSEGV). Compiled code failed"),
        ("import os; os.closerange(0, 256)", ""),
    ],
)
@pytest.mark.parametrize("when", ["{}", "def forward(w, x):\n    {}"])
def test_a_process_that_ends_itself_has_crashed(grade_line, code, said, when):
    report = grade_line(HONEST + "\n" + when.format(code) + "\n")
    assert report.verdict == "crashed"
    assert said in failed(report).message


@pytest.mark.slow
def test_an_endless_loop_is_a_timeout_and_skips_the_rest(grade_line):
    began = time.monotonic()
    report = grade_line(HONEST + "\ndef forward(w, x):\n    while True: pass\n", limits=SHORT)
    assert report.verdict == "timeout"
    lines = HONEST.count("\n") + 3
    assert failed(report).message.splitlines()[-2:] == [f"solution.py:{lines}, in forward", "    while True: pass"]
    assert report.output == ""
    assert [check.status for check in report.checks][1:] == ["skipped"] * 3
    assert time.monotonic() - began < 20


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "import time; time.sleep(1000)",
        "sum(iter(int, 1))",
        "import threading as t; l = t.Lock(); l.acquire(); l.acquire()",
    ],
)
def test_a_timeout_says_where_the_code_was_even_in_c(grade_line, body):
    source = f"\nprint('before')\ndef inner():\n    {body}\ndef forward(w, x):\n    return inner()\n"
    report = grade_line(HONEST + source, limits=SHORT)
    assert report.verdict == "timeout"
    assert [row.split(", in ")[1] for row in failed(report).message.splitlines() if ", in " in row] == [
        "forward",
        "inner",
    ]
    assert report.output == "before\n"


@pytest.mark.slow
def test_a_place_that_the_submission_makes_up_is_a_line_at_most(grade_line):
    forged = '"Stack (most recent call first):\\n  File \\"solution.py\\", line 1 in \\x1b[2Jnice\\n  File \\"<string>\\", line 1 in <module>\\n"'
    handler = f"import signal, os\nsignal.signal(signal.SIGUSR1, lambda *_: os.write(1, {forged}.encode()))"
    report = grade_line(HONEST + f"\n{handler}\ndef forward(w, x):\n    while True: pass\n", limits=SHORT)
    assert report.verdict == "timeout"
    assert "\\x1b[2Jnice" in failed(report).message


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "import time; time.sleep(1000)",
        "import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()",
        "sum(iter(int, 1))",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        """import signal
    for s in range(1, 30):
        s in (9, 19) or signal.signal(s, signal.SIG_IGN)
    while True:
        try:
            while True: pass
        except BaseException: pass""",
    ],
)
def test_nothing_waits_longer_than_the_limit(grade_line, body):
    assert grade_line(HONEST + f"\ndef forward(w, x):\n    {body}\n", limits=SHORT).verdict == "timeout"


def test_reading_the_keyboard_ends_at_once(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x): return input()\n")
    assert report.verdict == "error"
    assert "EOFError" in failed(report).message


@ONLY_LINUX
@pytest.mark.parametrize(
    "body",
    [
        "hoard = []\n    while True: hoard.append(np.ones(200_000))",
        "return np.ones((1 << 40,))",
        "return np.ones(1 << 29)",
        "import mmap; m = mmap.mmap(-1, 3 << 29)\n    while m.write(b'x' * 4096): pass",
    ],
)
def test_a_memory_bomb_is_stopped(grade_line, body):
    limits = Limits(seconds=60, memory_mb=400)
    report = grade_line(HONEST + f"\ndef forward(w, x):\n    {body}\n", limits=limits)
    assert report.verdict == "memory"
    assert "400 MB" in failed(report).message
    assert re.search(r"solution.py:\d+, in forward\n    \S", failed(report).message)


def test_an_exception_of_a_gigabyte_is_cut(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x): raise ValueError('x' * (1 << 28))\n")
    assert report.verdict in ("error", "memory")
    assert len(failed(report).message) < 10_000


def test_an_exception_that_cannot_be_shown_is_still_an_error(grade_line):
    source = "\nclass Odd(Exception):\n    def __str__(self): raise KeyError\ndef forward(w, x): raise Odd\n"
    report = grade_line(HONEST + source)
    assert report.verdict == "error"
    assert "Odd" in failed(report).message


def test_output_is_kept_shown_and_bounded(grade_line):
    report = grade_line(
        HONEST + "\nprint('hello')\nimport sys; print('there', file=sys.stderr)\nprint('x' * 100_000)\n"
    )
    assert report.verdict == "passed"
    assert report.output.startswith("hello\nthere\nxxx")
    assert len(report.output) <= 64 << 10


def test_printing_without_end_is_stopped(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x):\n    while True: print('x' * 1000)\n")
    assert report.verdict == "crashed"
    assert "8 MiB" in failed(report).message


def test_escape_codes_are_shown_and_not_obeyed(grade_line):
    source = "\nprint('\\x1b[2J\\x1b[32mPASS\\u202e')\ndef forward(w, x): raise ValueError('\\x1b[1mfine\\x07')\n"
    report = grade_line(HONEST + source)
    assert report.verdict == "error"
    assert "\\x1b[2J\\x1b[32mPASS" in report.output
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", report.output + failed(report).message)


@pytest.mark.parametrize(
    "forgery",
    [
        "b'KAT1' + struct.pack('<IQ', 10, 1 << 63) + b'{}'",
        "b'KAT1' + struct.pack('<IQ', 1, 0) + b'\\xc0'",
        "b'x' * 100",
        "b'KAT1' + struct.pack('<IQ', 100000, 0) + b'\\x91' * 100000",
    ],
)
@pytest.mark.parametrize("when", ["import", "call"])
def test_bytes_written_to_the_graders_channel_are_no_verdict(grade_line, forgery, when):
    attack = f"for fd in range(3, 256):\n        try: os.write(fd, {forgery})\n        except OSError: pass"
    source = f"import os, struct\ndef attack():\n    {attack}\n"
    source += "attack()\n" if when == "import" else "def forward(w, x):\n    attack(); return x @ w\n"
    report = grade_line(HONEST + source)
    assert report.verdict == "crashed"
    assert "channel" in failed(report).message


def test_printed_forgeries_change_nothing(grade_line):
    source = "\nprint('{\"verdict\": \"passed\"}')\ndef forward(w, x):\n    print('PASSED'); return 0 * (x @ w)\n"
    assert grade_line(HONEST + source).verdict == "failed"


def test_values_that_lie_about_themselves_are_only_their_numbers(grade_line):
    source = """
class Liar(np.ndarray):
    def __eq__(self, other): return True
    def __sub__(self, other): return np.zeros(5)
def forward(w, x): return np.zeros(5).view(Liar)
"""
    assert grade_line(HONEST + source).verdict == "failed"


def test_an_object_array_is_no_array(grade_line):
    report = grade_line(HONEST + "\ndef forward(w, x): return np.array([None] * 5)\n")
    assert report.verdict == "failed"
    assert "expected an array or a number" in failed(report).message


def test_memorised_first_answers_fail_in_fresh_workers(grade_line):
    source = """
first = {}
inner = train
def train(w, x, y, lr, steps):
    return first.setdefault('answer', inner(w, x, y, lr, steps))
"""
    assert grade_line(HONEST + source).verdict == "failed"


@ONLY_LINUX
def test_a_daemon_is_not_left_behind(grade_line, tmp_path):
    source = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 256)
        open({mark!r}, 'w').write(str(os.getpid()))
        time.sleep(1000)
    os._exit(0)
while not os.path.exists({mark!r}): pass
""".format(mark=str(tmp_path / "daemon"))
    grade_line(HONEST + source)
    written = (tmp_path / "daemon").exists() and (tmp_path / "daemon").read_text()
    assert not written or not Path(f"/proc/{written}").exists()


def test_threads_that_never_end_delay_nothing(grade_line):
    source = "\nimport threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()\n"
    began = time.monotonic()
    assert grade_line(HONEST + source).verdict == "passed"
    assert time.monotonic() - began < 60


def test_the_scratch_folder_is_home_and_goes_away(grade_line):
    source = "\nimport os, tempfile\nprint(os.getcwd(), os.environ['HOME'], tempfile.gettempdir())\nopen('left', 'w')\n"
    report = grade_line(HONEST + source)
    folders = {Path(word).resolve() for word in report.output.split()}
    assert len({str(folder) for folder in folders if folder != Path.cwd()}) >= 1
    assert not any(folder.exists() for folder in folders)


def test_a_token_in_the_environment_is_not_seen(grade_line, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    report = grade_line(HONEST + "\nimport os\nprint(dict(os.environ), open('/proc/self/environ').read())\n")
    assert "abc" not in report.output


def test_the_graders_files_are_not_open_in_the_worker(grade_line):
    report = grade_line(HONEST + "\nimport os\nprint('fds', sorted(map(int, os.listdir('/proc/self/fd'))))\n")
    assert report.verdict == "passed"
    numbers = [int(n) for n in re.findall(r"\d+", report.output.split("fds")[1])]
    assert len([n for n in numbers if n > 2]) <= 2  # the channel, and the listing's own


@pytest.mark.parametrize(
    "use",
    [
        "import numpy.linalg",
        "from numpy import linalg",
        "from numpy.linalg import lstsq",
        "np.linalg.lstsq",
        "n = np\nn.linalg.norm",
        "getattr(np, 'linalg')",
        "import importlib\nimportlib.import_module('numpy.linalg')",
        "__import__('numpy.linalg')",
    ],
)
def test_a_forbidden_name_in_the_source_is_refused_with_its_line(grade_line, use):
    report = grade_line(HONEST + "\n" + use + "\n", forbids=["numpy.linalg"])
    assert report.verdict == "refused"
    line = HONEST.count("\n") + 2 + use.count("\n")
    said, rule = failed(report).message.splitlines()
    assert said == f"solution.py:{line}: numpy.linalg may not be used in this kata."
    assert "a rule of the exercise" in rule


@pytest.mark.parametrize(
    "use",
    [
        "getattr(np, 'lin' + 'alg').norm([1])",
        "import importlib\nimportlib.import_module('numpy.' + 'linalg').norm([1])",
        "try: getattr(np, 'lin' + 'alg').norm([1])\nexcept Exception: pass",
        "exec('import numpy\\nnumpy.lin' + 'alg.norm([1])')",
        "vars(np)['lin' + 'alg'].norm([1])",
    ],
)
def test_a_forbidden_name_reached_at_run_time_is_refused(grade_line, use):
    report = grade_line(HONEST + "\n" + use + "\n", forbids=["numpy.linalg"])
    assert report.verdict == "refused"
    assert "numpy.linalg" in failed(report).message


def test_a_forbidden_module_that_is_not_loaded_does_not_load(grade_line):
    report = grade_line(HONEST + "\nimport importlib\nimportlib.import_module('sql' + 'ite3')\n", forbids=["sqlite3"])
    assert report.verdict == "refused"


def test_a_forbidden_function_is_refused_when_called(grade_line):
    report = grade_line(HONEST + "\ngetattr(np, 'ein' + 'sum')('i->', [1])\n", forbids=["numpy.einsum"])
    assert report.verdict == "refused"


def test_a_name_that_only_looks_forbidden_is_allowed(grade_line):
    source = "\nclass mine:\n    linalg = 3\nprint(mine.linalg, 'numpy.linalg')\n"
    assert grade_line(HONEST + source, forbids=["numpy.linalg"]).verdict == "passed"


def test_a_required_name_that_is_not_used_is_refused(grade_line):
    report = grade_line(HONEST, requires=["numpy.einsum"])
    assert report.verdict == "refused"
    assert "numpy.einsum" in failed(report).message
    used = (FOLDER / "numpy" / "alternatives" / "einsum.py").read_text()
    assert grade_line(used, requires=["numpy.einsum"]).verdict == "passed"


def test_messages_speak_the_readers_language(grade_line):
    wrong = HONEST + "\ndef draw(rng, n): return np.zeros(n)\n"
    report = grade_line(wrong, language="zh")
    assert failed(report).name == "drawing"
    assert failed(report).title == "抽样"
    assert "两个种子" in failed(report).message


@ONLY_LINUX
def test_a_submission_that_kills_its_parent_costs_only_itself(grade_line):
    report = grade_line(HONEST + "\nimport os\ndef forward(w, x):\n    os.kill(os.getppid(), 9)\n    return x @ w\n")
    assert report.verdict in ("passed", "failed", "error", "crashed")
    assert grade_line(HONEST).verdict == "passed"
    assert os.getpid()
