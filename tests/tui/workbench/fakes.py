"""A tiny kata, and a grading service that replays what it is told."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from textual.widgets import Static

from kata.grading.report import (
    CheckFinished,
    CheckResult,
    CheckStarted,
    Curve,
    Diagnosis,
    DiagnosisStarted,
    Event,
    GradeReport,
    GradeRequest,
    GradingFinished,
    GradingStarted,
    LossMeasured,
    Verdict,
)
from kata.tui.app import KataApp
from kata.tui.screens.workbench import WorkbenchScreen

TITLES = ("contract", "forward values", "one step of descent", "trajectory")
STARTER = '''"""Descend."""

import numpy as np


def step(params, grads, lr):
    """One step of gradient descent."""
    raise NotImplementedError
'''
STATEMENT = {
    "en": """# Gradient descent

Write one step of descent.

`step(params, grads, lr)` returns the parameters after one step: `params - lr * grads`.

## NumPy

Arrays are `np.ndarray`; nothing is changed in place.

## JAX

Pure functions; `jax.grad` is welcome.
""",
    "zh": """# 梯度下降

写出一步梯度下降。

`step(params, grads, lr)`：一步之后的参数 `params - lr * grads`。

## NumPy

数组是 `np.ndarray`，不得就地修改。

## JAX

只写纯函数，可以用 `jax.grad`。
""",
}
KATA = """\
format: 1
id: descent
title: {en: Gradient descent, zh: 梯度下降}
summary: {en: One step downhill, zh: 向下走一步}
level: mid
topics: [mlp-training]
minutes: 5
hints:
  - {en: Downhill is against the gradient., zh: 下降的方向与梯度相反。}
  - {en: Subtract `lr * grads`., zh: 减去 `lr * grads`。}
variants:
  numpy: {defines: [step]}
  torch: {defines: [step]}
  jax:
    defines: [step]
    hints: [{en: '`jax.tree.map` reaches every leaf.', zh: '`jax.tree.map` 能到达每一片叶子。'}]
"""
SOLUTION = "def step(params, grads, lr):\n    return params - lr * grads  # {framework}\n"


def write_content(folder: Path) -> Path:
    """Write a content folder with one kata in three frameworks."""
    kata = folder / "graders" / "descent"
    for framework in ("numpy", "torch", "jax"):
        (kata / framework / "alternatives").mkdir(parents=True)
        (kata / framework / "starter.py").write_text(STARTER)
        (kata / framework / "solution.py").write_text(SOLUTION.format(framework=framework))
    (kata / "numpy" / "alternatives" / "with_loop.py").write_text("# a loop\n")
    (kata / "kata.yaml").write_text(KATA, encoding="utf-8")
    (kata / "statement.md").write_text(STATEMENT["en"], encoding="utf-8")
    (kata / "statement.zh.md").write_text(STATEMENT["zh"], encoding="utf-8")
    (folder / "questions").mkdir()
    return folder


def losses(rate: float, count: int = 200) -> list[float]:
    return [0.7 * rate**i + 0.01 for i in range(count)]


def curve(task: str = "moons", seed: int = 0, rate: float = 0.98) -> Curve:
    return Curve(task=task, seed=seed, steps=list(range(200)), loss=losses(rate), reference=losses(0.98))


def result(name: str, status: Any = "passed", message: str = "", seconds: float = 0.01) -> CheckResult:
    return CheckResult(name=name, title=name, status=status, message=message, seconds=seconds)


PASSING = tuple(result(name) for name in TITLES)
FAILING = (
    *PASSING[:2],
    result(
        "one step of descent", "failed", "layer 2, bias: expected -0.0143, got 0.0 at [0]\nLook at what is updated."
    ),
    result("trajectory", "skipped"),
)
RAISED = """\
Traceback (most recent call last):
  File "solution.py", line 8, in step
    raise NotImplementedError
NotImplementedError"""


def report(verdict: Verdict, checks: Iterable[CheckResult] = PASSING, **more: Any) -> GradeReport:
    values: dict[str, Any] = {
        "seconds": 1.25,
        "seed": 7,
        "device": "cpu",
        "diagnosis": None,
        "curves": [],
        "output": "",
    }
    return GradeReport(kata="descent", framework="numpy", verdict=verdict, checks=list(checks), **(values | more))


def replay(report: GradeReport) -> list[Event]:
    """The events that lead to a report."""
    events: list[Event] = [
        GradingStarted(checks=[(name, name) for name in TITLES], seed=report.seed, device=report.device)
    ]
    for check in report.checks:
        events += [CheckStarted(name=check.name), CheckFinished(result=check)]
    events += [LossMeasured(curve=one) for one in report.curves]
    if report.verdict == "failed":
        events.append(DiagnosisStarted())
    return [*events, GradingFinished(report=report)]


PASSED = report("passed", curves=[curve(), curve("spirals", 1)])
FAILED = report(
    "failed",
    FAILING,
    curves=[curve(rate=0.995)],
    output="step 0: loss 0.71\nstep 1: loss 0.70\n",
    diagnosis=Diagnosis(mistake="bias_not_updated", message="the last bias is never updated."),
    remarks=["Each step waits for the device: losses are read one by one."],
)
ERROR = report("error", (result("contract", "error", RAISED), *(result(name, "skipped") for name in TITLES[1:])))


class FakeGrading:
    """Replays events; where `hold` says so, it waits before an event until the test lets it go on."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.events = list(events)
        self.requests: list[GradeRequest] = []
        self.abandoned = 0
        self.hold_before: Callable[[Event], bool] = lambda _event: False
        self.go_on = asyncio.Event()
        self.prepared: list[str] = []

    async def grade(self, request: GradeRequest) -> AsyncGenerator[Event, None]:
        self.requests.append(request)
        done = False
        try:
            for event in list(self.events):
                if self.hold_before(event):
                    await self.go_on.wait()
                yield event
            done = True
        finally:
            self.abandoned += not done

    async def prepare(self, variant: str) -> None:
        self.prepared.append(variant)

    async def close(self) -> None:
        """Nothing was started."""


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class Bench:
    """An open workbench and the means to look at it."""

    def __init__(self, app: KataApp, pilot: Any, grading: FakeGrading, clock: Clock) -> None:
        self.app, self.pilot, self.grading, self.clock = app, pilot, grading, clock

    @property
    def screen(self) -> WorkbenchScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, WorkbenchScreen))

    @property
    def text(self) -> str:
        return self.screen.panes.editor.text

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def until(self, condition: Callable[[], object]) -> None:
        """Let the program run until `condition` holds."""
        async with asyncio.timeout(20):
            while not condition():
                await self.pilot.pause()

    async def grade(self, report: GradeReport | None = None) -> None:
        if report is not None:
            self.grading.events = replay(report)
        await self.press("ctrl+r")
        await self.until(lambda: self.grading.requests and not self.screen.state.busy)
        await self.pilot.pause()

    async def picture(self) -> str:
        """What is on screen once nothing moves any more and the keys stand in the last line."""
        seen = ""
        async with asyncio.timeout(20):
            while seen != (now := self.shows()) or not now.splitlines()[-1].strip():
                seen = now
                await self.pilot.pause()
        return now

    def results(self) -> str:
        """What the results say and show, however the lines are broken."""
        said = self.screen.panes.checks.query(Static).results()
        return "\n".join(str(one.render()) for one in said if one.display and one.region)

    def shows(self) -> str:
        """What is on screen, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
