"""Small models, and what a submission records and changes."""

import torch
from torch import nn

_grad = torch.autograd.grad
_saved = torch.autograd.graph.saved_tensors_hooks


class _Stop(nn.Module):
    def forward(self, x):
        raise ArithmeticError("half-way")


def network(weight1, bias1, weight2, bias2):
    """Return a network with dropout in the middle: features -> hidden -> outputs."""
    net = nn.Sequential(nn.Linear(*weight1.shape[::-1]), nn.Tanh(), nn.Dropout(0.5), nn.Linear(*weight2.shape[::-1]))
    with torch.no_grad():
        for parameter, value in zip(net.parameters(), (weight1, bias1, weight2, bias2), strict=True):
            parameter.copy_(value)
    return net


def without_dropout(weights):
    """Return the same network, in which dropout alone is in eval mode."""
    net = network(*weights)
    net[2].eval()
    return net


def _watch(*modules):
    """Return a function that says whether these modules ran, and are, in the modes in which they are now."""
    before = {module: [part.training for part in module.modules()] for module in modules}
    seen = []

    def look(module, _inputs=None):
        seen.append([part.training for part in module.modules()] == before[module])

    for module in modules:
        module.register_forward_pre_hook(look)

    def same():
        for module in modules:
            look(module)
        return all(seen)

    return same


def modes_after(predict, weights, batches, raises):
    """Return the modes of all modules after a call, where two of them were in eval mode before."""
    net = without_dropout(weights)
    net[0].eval()
    if raises:
        net.append(_Stop())
    try:
        predict(net, batches)
    except ArithmeticError:
        pass
    return torch.tensor([module.training for module in net.modules()])


def has_graph(function, *args):
    """Return whether the result of a call needs a gradient."""
    return bool(function(*args).requires_grad)


def usable(predict, weights, batches):
    """Return whether autograd can save what `predict` returns."""
    factor = torch.ones((), requires_grad=True)
    output = predict(network(*weights), batches)
    try:
        (factor * output).sum().backward()
    except RuntimeError:
        return False
    return True


def frozen(frozen_features, weights, head_weights, x):
    """Return the output, d sum(output²) for the head, what reached the backbone, its flags, and numbers saved of it."""
    backbone, head = without_dropout(weights), nn.Linear(*head_weights[0].shape[::-1])
    with torch.no_grad():
        head.weight.copy_(head_weights[0])
        head.bias.copy_(head_weights[1])
    shapes = []
    x.requires_grad_()

    def note(tensor):
        shapes.append(tensor.shape[-1])
        return tensor

    same_modes = _watch(backbone, head)
    with _saved(note, lambda tensor: tensor):
        output = frozen_features(backbone, head, x)
    if not output.requires_grad:
        return None
    wanted = [*head.parameters(), *backbone.parameters(), x]
    flags = torch.tensor([parameter.requires_grad for parameter in wanted])
    for parameter in wanted:
        parameter.requires_grad_()
    grads = _grad((output**2).sum(), wanted, allow_unused=True)
    return {
        "output": output,
        "head": grads[:2],
        "backbone": [grad is not None for grad in grads[2:]],
        "flags": flags,
        "kept": weights[0].shape[0] in shapes,
        "same modes": same_modes(),
    }


def saliency_facts(saliency, weights, x, recording):
    """Return the saliency, and whether x, which needs a gradient itself where `recording`, any .grad or mode is changed."""
    net = without_dropout(weights)
    x.requires_grad_(recording)
    same_modes = _watch(net)
    with torch.set_grad_enabled(recording):
        result = saliency(net, x)
    return {
        "saliency": result,
        "x as it was": x.requires_grad == recording and x.grad is None,
        "clean": all(p.grad is None for p in net.parameters()),
        "graph": bool(result.requires_grad),
        "same modes": same_modes(),
    }


class _Double(nn.Module):
    def forward(self, x):
        return 2 * x


def consistency(consistency_loss, student_weights, teacher_weights, x):
    """Return the loss, the gradients of the student and of x, and whether any reaches the teacher.

    Without weights of its own, the teacher is twice the student.
    """
    student = without_dropout(student_weights)
    shared = teacher_weights is None
    teacher = nn.Sequential(student, _Double()) if shared else without_dropout(teacher_weights)
    x.requires_grad_()
    same_modes = _watch(student, teacher)
    loss = consistency_loss(student, teacher, x)
    if not loss.requires_grad:
        return None
    wanted = [*student.parameters(), x]
    others = [] if shared else list(teacher.parameters())
    grads = _grad(loss, [*wanted, *others], allow_unused=True)
    return {
        "loss": loss,
        "grads": [torch.zeros_like(w) if g is None else g for w, g in zip(wanted, grads, strict=False)],
        "teacher": any(grad is not None for grad in grads[len(wanted) :]),
        "same modes": same_modes(),
    }
