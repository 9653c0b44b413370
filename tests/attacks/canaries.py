"""What must not be read, changed, reached or killed: set out before the attacks, looked at after each."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np

CHECKOUT = Path(__file__).parents[2]
SHARED = (Path("/dev/shm"), Path("/tmp"), Path("/var/tmp"), Path(np.__file__).parent)
DOTFILES = {
    ".ssh/id_rsa": 0o600,
    ".bashrc": 0o644,
    ".netrc": 0o600,
    ".config/kata/config.toml": 0o644,
    ".local/share/kata/kata.db": 0o600,
}


class Canaries:
    """A home with secrets in it, listeners, a token, a process that does nothing."""

    def __init__(self, folder: Path, token: str) -> None:
        self.mark = "canary" + secrets.token_hex(6)
        self.secret = secrets.token_hex(16)
        self.token = token
        self.home = folder / "home"
        for name, mode in DOTFILES.items():
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name} {self.secret}\n")
            path.chmod(mode)
            os.utime(path, (1_000_000_000, 1_000_000_000))
        self.files = [self.home / name for name in DOTFILES]
        self.tcp, self.udp, self.unix, self.abstract = self._listeners(folder / "listener")
        self.sysv = secrets.randbelow(1 << 30) + 1
        self.bystander = subprocess.Popen(["sleep", "600"], env=os.environ | {"KATA_CANARY_TOKEN": self.token})
        self._before = self.state()

    def _listeners(self, path: Path) -> list[socket.socket]:
        """Open one listener of each kind; nobody may come to them."""
        found = []
        for family, kind, address in (
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            (socket.AF_UNIX, socket.SOCK_STREAM, str(path)),
            (socket.AF_UNIX, socket.SOCK_STREAM, "\0" + self.mark if sys.platform == "linux" else str(path) + "2"),
        ):
            listener = socket.socket(family, kind)
            listener.bind(address)
            listener.setblocking(False)
            if kind == socket.SOCK_STREAM:
                listener.listen()
            found.append(listener)
        return found

    def known(self, judge: int) -> dict[str, object]:
        """What the attacker is told: every place and number, and no secret."""
        return {
            "home": str(self.home),
            "key": str(self.files[0]),
            "files": [str(path) for path in self.files],
            "tcp": self.tcp.getsockname()[1],
            "udp": self.udp.getsockname()[1],
            "unix": self.unix.getsockname(),
            "abstract": self.mark,
            "mark": self.mark,
            "sysv": self.sysv,
            "judge": judge,
            "bystander": self.bystander.pid,
            "checkout": str(CHECKOUT),
        }

    def state(self) -> dict[str, object]:
        """What the files and folders of the home are now: content, mode, owner, times, attributes."""
        return {str(path): _described(path) for path in (self.home, *sorted(self.home.rglob("*")))}

    def disturbed(self) -> list[str]:
        """Say what is not as it was."""
        after = self.state()
        found = [f"{path} changed" for path in self._before.keys() | after if self._before.get(path) != after.get(path)]
        found += [f"somebody came to {name}" for name in ("tcp", "udp", "unix", "abstract") if self.visited(name)]
        found += [str(path) for path in self.traces()]
        if self.bystander.poll() is not None:
            found.append("a process of the user was killed")
        segments = Path("/proc/sysvipc/shm")
        if segments.exists() and any(line.split()[0] == str(self.sysv) for line in segments.read_text().splitlines()):
            found.append("a System V segment")
        return found

    def visited(self, name: str) -> bool:
        """Whether a connection or a datagram has arrived."""
        listener: socket.socket = getattr(self, name)
        try:
            listener.recv(1) if name == "udp" else listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def told(self, text: str) -> list[str]:
        """Return which secrets stand in a text."""
        return [name for name in ("secret", "token") if getattr(self, name) in text]

    def tidy(self) -> None:
        """Remove what an attack left in the machine's own folders, so that nothing stays even where it got through."""
        for path in self.traces():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def traces(self) -> list[Path]:
        """Return what bears this canary's mark in folders that everybody shares."""
        return [path for folder in SHARED if folder.is_dir() for path in folder.glob(f"*{self.mark}*")]

    def close(self) -> None:
        self.bystander.kill()
        self.bystander.wait()
        for listener in (self.tcp, self.udp, self.unix, self.abstract):
            listener.close()


def _described(path: Path) -> tuple[object, ...]:
    found = path.lstat()
    content = path.read_bytes() if path.is_file() else sorted(path.iterdir())
    attributes = os.listxattr(path, follow_symlinks=False) if hasattr(os, "listxattr") else []
    return content, found.st_mode, found.st_uid, found.st_gid, found.st_nlink, found.st_mtime_ns, attributes
