"""What a module's state is, and loading it."""

import io

import torch


def facts(model):
    """Return the names and shapes of parameters, buffers and state, and whether head and embedding are one."""
    return {
        "parameters": {name: list(p.shape) for name, p in model.named_parameters(remove_duplicate=False)},
        "buffers": {name: list(b.shape) for name, b in model.named_buffers()},
        "state": {name: list(value.shape) for name, value in model.state_dict().items()},
    }


def tied(model):
    """Return whether the two weights are one parameter."""
    return model.head.weight is model.embed.weight


def load(model, state):
    """Load a state that has the new names."""
    model.load_state_dict(state)


def through_a_file(model, other):
    """Save `model` and load what was saved into `other`."""
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    other.load_state_dict(torch.load(file, weights_only=True))


def load_and_watch(load_old, model, state):
    """Load an old state; return its keys and values afterwards."""
    load_old(model, state)
    return {key: value.clone() for key, value in state.items()}


def refuses(load_old, model, state):
    """Return whether loading this state is an error."""
    try:
        load_old(model, state)
    except (RuntimeError, KeyError, ValueError):
        return True
    return False


def set_first_row(model):
    """Write ones into the embedding of token 0."""
    with torch.no_grad():
        model.embed.weight[0] = 1


def gradient(model, tokens, cotangent):
    """Return the gradient of sum(cotangent * logits) with respect to the embedding."""
    return torch.autograd.grad((model(tokens) * cotangent).sum(), model.embed.weight)[0]
