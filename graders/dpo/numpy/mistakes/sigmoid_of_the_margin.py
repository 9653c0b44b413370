"""Your gradient has `sigmoid(margin)` in place of `sigmoid(-margin)`: it pushes hardest at pairs that are
already in order.

zh: 你的梯度用了 `sigmoid(margin)` 而不是 `sigmoid(-margin)`：它最用力推的是次序已经正确的样本对。

Caught by: gradient
"""

import numpy as np


def log_softmax(logits):
    """Return log p over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    logits, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, 1:]  # position t predicts token t + 1
    index = np.where(mask, tokens, 0)  # padding may be no index
    log_p = np.take_along_axis(log_softmax(logits), index[..., None], axis=-1)[..., 0]
    return np.where(mask, log_p, 0.0).sum(axis=1)


def margins(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return by how much the implicit reward prefers the chosen answer."""
    return beta * ((policy_chosen - ref_chosen) - (policy_rejected - ref_rejected))


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the mean of -log sigmoid(margin)."""
    margin = margins(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta)
    return float(np.logaddexp(0, -margin).mean())


def dpo_grad(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the gradients for the policy's chosen and rejected log-probabilities."""
    margin = margins(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta)
    wrong = np.exp(-np.logaddexp(0, -margin))
    grad = -beta * wrong / len(margin)
    return grad, -grad
