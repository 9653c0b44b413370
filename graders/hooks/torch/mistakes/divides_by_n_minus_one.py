"""torch.std divides by n - 1 unless told otherwise, and gives nan for a single number. The task asks for
correction=0.

zh: torch.std 默认除以 n - 1，而且对单个数会得到 nan。题目要求 correction=0。

Caught by: statistics
"""

from collections import defaultdict
from functools import partial


def layer_statistics(model, x):
    """Return (model(x), {name: [(mean, standard deviation) of each call]})."""
    statistics = defaultdict(list)

    def record(name, module, inputs, output):
        values = output.detach()
        statistics[name].append((values.mean().item(), values.std().item()))

    handles = [
        module.register_forward_hook(partial(record, name))
        for name, module in model.named_modules()
        if not list(module.children())
    ]
    try:
        output = model(x)
    finally:
        for handle in handles:
            handle.remove()
    return output, dict(statistics)
