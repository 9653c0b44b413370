"""The statistics are tensors that autograd has recorded: as long as they live, the graph of the whole
forward pass lives, with all its activations. detach, then item().

zh: 统计量是被 autograd 记录过的张量：只要它们还在，整个前向传播的计算图连同所有激活值就都还在。应先 detach，再 item()。

Caught by: Python floats
"""

from collections import defaultdict
from functools import partial


def layer_statistics(model, x):
    """Return (model(x), {name: [(mean, standard deviation) of each call]})."""
    statistics = defaultdict(list)

    def record(name, module, inputs, output):
        values = output
        statistics[name].append((values.mean(), values.std(correction=0)))

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
