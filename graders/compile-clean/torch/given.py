"""A backend that counts graphs, and what a module does when it is compiled with it."""

import torch

_compile = torch.compile
_reset = torch.compiler.reset


class _Count:
    """Runs the captured graphs as they are, and counts them."""

    def __init__(self):
        self.graphs = 0

    def __call__(self, graph, example_inputs):
        self.graphs += 1
        return graph.forward


def compiled(module, batches):
    """Return the outputs of a compiled module, the number of graphs after each call, and why a graph could not be whole."""
    _reset()
    count = _Count()
    function = _compile(module, backend=count, fullgraph=True, dynamic=True)
    outputs, graphs = [], []
    for x, lengths in batches:
        try:
            with torch.no_grad():
                outputs.append(function(x, lengths))
        except Exception as fault:
            if not type(fault).__module__.startswith("torch._dynamo"):
                raise
            return {"outputs": outputs, "graphs": graphs, "fault": str(fault).strip().split("\n")[0][:200]}
        graphs.append(count.graphs)
    return {"outputs": outputs, "graphs": graphs, "fault": ""}


def steps(module, batches, cotangents):
    """Return the gradients of all parameters after each of several backward passes."""
    found = []
    for (x, lengths), cotangent in zip(batches, cotangents, strict=True):
        product = (module(x, lengths) * cotangent).sum()
        found.append(torch.autograd.grad(product, list(module.parameters())))
    return found
