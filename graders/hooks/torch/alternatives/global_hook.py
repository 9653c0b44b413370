"""One hook for all modules of the process, which looks up whether a module is one of ours."""

import torch
from torch.nn.modules.module import register_module_forward_hook


def layer_statistics(model, x):
    names = {id(module): name for name, module in model.named_modules() if not len(list(module.children()))}
    statistics = {}

    @torch.no_grad()
    def hook(module, args, output):
        if id(module) in names:
            spread, mean = torch.std_mean(output, correction=0)
            statistics.setdefault(names[id(module)], []).append((mean.item(), spread.item()))

    handle = register_module_forward_hook(hook)
    try:
        return model(x), statistics
    finally:
        handle.remove()
