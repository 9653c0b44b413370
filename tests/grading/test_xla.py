"""XLA's settings: right for each version, and known to the one that is installed (an unknown one ends the process)."""

import os
import subprocess
import sys

import numpy as np
import pytest
from packaging.version import Version

from kata.grading.environment import clean_environment
from kata.grading.processes import Pool
from kata.grading.subject import Subject, Surroundings
from kata.grading.submission import Submission
from kata.grading.xla import settings, settings_of
from tests.grading.conftest import PATIENT

OLDER_EMITTERS = "--xla_cpu_use_fusion_emitters=false"


@pytest.mark.parametrize(("jaxlib", "known"), [
    ("0.5.0", False), ("0.6.2", False), ("0.7.2", True), ("0.10.2", True), ("0.10.2.dev1", True), ("0.12.0.1", False),
])  # fmt: skip
def test_the_older_emitters_are_asked_for_only_where_they_are(jaxlib, known):
    assert (OLDER_EMITTERS in settings_of(Version(jaxlib))) is known


def test_an_untried_jaxlib_gets_no_setting():
    assert settings_of(Version("0.13.0")) == settings_of(Version("0.4.38")) == ""


@pytest.mark.parametrize("gpu", [False, True])
def test_only_workers_on_the_cpu_get_settings(gpu):
    assert ("XLA_FLAGS" in clean_environment(gpu=gpu)) is not gpu


@pytest.mark.slow
@pytest.mark.jax
def test_the_installed_jaxlib_takes_every_setting():
    code = "import jax.numpy as jnp; print(float(jnp.arange(3.0).sum()))"
    environment = {**os.environ, "JAX_PLATFORMS": "cpu", "XLA_FLAGS": settings()}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout == "3.0\n", ran.stderr


@pytest.mark.slow
@pytest.mark.jax
@pytest.mark.parametrize("shared", [False, True])
def test_workers_share_what_jax_compiled_only_where_that_is_asked_for(shared, line_submission):
    compiled = (
        "import jax\nwritten = []\njax.monitoring.register_event_listener(lambda name, **_: written.append(name))\n"
    )
    counted = "def hits(x):\n    (x + 1).block_until_ready()\n    return sum(name.endswith('cache_hits') for name in written)\n"
    with Pool(share_programs=shared) as pool:
        hits = []
        for _worker in range(2):
            submission = line_submission(pool, compiled + counted)
            with submission.open() as worker:
                subject = Subject("jax", "cpu", worker, Surroundings(submission.open, submission.open_clean))
                hits.append(subject.call("hits", np.ones(3)))
    assert [count > 0 for count in hits] == [False, shared]


@pytest.fixture
def line_submission():
    def make(pool, source):
        rules = {"defines": (), "forbids": (), "requires": (), "limits": PATIENT, "seed": 0}
        return Submission(source=source, framework="jax", pool=pool, **rules)

    return make
