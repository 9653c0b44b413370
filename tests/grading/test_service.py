"""The grading service in a process of its own, as a screen uses it."""

import asyncio
import os
import subprocess
import sys

import pytest

from kata.content.model import ClozeQuestion, Localized, WrongFilling
from kata.grading.client import GradingService
from kata.grading.report import (
    CheckFinished,
    CheckStarted,
    GradeRequest,
    GradingFinished,
    GradingImpossible,
    GradingStarted,
)

VARIANT = "linear-regression-numpy"


def request(source: str, variant: str = VARIANT) -> GradeRequest:
    return GradeRequest(variant=variant, source=source, seed=1)


@pytest.fixture
async def service():
    running = GradingService()
    yield running
    await running.close()


@pytest.fixture(scope="module")
def solution() -> str:
    from kata.content import load_library

    return load_library().variant(VARIANT).solution


def cloze(**about) -> ClozeQuestion:
    text = Localized("Fill.", "填空。")
    fixed = {"id": "q", "level": "junior", "frameworks": ("numpy",), "tags": (), "prompt": text, "explanation": text}
    wrong = WrongFilling(misconception="m", why=text, fillings=("x",))
    return ClozeQuestion(**(fixed | {"answers": (("x + 1",),), "wrong": (wrong,)} | about))


@pytest.mark.slow
async def test_events_arrive_in_order_and_end_with_the_report(service, solution):
    events = [event async for event in service.grade(request(solution))]
    assert isinstance(events[0], GradingStarted)
    assert isinstance(events[1], CheckStarted)
    assert isinstance(events[-1], GradingFinished)
    assert events[-1].report.verdict == "passed"
    results = [event.result for event in events if isinstance(event, CheckFinished)]
    assert results == events[-1].report.checks
    assert [result.name for result in results] == [name for name, _title in events[0].checks]


async def test_an_unknown_variant_is_said_with_the_nearest_names(service):
    events = [event async for event in service.grade(request("x = 1", "linear-regression-nump"))]
    assert [type(event) for event in events] == [GradingImpossible]
    assert VARIANT in events[0].message
    assert events[0].exit_code == 2


@pytest.mark.slow
async def test_a_grading_that_loops_can_be_cancelled_and_another_one_done(service, solution):
    events = []
    async for event in service.grade(request(solution + "\nwhile True: pass\n")):
        events.append(event)
        await service.cancel()
    assert not any(isinstance(event, GradingFinished) for event in events)
    again = [event async for event in service.grade(request(solution))]
    assert again[-1].report.verdict == "passed"


@pytest.mark.slow
async def test_leaving_the_generator_cancels_the_grading(service, solution):
    events = service.grade(request(solution + "\nwhile True: pass\n"))
    await anext(events)
    await events.aclose()
    again = [event async for event in service.grade(request(solution))]
    assert again[-1].report.verdict == "passed"


@pytest.mark.slow
async def test_a_killed_service_is_said_and_started_again(service, solution):
    events = []
    async for event in service.grade(request(solution + "\nwhile True: pass\n")):
        events.append(event)
        if isinstance(event, CheckStarted):
            os.kill(service._process.pid, 9)
    assert isinstance(events[-1], GradingImpossible)
    again = [event async for event in service.grade(request(solution))]
    assert again[-1].report.verdict == "passed"


@pytest.mark.slow
async def test_a_filling_is_run(service):
    question = cloze(code="def f(x):\n    return {{1}}", proof="assert f(2) == 3")
    assert (await service.run_filling(question, ["1 + x"])).passed
    wrong = await service.run_filling(question, ["x - 1"])
    assert not wrong.passed
    assert "AssertionError" in wrong.message


@pytest.mark.slow
async def test_a_closed_service_leaves_no_process():
    service = GradingService()
    await service.prepare("linear-regression-numpy")
    process = service._process
    await service.close()
    assert process.returncode is not None


async def test_the_screens_process_does_not_import_numpy():
    code = (
        "import sys, kata.grading, kata.grading.report\n"
        "from kata.grading import GradingService, FillingResult, Text\n"
        "GradingService()\n"
        "assert not {'numpy', 'torch', 'jax'} & sys.modules.keys()"
    )
    done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
