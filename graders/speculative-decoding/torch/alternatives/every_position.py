"""A next token for every position, of which one is used."""

import torch


def pick(probabilities, uniforms):
    cumulative = probabilities.cumsum(-1)
    above = cumulative > uniforms.unsqueeze(-1) * cumulative[..., -1:]
    return above.int().argmax(dim=-1)


def residual(target, draft):
    rest = torch.where(target > draft, target - draft, 0.0)
    rest = torch.where((rest == 0).all(dim=-1, keepdim=True), target, rest)
    return rest / rest.sum(dim=-1, keepdim=True)


def verify(target, draft, tokens, uniforms):
    k = tokens.shape[1]
    index = tokens.unsqueeze(-1)
    ratio = target[:, :-1].gather(-1, index).squeeze(-1) / draft.gather(-1, index).squeeze(-1)
    alive = (uniforms[:, :-1] < ratio).int().cumprod(dim=1).bool()  # (batch, k)
    everywhere = torch.cat([residual(target[:, :-1], draft), target[:, -1:]], dim=1)
    drawn = pick(everywhere, uniforms[:, -1:].expand(-1, k + 1))
    started = torch.cat([torch.ones_like(alive[:, :1]), alive], dim=1)
    kept = torch.cat([torch.where(alive, tokens, drawn[:, :-1]), drawn[:, -1:]], dim=1)
    return torch.where(started, kept, -1)
