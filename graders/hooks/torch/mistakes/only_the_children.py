"""named_children() goes one level deep. What lies inside a container is not watched, and the container
itself is taken for a layer. named_modules() yields every module with its full name.

zh: named_children() 只深入一层。容器内部的模块没有被观察，容器自身却被当成了层。named_modules() 会给出每个模块及其完整的名字。

Caught by: contract
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
        for name, module in model.named_children()
    ]
    try:
        output = model(x)
    finally:
        for handle in handles:
            handle.remove()
    return output, dict(statistics)
