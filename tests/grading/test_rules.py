"""A kata's rule holds in PyTorch however the forbidden thing is reached; the message names the line."""

from dataclasses import replace

import pytest

from kata.grading import faults
from kata.grading.processes import Pool
from kata.grading.replies import SubmissionRefusedError

pytestmark = pytest.mark.torch
HEAD = "import torch\nfrom torch import nn\nw = [nn.Parameter(torch.ones(2))]\n"
PLAIN = [
    "torch.optim.SGD(w, lr=0.1)",
    "import torch.optim as o; o.SGD(w, lr=0.1)",
    "from torch import optim as o; o.SGD(w, lr=0.1)",
    "from torch.optim import SGD as S; S(w, lr=0.1)",
    "from torch.optim.sgd import SGD",
    "t = torch; u = t; u.optim.SGD(w, lr=0.1)",
    "class Mine(torch.optim.SGD): pass",
    "getattr(torch, 'optim')",
    "import importlib; importlib.import_module('torch.optim')",
    "def step(make=torch.optim.Adam): return make(w)",
]
AT_RUN_TIME = [
    "getattr(torch, 'op' + 'tim').SGD(w, lr=0.1)",
    "import importlib; importlib.import_module('torch.' + 'optim').SGD(w, lr=0.1)",
    "import sys; sys.modules['torch.' + 'optim'].SGD(w, lr=0.1)",
    "import sys; sys.modules['torch.' + 'optim.sgd'].SGD(w, lr=0.1)",
    "vars(torch)['opt' + 'im'].SGD(w, lr=0.1)",
    "exec('import torch\\nfrom torch import op' + 'tim as o\\no.SGD(w, lr=0.1)')",
    "import operator; operator.attrgetter('opt' + 'im.SGD')(torch)(w, lr=0.1)",
    "import gc; gc.unfreeze(); [c for c in gc.get_objects() if isinstance(c, type) and c.__name__ == 'SGD'][0](w, lr=0.1)",
    "import gc; gc.unfreeze(); O = [c for c in gc.get_objects() if isinstance(c, type) and c.__name__ == 'Optimizer'][0]\nclass M(O): pass\nM(w, {})",
    (
        "def all(c): return [c, *(d for e in type.__subclasses__(c) for d in all(e))]\n"
        "[c for c in all(object) if c.__name__ == 'AdamW'][0](w)"
    ),
    (
        "import functools, gc; gc.unfreeze(); A = [c for c in gc.get_objects() if isinstance(c, type) and c.__name__ == 'Adam'][0]\n"
        "try: functools.partial(A, w)()\nexcept BaseException: pass"
    ),
]


def refusal(submit, use) -> SubmissionRefusedError:
    with (
        pytest.raises(SubmissionRefusedError) as caught,
        submit(HEAD + use + "\n", "torch", forbids=("torch.optim",)).open(),
    ):
        pass
    return caught.value


@pytest.mark.parametrize("use", [*PLAIN, *AT_RUN_TIME])
def test_an_optimiser_is_refused_with_its_line(submit, use):
    fault = refusal(submit, use)
    lines = {line for name, line in fault.uses if name.startswith("torch.optim")}
    assert lines & set(range(4, 7))
    message = faults.describe(fault)[1]
    assert message.startswith("solution.py:")
    assert "a rule of the exercise" in message


def test_what_is_not_forbidden_goes_on_working_inside_the_library(submit):
    use = "net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))\nnet(torch.ones(3, 2)).sum().backward()\n"
    with submit(HEAD + use, "torch", forbids=("torch.optim",)).open():
        pass


@pytest.mark.slow
def test_the_library_may_use_what_the_submission_may_not(submit):
    """`SWALR` and friends of `torch.optim` are inside the rule; a library outside it that makes an optimiser is not."""
    helper = "/library.py"
    use = f"make = compile('def make(w):\\n    import torch.optim\\n    return torch.optim.SGD(w, lr=0.1)', {helper!r}, 'exec')\n"
    source = (
        HEAD + use + "names = {}\nexec(make, names)\nmade = names['make'](w)\nassert type(made).__name__ == 'SGD'\n"
    )
    with submit(source, "torch", forbids=("torch.optim",)).open():
        pass


@pytest.mark.slow
def test_a_forbidden_module_that_would_load_late_stays_usable_for_the_library(submit):
    use = "torch.func.grad(lambda x: (x * x).sum())(torch.ones(2))\n"  # which imports it
    with Pool() as fresh:  # whose warm process has not imported it
        with replace(submit(HEAD + use, "torch", forbids=("torch._dynamo",)), pool=fresh).open():
            pass
        by_name = "import importlib; importlib.import_module('torch._dyn' + 'amo')\n"
        with pytest.raises(SubmissionRefusedError):
            replace(submit(HEAD + by_name, "torch", forbids=("torch._dynamo",)), pool=fresh).open()
