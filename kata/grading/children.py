"""What the processes need that a submission starts, in katas that allow it, and how many devices JAX shows them.

multiprocessing works by forks unless it is told otherwise. Starting afresh (`torch.multiprocessing.spawn`) imports the
submission again, which is no file: it is written into the scratch folder when it is first needed there.
"""

import linecache
import multiprocessing
import multiprocessing.connection
import multiprocessing.spawn
import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kata.grading.bridges.base import SOLUTION

if TYPE_CHECKING:
    from kata.content.model import Framework


def allow_children(framework: "Framework", scratch: str) -> None:
    """Let multiprocessing work within the wider profile."""
    multiprocessing.set_start_method("fork", force=True)
    # A UNIX socket is refused in every profile; where sockets are, they are loopback's.
    multiprocessing.connection.default_family = "AF_INET"  # type: ignore[attr-defined]
    _let_them_import_the_submission(Path(scratch))
    if framework == "torch":
        import_module("kata.grading.bridges.torch_sharing").send_by_value()


def show_devices(count: int) -> None:
    """Let JAX see so many CPU devices in this process, whose backend has not started, and in those it starts."""
    os.environ["JAX_NUM_CPU_DEVICES"] = str(count)
    import_module("jax").config.update("jax_num_cpu_devices", count)


def _let_them_import_the_submission(scratch: Path) -> None:
    """Write it where a process started afresh finds it, whenever one is started."""
    prepare = multiprocessing.spawn.get_preparation_data

    def prepare_with_submission(name: str) -> dict[str, Any]:
        (scratch / "solution.py").write_text("".join(linecache.getlines(SOLUTION)), encoding="utf-8")
        data = prepare(name)
        data["sys_path"] = [*data["sys_path"], str(scratch)]
        return data

    multiprocessing.spawn.get_preparation_data = prepare_with_submission
