"""The hook keeps the outputs, and you measure them when the run is over. By then a module such as
`ReLU(inplace=True)` has overwritten the one before it; besides, all activations stay in memory. Measure in the hook.

zh: 钩子保存输出，等运行结束才测量。那时 `ReLU(inplace=True)` 这样的模块已经改写了前一个模块的输出；而且所有激活值都留在内存里。请在钩子里测量。

Caught by: statistics
"""

from collections import defaultdict
from functools import partial


def layer_statistics(model, x):
    """Return (model(x), {name: [(mean, standard deviation) of each call]})."""
    statistics = defaultdict(list)

    def record(name, module, inputs, output):
        statistics[name].append(output.detach())

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
    measure = lambda values: (values.mean().item(), values.std(correction=0).item())
    return output, {name: [measure(values) for values in calls] for name, calls in statistics.items()}
