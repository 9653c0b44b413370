"""Times one command against a baseline, in turn (A B A B …), so that a machine's drift touches both alike."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Comparison(NamedTuple):
    """Wall seconds of both sides, run by run."""

    title: str
    ours: list[float]
    baseline: list[float]

    def ratio(self) -> float:
        """Return the median of the pairwise ratios."""
        return statistics.median(a / b for a, b in zip(self.ours, self.baseline, strict=True))

    def __str__(self) -> str:
        ours, baseline = statistics.median(self.ours), statistics.median(self.baseline)
        spread = f"{min(self.ours):.3f}-{max(self.ours):.3f}"
        return f"{self.title:58} {ours:7.3f} s ({spread})  baseline {baseline:7.3f} s  ratio {self.ratio():5.2f}"


def seconds(command: Sequence[str], environ: dict[str, str]) -> float:
    """Run `command` to its end and return its wall time; its output is dropped, a failure raises."""
    start = time.perf_counter()
    subprocess.run(command, env=os.environ | environ, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(
    title: str, ours: Sequence[str], baseline: Sequence[str], *, runs: int, environ: dict[str, str] | None = None
) -> Comparison:
    """Time both commands `runs` times in turn, after one warm-up of each."""
    environ = {"KATA_LANG": "en", "OMP_NUM_THREADS": "1"} | (environ or {})
    for command in (ours, baseline):
        seconds(command, environ)
    pairs = [(seconds(ours, environ), seconds(baseline, environ)) for _ in range(runs)]
    return Comparison(title, [a for a, _ in pairs], [b for _, b in pairs])


def python(*arguments: str) -> list[str]:
    """Return the command that runs this interpreter with `arguments`."""
    return [sys.executable, *arguments]
