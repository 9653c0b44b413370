"""A one-hot target with zero rows, logaddexp.reduce, and tanh for the sigmoid."""

import numpy as np


def sequence_log_probs(logits, tokens, mask):
    z, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, 1:]
    picked = (tokens[..., None] == np.arange(z.shape[-1])) & mask[..., None]
    log_p = z - np.logaddexp.reduce(z, axis=-1, keepdims=True)
    return np.where(picked, log_p, 0.0).sum(axis=(1, 2))


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    good, bad = policy_chosen - ref_chosen, policy_rejected - ref_rejected
    return np.logaddexp(0, beta * (bad - good)).mean()


def dpo_grad(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    good, bad = policy_chosen - ref_chosen, policy_rejected - ref_rejected
    wrong = 0.5 * (1 + np.tanh(beta * (bad - good) / 2))
    return -beta * wrong / len(good), beta * wrong / len(good)
