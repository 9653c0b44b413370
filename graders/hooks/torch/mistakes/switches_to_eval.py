"""You call model.eval() before the run. Dropout and batch norm then behave otherwise than in training, and
the model stays in that mode afterwards. Leave the mode alone.

zh: 你在运行前调用了 model.eval()。dropout 与批归一化的行为就和训练时不同了，而且模型之后一直停留在该模式。不要改动模式。

Caught by: the model stays as it was
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
    model.eval()
    try:
        output = model(x)
    finally:
        for handle in handles:
            handle.remove()
    return output, dict(statistics)
