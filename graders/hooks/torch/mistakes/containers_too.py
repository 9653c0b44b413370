"""The hook is on every module, so the model as a whole has an entry too, under the name '', beside its
leaves. A leaf is a module without children.

zh: 钩子装在了每个模块上，于是除了叶子之外，整个模型也以 '' 为名占了一项。叶子是没有子模块的模块。

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
        for name, module in model.named_modules()
    ]
    try:
        output = model(x)
    finally:
        for handle in handles:
            handle.remove()
    return output, dict(statistics)
