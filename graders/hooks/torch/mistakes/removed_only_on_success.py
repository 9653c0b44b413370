"""The hooks are removed after the run, but not if the run raises: then they stay in the model for ever. Use
try and finally.

zh: 钩子在运行之后被移除，但运行抛出异常时就不会移除：它们会永远留在模型里。请使用 try 与 finally。

Caught by: a model that raises
"""

from collections import defaultdict
from functools import partial


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
    output = model(x)
    for handle in handles:
        handle.remove()
    return output, dict(statistics)
