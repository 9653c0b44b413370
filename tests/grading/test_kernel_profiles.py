"""Profiles that cannot be tried on every machine, by what they say: macOS's sandbox, the GPU's rules, filters as bytes."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kata.grading import kernel_macos
from kata.grading.kernel_errors import LayerError
from kata.grading.kernel_macos import sandbox_profile, sandboxed, try_sandbox
from kata.grading.limits import Confinement
from tests.grading.test_kernel import confined  # noqa: F401  a fixture

linux = pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")


def rules(**about) -> list[str]:
    return sandbox_profile("/private/var/s", ["/opt/python"], ["/opt/python/kata/_content"], **about).splitlines()


def test_the_sandbox_hides_homes_then_shows_packages_then_hides_the_content():
    lines = rules()
    order = [
        next(i for i, line in enumerate(lines) if line.startswith("(deny file-read-data") and "/Users" in line),
        lines.index('(allow file-read-data (subpath "/opt/python"))'),
        lines.index('(deny file-read-data (subpath "/opt/python/kata/_content"))'),
        lines.index('(allow file-read* file-write* (subpath "/private/var/s"))'),
    ]
    assert order == sorted(order)
    assert lines[:2] == ["(version 1)", "(allow default)"]


def test_the_sandbox_writes_in_scratch_alone():
    lines = rules()
    denied = lines.index("(deny file-write*)")
    assert [line for line in lines[denied + 1 :] if line.startswith("(allow") and "file-write*" in line] == [
        '(allow file-read* file-write* (subpath "/private/var/s"))'
    ]


def test_the_sandbox_refuses_network_processes_and_signals():
    lines = rules()
    for rule in ("(deny network*)", "(deny signal)", "(deny process-fork)", "(deny process-exec*)"):
        assert rule in lines
    assert "(deny process-fork)" not in rules(processes=True)
    assert "(deny network*)" in rules(processes=True)


def test_the_sandbox_of_a_kata_that_talks_opens_this_machine_alone():
    lines = rules(processes=True, loopback=True)
    opened = [line for line in lines if line.startswith("(allow network")]
    assert lines.index("(deny network*)") < lines.index(opened[0])
    assert all('"localhost:*"' in line for line in opened)
    assert not any(line.startswith("(allow network") for line in rules(processes=True))


def test_each_rule_of_the_sandbox_is_closed_and_a_path_cannot_end_one():
    text = sandbox_profile('/s") (allow network*) ("', ["/opt"], ["/x\\"])
    assert '(subpath "/s\\") (allow network*) (\\"")' in text
    assert '(subpath "/x\\\\")' in text
    assert all(line.startswith("(") and line.endswith(")") for line in text.splitlines())


def test_a_sandboxed_command_starts_inside_its_profile(tmp_path):
    command = sandboxed(["python", "-c", "pass"], str(tmp_path))
    assert command[:2] == ["/usr/bin/sandbox-exec", "-p"]
    assert str(tmp_path.resolve()) in command[2]
    assert command[3:] == ["python", "-c", "pass"]


def test_a_missing_sandbox_is_absent_and_a_leaking_one_an_error(monkeypatch, tmp_path):
    monkeypatch.setattr(kernel_macos, "SANDBOX", str(tmp_path / "none"))
    assert "missing" in (try_sandbox() or "")
    fake = tmp_path / "sandbox"
    fake.write_text('#!/bin/sh\nshift 2\nexec "$@"\n')
    fake.chmod(0o700)
    monkeypatch.setattr(kernel_macos, "SANDBOX", str(fake))
    with pytest.raises(LayerError, match="file refused: False"):
        try_sandbox()


@linux
def test_a_gpu_profile_opens_devices_for_control_and_lets_compilers_run(monkeypatch, tmp_path):
    from py_landlock import AccessFs

    from kata.grading import kernel_files

    (tmp_path / "nvidiactl").write_text("")
    monkeypatch.setattr(kernel_files, "_GPU_NODES", (str(tmp_path / "nvidia*").lstrip("/"),))
    profile = Confinement("/s", 1, 1, gpu=True)
    wide = dict(kernel_files.wider_rules(profile))
    assert wide[str(tmp_path / "nvidiactl")] & AccessFs.IOCTL_DEV
    assert wide["/usr/bin"] & AccessFs.EXECUTE
    assert "/dev/shm" not in wide
    assert kernel_files.wider_rules(Confinement("/s", 1, 1)) == ()


CUDA = """
import os, socket, sys
from kata.grading.kernel_calls import filter_calls, restrict_calls
from kata.grading.kernel_files import file_rules, landlock_version, restrict_files
from kata.grading.limits import Confinement, no_new_privileges

def tried(name, action):
    try:
        action()
        print(name, "goes")
    except OSError:
        print(name, "refused")

version, _ = landlock_version()
program = filter_calls(gpu=True, landlock=version)
everyone = socket.create_server(("127.0.0.1", 0))
pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
no_new_privileges()
restrict_files(file_rules(version), Confinement(sys.argv[1], 1, 1, gpu=True), version)
restrict_calls(program)

own = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
tried("binding", lambda: own.bind(f"\\0kata-test-{os.getpid()}"))
tried("listening", lambda: own.listen(1))
tried("naming a thread", lambda: open(f"/proc/self/task/{os.getpid()}/comm", "w").write("worker"))
tried("connecting", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET).connect(own.getsockname()))
tried("accepting", own.accept)
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_UNIX):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        tried(f"{family.name} {kind.name}", lambda: socket.socket(family, kind))
        tried(f"{family.name} {kind.name}", lambda: socket.socket(family, kind | socket.SOCK_CLOEXEC))
tried("inet seqpacket", lambda: socket.socket(socket.AF_INET, socket.SOCK_SEQPACKET))
tried("oom_score_adj", lambda: open("/proc/self/oom_score_adj", "w").write("0"))
"""


@linux
@pytest.mark.usefixtures("confined")
def test_a_gpu_worker_may_do_what_cuda_must_and_reaches_nobody(tmp_path):
    ran = subprocess.run([sys.executable, "-c", CUDA, str(tmp_path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[:3] == ["binding goes", "listening goes", "naming a thread goes"]
    assert len(lines) == 23
    assert all(line.endswith("refused") for line in lines[3:]), ran.stdout


@linux
def test_filters_differ_by_profile_and_by_what_landlock_leaves_open():
    from kata.grading.kernel_calls import filter_calls, seccomp_fault

    if seccomp_fault():
        pytest.skip(seccomp_fault())
    plain, wide, gpu, bare = (
        filter_calls(landlock=7),
        filter_calls(landlock=7, processes=True),
        filter_calls(landlock=7, gpu=True),
        filter_calls(landlock=0),
    )
    assert len({plain, wide, gpu, bare}) == 4
    assert len(bare) > len(plain) > len(wide)
    assert all(len(program) % 8 == 0 for program in (plain, wide, gpu, bare))


def test_gpu_gradings_take_turns(monkeypatch, tmp_path):
    from kata.grading import devices
    from kata.grading.channel import CancelledError

    monkeypatch.setattr(devices, "_DRIVERS", (str(tmp_path),))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    waits: list[int] = []
    with devices.gpu_turn("gpu", "torch", lambda: False):
        with devices.gpu_turn("cpu", "torch", lambda: False), devices.gpu_turn("gpu", "numpy", lambda: False):
            assert waits == []
        second = devices.gpu_turn("gpu", "torch", lambda: len(waits) > 2, lambda: waits.append(1))
        with pytest.raises(CancelledError):
            second.__enter__()
    assert len(waits) == 3
    with devices.gpu_turn("gpu", "jax", lambda: True):
        assert len(waits) == 3


@linux
def test_a_gpu_worker_has_no_limit_on_data():
    import resource

    from kata.grading import limits

    set_limits: dict[int, int] = {}
    fake = SimpleNamespace(
        **{name: getattr(resource, name) for name in dir(resource) if name.startswith("RLIM")},
        getrlimit=lambda _kind: (-1, -1),
        setrlimit=lambda kind, value: set_limits.update({kind: value[0]}),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "resource", fake)
        limits._limit(Confinement("/s", 100, 1, gpu=True), own_namespace=False)
        assert resource.RLIMIT_DATA not in set_limits
        assert resource.RLIMIT_NPROC not in set_limits
        limits._limit(Confinement("/s", 100, 1), own_namespace=True)
    assert set_limits[resource.RLIMIT_DATA] == (100 + 512) << 20
    assert resource.RLIMIT_NPROC in set_limits
    assert resource.RLIMIT_AS not in set_limits
    assert Path("/s").exists() is False
