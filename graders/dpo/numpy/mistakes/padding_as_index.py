"""You gather with the tokens as they are, and -100 is no index: an error in NumPy and PyTorch, NaN in JAX,
which no mask takes away by multiplication. Replace masked tokens by 0 first.

zh: 你直接用词元去取值，而 -100 不是下标：NumPy 和 PyTorch 会报错，JAX 给出 NaN，而 NaN 乘以掩码也去不掉。应先把被掩掉的词元换成 0。

Caught by: masked tokens
"""

import numpy as np


def log_softmax(logits):
    """Return log p over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    logits, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, 1:]  # position t predicts token t + 1
    index = tokens
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
    wrong = np.exp(-np.logaddexp(0, margin))  # sigmoid(-margin): near 1 where the order is wrong
    grad = -beta * wrong / len(margin)
    return grad, -grad
