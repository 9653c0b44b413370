"""You assign under the name, so of a module that runs twice only the last call is left. Append to a list.

zh: 你按名字直接赋值，因此运行两次的模块只留下最后一次调用。应当追加到列表。

Caught by: statistics
"""

from collections import defaultdict
from functools import partial


def layer_statistics(model, x):
    """Return (model(x), {name: [(mean, standard deviation) of each call]})."""
    statistics = defaultdict(list)

    def record(name, module, inputs, output):
        values = output.detach()
        statistics[name] = [(values.mean().item(), values.std(correction=0).item())]

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
