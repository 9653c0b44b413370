"""What an attack's docstring says of it: what it does, for which framework, and which verdicts are right."""

import re
from dataclasses import dataclass
from pathlib import Path

from kata.content.model import Limits

SAMPLES = Path(__file__).parent / "samples"
GRADERS = Path(__file__).parents[2] / "graders" / "mlp"


@dataclass(frozen=True)
class Sample:
    """One attack. `kernel`: what it tries is stopped by the kernel's layers alone."""

    name: str
    body: bytes
    framework: str
    appended: bool
    verdicts: frozenset[str]
    limits: Limits
    says: str = ""
    prints: str = ""
    requires: tuple[str, ...] = ()
    kernel: bool = False
    slow: bool = False
    command: bool = False

    @property
    def family(self) -> str:
        return self.name.partition("_")[0]

    def source(self, canary: dict[str, object]) -> str:
        """The submission: the honest solution where the attack is appended to it, and what the attacker knows."""
        text = self.body.decode()
        honest = (GRADERS / self.framework / "solution.py").read_text() if self.appended else ""
        known = f"CANARY = {canary!r}\n" if "CANARY" in text else ""
        return honest + known + text


# A NumPy grading needs 60 MB beside what it computes; a framework more.
MEMORY = {"numpy": 300, "torch": 1500, "jax": 1500}
SECONDS = {"numpy": 2.0, "torch": 5.0, "jax": 20.0}


def read(path: Path) -> Sample:
    """Return the attack in a file; its docstring ends with lines `key: value`."""
    body = path.read_bytes()
    said = dict(
        re.findall(r"^(\w+): (.+)$", body.decode("latin-1").split('"""')[1].rpartition("\n\n")[2], re.MULTILINE)
    )
    framework, _, form = said.pop("kata").partition(", ")
    talks = "talks" in said and bool(said.pop("talks"))  # the wider profile: processes, and sockets between them
    limits = Limits(
        processes=talks,
        loopback=talks,
        seconds=float(said.pop("seconds", SECONDS[framework])),
        memory_mb=int(said.pop("memory", MEMORY[framework])),
    )
    return Sample(
        name=path.stem,
        body=body,
        framework=framework,
        appended=form == "appended",
        verdicts=frozenset(said.pop("verdict").split(", ")),
        limits=limits,
        says=said.pop("says", ""),
        prints=said.pop("prints", ""),
        requires=tuple(filter(None, [said.pop("requires", "")])),
        **dict.fromkeys(said, True),
    )


def all_samples() -> list[Sample]:
    return [read(path) for path in sorted(SAMPLES.glob("*.py"))]
