"""Token by token, and a sigmoid in two branches."""

import numpy as np


def sequence_log_probs(logits, tokens, mask):
    result = np.zeros(len(logits))
    for i in range(len(logits)):
        for t in range(1, logits.shape[1]):
            if mask[i, t]:
                z = logits[i, t - 1]
                z = z - z.max()
                result[i] += z[tokens[i, t]] - np.log(np.sum(np.exp(z)))
    return result


def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    m = beta * (policy_chosen - policy_rejected - ref_chosen + ref_rejected)
    return np.mean(np.maximum(-m, 0) + np.log1p(np.exp(-np.abs(m))))


def dpo_grad(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    m = beta * (policy_chosen - policy_rejected - ref_chosen + ref_rejected)
    e = np.exp(-np.abs(m))
    sigmoid = np.where(m >= 0, 1 / (1 + e), e / (1 + e))
    g = beta * (sigmoid - 1) / m.size
    return [g, -g]
