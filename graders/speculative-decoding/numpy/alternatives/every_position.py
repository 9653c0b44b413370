"""A next token for every position, of which one is used; argmax finds first places."""

import numpy as np


def pick(probabilities, uniforms):
    cumulative = np.cumsum(probabilities, axis=-1)
    return np.argmax(cumulative > uniforms[..., None] * cumulative[..., -1:], axis=-1)


def residual(target, draft):
    rest = np.clip(target - draft, 0, None)
    rest = np.where(rest.any(axis=-1, keepdims=True), rest, target)
    return rest / rest.sum(axis=-1, keepdims=True)


def verify(target, draft, tokens, uniforms):
    batch, k = tokens.shape
    one_hot = tokens[..., None] == np.arange(target.shape[2])
    ratio = (target[:, :-1] * one_hot).sum(axis=2) / (draft * one_hot).sum(axis=2)
    rejected = np.column_stack([uniforms[:, :-1] >= ratio, np.ones(batch, bool)])
    first = rejected.argmax(axis=1)[:, None]
    everywhere = np.concatenate([residual(target[:, :-1], draft), target[:, -1:]], axis=1)
    drawn = pick(everywhere, np.repeat(uniforms[:, -1:], k + 1, axis=1))
    place = np.arange(k + 1)[None]
    kept = np.column_stack([tokens, drawn[:, -1]])
    return np.where(place < first, kept, np.where(place == first, drawn, -1))
