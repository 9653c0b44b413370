"""What macOS enforces on a worker: a profile for `sandbox-exec`, which is deprecated and which much still relies on.

Later rules win in a profile. Like Landlock's rules it governs contents and not the existence of files.
"""

import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kata.grading.kernel_errors import LayerError
from kata.grading.readable import trees_for_a_cold_start
from kata.grading.scratch import make_scratch, remove_scratch

SANDBOX: Final = "/usr/bin/sandbox-exec"
_TRIAL_SECONDS: Final = 30
_HIDDEN: Final = (
    *("/Users", "/Volumes", "/private/tmp", "/private/var/folders", "/private/var/root", "/Library/Keychains"),
)
_SERVICES: Final = (
    *("com.apple.securityd", "com.apple.SecurityServer", "com.apple.pasteboard.1"),
    "com.apple.coreservices.launchservicesd",
)
_DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/dtracehelper")
_TO_ITSELF: Final = (
    '(allow network-bind network-inbound (local ip "localhost:*"))',
    '(allow network-outbound (remote ip "localhost:*"))',
)
_TRIAL: Final = """
import socket, sys
def refused(action):
    try:
        action()
    except PermissionError:
        return True
    except OSError:
        pass
    return False
secret = refused(lambda: open(sys.argv[1], "rb").read())
closed = refused(lambda: socket.socket().connect(("127.0.0.1", 9)))
print("holds" if secret and closed else f"file refused: {secret}, network refused: {closed}")
"""


def sandbox_profile(
    scratch: str, readable: Iterable[str], secret: Iterable[str], *, processes: bool = False, loopback: bool = False
) -> str:
    """Return the profile of one worker: it writes in `scratch` alone, and reads no user's files but `readable`.

    With `loopback` it talks to this machine, whose loopback is everyone's here.
    """
    started = [] if processes else ["(deny process-fork)", "(deny process-exec*)", f"(allow process-exec* {_own()})"]
    return "\n".join([
        "(version 1)",
        "(allow default)",
        "(deny network*)",
        *(_TO_ITSELF if loopback else []),
        "(deny signal)",
        "(allow signal (target self))",
        *(["(allow signal (target children))"] if processes else []),
        *started,
        "(deny appleevent-send)",
        "(deny job-creation)",
        f"(deny mach-lookup {' '.join(f'(global-name {_quoted(name)})' for name in _SERVICES)})",
        f"(deny file-read-data {_below(_HIDDEN)})",
        f"(allow file-read-data {_below(readable)})",
        f"(deny file-read-data {_below(secret)})",
        "(deny file-write*)",
        f"(allow file-write-data {' '.join(f'(literal {_quoted(name)})' for name in _DEVICES)})",
        f"(allow file-read* file-write* {_below([scratch])})",
        "(deny file-write-setugid)",
    ])  # fmt: skip


def sandboxed(command: list[str], scratch: str, *, processes: bool = False, loopback: bool = False) -> list[str]:
    """Return the command that runs `command` inside the profile."""
    readable, secret = trees_for_a_cold_start()
    real = str(Path(scratch).resolve())
    profile = sandbox_profile(real, readable, secret, processes=processes, loopback=loopback)
    return [SANDBOX, "-p", profile, *command]


def try_sandbox() -> str | None:
    """Return why there is no sandbox here, None where there is one; raises `LayerError` where it does not hold."""
    if not Path(SANDBOX).exists():
        return f"{SANDBOX} is missing"
    scratch, outside = make_scratch(), make_scratch()
    (outside / "secret").write_text("secret", encoding="utf-8")
    command = sandboxed([sys.executable, "-I", "-c", _TRIAL, str(outside / "secret")], str(scratch))
    try:
        tried = subprocess.run(command, capture_output=True, text=True, timeout=_TRIAL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise LayerError("sandbox-exec", str(fault)) from fault
    finally:
        remove_scratch(scratch)
        remove_scratch(outside)
    if tried.stdout.strip() != "holds":
        raise LayerError("sandbox-exec", (tried.stdout + tried.stderr).strip() or f"exit code {tried.returncode}")
    return None


def _own() -> str:
    """Return the interpreter, which `sandbox-exec` starts and a framework build starts once more."""
    return _below(
        {str(Path(sys.executable).resolve()), sys.executable, sys.base_prefix, sysconfig.get_paths()["scripts"]}
    )


def _below(paths: Iterable[str]) -> str:
    return " ".join(f"(subpath {_quoted(path)})" for path in sorted(paths))


def _quoted(text: str) -> str:
    """Return a string as profiles write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
