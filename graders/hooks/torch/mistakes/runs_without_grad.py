"""The model runs under no_grad, so that the statistics hold no graph; but then the output has none either,
and the caller cannot call backward. Detach in the hook instead.

zh: 模型在 no_grad 下运行，统计量因此不带计算图；但输出也没有了计算图，调用者无法 backward。应当在钩子里 detach。

Caught by: the output and its graph
"""

from collections import defaultdict
from functools import partial

import torch


def layer_statistics(model, x):
    """Return (model(x), {name: [(mean, standard deviation) of each call]})."""
    statistics = defaultdict(list)

    def record(name, module, inputs, output):
        values = output.detach()
        statistics[name].append((values.mean().item(), values.std(correction=0).item()))

    handles = [
        module.register_forward_hook(partial(record, name))
        for name, module in model.named_modules()
        if not list(module.children())
    ]
    try:
        with torch.no_grad():
            output = model(x)
    finally:
        for handle in handles:
            handle.remove()
    return output, dict(statistics)
