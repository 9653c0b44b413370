"""Control groups, version 2. Few machines let tests make some, so most of this looks at a folder that imitates them."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from kata.grading import kernel_cgroups, warm
from kata.grading.channel import WorkerLostError
from kata.grading.kernel_cgroups import end_group, find_groups, make_group
from kata.grading.kernel_errors import LayerError
from kata.grading.layers import Layers
from kata.grading.limits import Confinement
from kata.grading.processes import WarmParent
from kata.grading.warm import Ended, Fault, Fork, Parent

from .test_processes import gone, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
SMALL = Confinement("/s", memory_mb=100, cpu_seconds=1)


class Imitation:
    """A mounted hierarchy: a slice of the user's that hands on memory and pids, and a scope with this process in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = folder / "mounted"
        self.slice = self.root / "user" / "app.slice"
        self.scope = self.slice / "run.scope"
        self.scope.mkdir(parents=True)
        self.mounts, self.own = folder / "mounts", folder / "own"
        self.mounts.write_text(f"tmpfs /tmp tmpfs rw 0 0\ncgroup2 {self.root} cgroup2 rw 0 0\n")
        self.own.write_text("4:memory:/old\n0::/user/app.slice/run.scope\n")
        self.hand_on(self.root, "cpu memory pids")
        self.hand_on(self.slice, "memory pids")
        # Its files are plain ones, so that a group is no empty folder.
        monkeypatch.setattr(kernel_cgroups, "_removed", lambda group: shutil.rmtree(group, ignore_errors=True) is None)

    def hand_on(self, group: Path, controllers: str) -> None:
        (group / "cgroup.subtree_control").write_text(controllers)

    def found(self) -> tuple[str | None, str]:
        return find_groups(self.mounts, self.own)


@pytest.fixture
def groups(tmp_path, monkeypatch):
    return Imitation(tmp_path, monkeypatch)


def test_the_nearest_group_that_hands_on_memory_and_pids_is_used(groups):
    assert groups.found() == (str(groups.slice), "")
    groups.hand_on(groups.slice, "pids")
    assert groups.found() == (str(groups.root), "")


def test_nothing_is_left_of_the_trial(groups):
    groups.found()
    assert not list(groups.root.rglob("kata-*"))


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda it: it.mounts.write_text("tmpfs /tmp tmpfs rw 0 0\n"), "not mounted"),
        (lambda it: it.own.write_text("4:memory:/old\n"), "not mounted"),
        (lambda it: [it.hand_on(group, "hugetlb") for group in (it.root, it.slice)], "hands on"),
        (lambda it: (it.slice / f"kata-{os.getpid()}-0").write_text(""), "exists"),
    ],
    ids=["no version 2", "in no group of it", "no controllers", "none can be made"],
)
def test_where_there_are_none_the_reason_is_said(groups, break_it, said):
    break_it(groups)
    folder, reason = groups.found()
    assert folder is None
    assert said in reason


def test_a_group_that_does_not_hold_who_enters_it_is_an_error(groups, monkeypatch):
    monkeypatch.setattr(kernel_cgroups, "enter_group", lambda _group: None)
    with pytest.raises(LayerError, match="not in it"):
        groups.found()


def test_a_group_that_refuses_a_process_is_absent(groups, monkeypatch):
    def refuse(_group):
        raise LayerError("cgroups", "Permission denied")

    monkeypatch.setattr(kernel_cgroups, "enter_group", refuse)
    assert groups.found() == (None, "cgroups: Permission denied")


def test_a_worker_is_bounded_in_memory_swap_and_processes(groups, monkeypatch):
    group = make_group(str(groups.slice), 7, SMALL)
    assert group.name == f"kata-{os.getpid()}-7"
    assert (group / "memory.max").read_text() == str((100 + 64) << 20)
    assert (group / "pids.max").read_text() == "1024"
    assert not (group / "memory.swap.max").exists()
    real = Path.mkdir
    monkeypatch.setattr(Path, "mkdir", lambda path: (real(path), (path / "memory.swap.max").write_text("max")))
    assert (make_group(str(groups.slice), 8, SMALL) / "memory.swap.max").read_text() == "0"


def test_what_the_kernel_killed_for_memory_is_told(groups):
    group = make_group(str(groups.slice), 1, SMALL)
    (group / "memory.events").write_text("oom 1\noom_kill 1\n")
    assert end_group(group)
    group = make_group(str(groups.slice), 2, SMALL)
    (group / "memory.events").write_text("oom 0\noom_kill 0\n")
    assert not end_group(group)
    assert not group.exists()


def test_groups_of_killed_warm_processes_are_removed_and_those_of_others_stay(groups):
    dead, living = groups.slice / f"kata-{2**22 + 1}-3", groups.slice / f"kata-{os.getpid()}-3"
    dead.mkdir()
    living.mkdir()
    groups.found()
    assert (dead.exists(), living.exists()) == (False, True)


def test_a_group_that_cannot_be_made_is_an_error_and_no_worker(monkeypatch, tmp_path):
    monkeypatch.setattr(warm, "why_not_fork", lambda: None)
    parent = Parent(None, "numpy", Layers(cgroups=str(tmp_path / "none")))
    reply = parent.serve(Fork(SMALL), [0, 1])
    assert isinstance(reply, Fault)
    assert reply.message.startswith("cgroups: ")
    assert parent.workers == set()


def test_a_worker_that_its_group_starved_ends_as_memory(submit, monkeypatch):
    end = WarmParent._end
    monkeypatch.setattr(WarmParent, "_end", lambda *arguments: Ended(end(*arguments).code, starved=True))
    with pytest.raises(WorkerLostError, match="more memory than the limit of 2048 MB") as lost:
        submit("import os\nos.kill(os.getpid(), 9)").open()
    assert lost.value.verdict == "memory"


def test_a_process_enters_a_group_of_this_machine_and_ends_with_it(monkeypatch):
    mounted = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines() if " cgroup2 " in line]
    monkeypatch.setattr(kernel_cgroups, "_make", lambda group, _memory: group.mkdir())  # bounds need controllers
    group = Path(mounted[0] if mounted else "/none", f"kata-{os.getpid()}-99")
    try:
        make_group(str(group.parent), 99, SMALL)
    except LayerError as fault:
        pytest.skip(f"no group can be made here: {fault}")
    child = os.fork()
    if child == 0:
        kernel_cgroups.enter_group(group)
        while True:
            os.read(os.open("/dev/zero", os.O_RDONLY), 1)
    try:
        wait_until(lambda: str(child) in (group / "cgroup.procs").read_text().split())
        end_group(group)  # may be too early to remove it: the killed child is not collected
        assert os.waitpid(child, 0)[1] == 9
        end_group(group)
        assert not group.exists()
        assert gone(child)
    finally:
        if group.exists():
            end_group(group)


def test_groups_of_this_machine_bound_a_worker(pool, submit):
    if pool.starter("numpy").layers().cgroups is None:
        pytest.skip(f"no control groups here: {dict(pool.starter('numpy').layers().missing)['cgroups']}")
    with submit("").open() as worker:
        assert "kata-" in Path(f"/proc/{worker.pid}/cgroup").read_text()
    folder = Path(pool.starter("numpy").layers().cgroups)
    assert not list(folder.glob(f"kata-{pool.starter('numpy').pid}-*"))
