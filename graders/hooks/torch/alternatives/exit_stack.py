"""An ExitStack removes the hooks; outputs are kept without a graph, and looked at after the run."""

from contextlib import ExitStack


def is_leaf(module):
    return next(module.children(), None) is None


def layer_statistics(model, x):
    names = {module: name for name, module in model.named_modules() if is_leaf(module)}
    calls = []
    with ExitStack() as stack:
        for module in names:
            hook = module.register_forward_hook(lambda m, _, out: calls.append((names[m], out.detach().clone())))
            stack.callback(hook.remove)
        output = model(x)
    statistics = {}
    for name, values in calls:
        mean = values.mean()
        spread = ((values - mean) ** 2).mean().sqrt()
        statistics.setdefault(name, []).append((float(mean), float(spread)))
    return output, statistics
