"""What the system itself enforces on workers: found out once, before anything foreign runs, by trying it.

A layer that a machine does not have is left out and named; one that it has and that fails is a `LayerError`.
"""

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from msgspec import Struct

from kata.grading.kernel_errors import LayerError
from kata.grading.report import ConfinedBy
from kata.grading.scratch import make_scratch, remove_scratch

if TYPE_CHECKING:
    from kata.grading.limits import Confinement

ON_LINUX: Final = sys.platform == "linux"
ON_MACOS: Final = sys.platform == "darwin"


class Layers(Struct, frozen=True):
    """What the kernel enforces on the workers of a warm process; `missing` names each absent layer and the reason."""

    landlock: int | None = None
    seccomp: bool = False
    namespaces: bool = False
    cgroups: str | None = None
    sandbox_exec: bool = False
    missing: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, int], ...] = ()
    calls: bytes = b""

    @property
    def level(self) -> ConfinedBy:
        """Return what confines a worker; it is the bare `protocol` where not even memory can be measured."""
        return self.level_for(loopback=False)

    def level_for(self, *, loopback: bool) -> ConfinedBy:
        """Return what confines a worker that may use loopback, which is everyone's without a network of its own."""
        if loopback and not self.namespaces:
            return "limits"
        if self.sandbox_exec or (self.seccomp and self.landlock is not None):
            return "kernel"
        return "limits" if ON_LINUX or ON_MACOS else "protocol"


def find_layers(folder: Path | None = None, *, enter: bool = True, grouped: bool = False) -> Layers:
    """Find out what the kernel enforces here, and enter this process's own namespaces if `enter`.

    `grouped`: this process will make a control group for each worker. The trial is made in a child with a scratch
    folder in `folder`. Raises `LayerError` where a layer does not hold.
    """
    if not ON_LINUX:
        return Layers()
    import kata.grading.kernel_caps  # noqa: F401  imported here, workers need not
    from kata.grading.kernel_calls import filter_calls, seccomp_fault
    from kata.grading.kernel_cgroups import find_groups
    from kata.grading.kernel_files import file_rules, landlock_version
    from kata.grading.kernel_namespaces import enter_namespaces

    refused = enter_namespaces() if enter else "one worker alone"
    version, no_landlock = landlock_version()
    no_seccomp = seccomp_fault()
    groups, no_groups = find_groups() if grouped else (None, "one worker alone")
    reasons = (
        ("landlock", no_landlock), ("seccomp", no_seccomp), ("namespaces", refused), ("cgroups", no_groups)
    )  # fmt: skip
    layers = Layers(
        landlock=version,
        seccomp=no_seccomp is None,
        namespaces=refused is None,
        cgroups=groups,
        missing=tuple((name, reason) for name, reason in reasons if reason),
        files=file_rules(version) if version is not None else (),
        calls=filter_calls(landlock=version or 0) if no_seccomp is None else b"",
    )
    _try(layers, folder)
    return layers


def put_on(layers: Layers, limits: "Confinement") -> None:
    """Put every layer that was found on this process, for good; raises `LayerError`."""
    if not ON_LINUX:
        return
    from kata.grading.kernel_calls import restrict_calls
    from kata.grading.kernel_caps import drop_capabilities
    from kata.grading.kernel_files import restrict_files

    if layers.namespaces:
        _set_apart(limits)
    drop_capabilities()
    if layers.landlock is not None:
        restrict_files(layers.files, limits, layers.landlock)
    if layers.seccomp:
        restrict_calls(_filter_for(layers, limits))


def _set_apart(limits: "Confinement") -> None:
    """Give a worker of a wider profile shared memory and a network of its own; raises `LayerError`."""
    from kata.grading.kernel_namespaces import own_network, own_shared_memory

    try:
        if limits.processes or limits.loopback:
            own_shared_memory()
        if limits.loopback:
            own_network()
    except OSError as fault:
        raise LayerError("namespaces", str(fault)) from fault


def _filter_for(layers: Layers, limits: "Confinement") -> bytes:
    """Return the filter that is ready, or one for a wider profile."""
    from kata.grading.kernel_calls import filter_calls

    if not (limits.processes or limits.gpu or limits.loopback):
        return layers.calls
    return filter_calls(
        processes=limits.processes, gpu=limits.gpu, loopback=limits.loopback, landlock=layers.landlock or 0
    )


def _try(layers: Layers, folder: Path | None) -> None:
    """Put the layers on a child that then tries what they must refuse; raises `LayerError` with what it says."""
    scratch = make_scratch(folder)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _be_tried(layers, str(scratch), writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    os.waitpid(pid, 0)
    remove_scratch(scratch)
    if said != "holds":
        raise LayerError("self-test", said or "the process that tried the layers was lost")


def _be_tried(layers: Layers, scratch: str, writing: int) -> NoReturn:
    """Say on `writing` whether the layers hold; never returns."""
    from kata.grading.limits import Confinement, no_new_privileges

    try:
        no_new_privileges()
        put_on(layers, Confinement(scratch, memory_mb=1, cpu_seconds=1))
        said = _what_leaks(layers, Path(scratch)) or "holds"
    except BaseException as fault:  # noqa: BLE001  whatever it is, the parent must hear of it
        said = str(fault) or type(fault).__name__
    with suppress(OSError):
        os.write(writing, said.encode()[:2000])
    os._exit(0)


def _what_leaks(layers: Layers, scratch: Path) -> str:
    """Try what must work and what must not; return what is wrong, nothing if all is well."""
    (scratch / "own").write_text("own", encoding="utf-8")
    if (scratch / "own").read_text(encoding="utf-8") != "own":
        return "the scratch folder does not keep what is written"
    if layers.landlock is not None:
        with suppress(PermissionError):
            Path(__file__).read_bytes()
            return "landlock lets a worker read the grader"
    if layers.seccomp:
        with suppress(PermissionError):
            socket.socket().close()
            return "seccomp lets a worker open a socket"
    return ""
