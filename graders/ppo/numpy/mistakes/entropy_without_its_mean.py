"""Your slope of the entropy is -p · (log p + 1), as if the probabilities were free. They are a softmax,
which takes off the mean: -p · (log p + entropy).

zh: 你的熵的斜率是 -p · (log p + 1)，好像概率是自由变量。它们是 softmax，要减去均值：-p · (log p + entropy)。

Caught by: gradient
"""

import numpy as np


def gae(rewards, values, dones, last_value, gamma, lam):
    """Return advantages and returns, both (steps, envs)."""
    alive = 1.0 - dones
    next_values = np.concatenate([values[1:], last_value[None]])
    deltas = rewards + gamma * alive * next_values - values
    advantages = np.zeros_like(rewards)
    running = np.zeros_like(last_value)
    for t in reversed(range(len(rewards))):
        running = deltas[t] + gamma * lam * alive[t] * running
        advantages[t] = running
    return advantages, advantages + values


def log_softmax(logits):
    """Return log p: (batch, actions)."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def surrogates(log_p, actions, old_log_probs, advantages, clip):
    """Return ratio · A without and with the clip: (batch,)."""
    ratio = np.exp(log_p[np.arange(len(actions)), actions] - old_log_probs)
    return ratio * advantages, np.clip(ratio, 1 - clip, 1 + clip) * advantages


def ppo_loss(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    """Return the mean of -surrogate + value_weight · squared error - entropy_weight · entropy."""
    log_p = log_softmax(logits)
    plain, clipped = surrogates(log_p, actions, old_log_probs, advantages, clip)
    entropy = -(np.exp(log_p) * log_p).sum(axis=1)
    errors = (values - returns) ** 2
    return float(np.mean(-np.minimum(plain, clipped) + value_weight * errors - entropy_weight * entropy))


def ppo_grad(
    logits, values, actions, old_log_probs, advantages, returns, clip=0.2, value_weight=0.5, entropy_weight=0.01
):
    """Return the gradients for logits (batch, actions) and for values (batch,)."""
    batch = len(actions)
    log_p = log_softmax(logits)
    p = np.exp(log_p)
    plain, clipped = surrogates(log_p, actions, old_log_probs, advantages, clip)
    slope = np.where(plain <= clipped, plain, 0.0)[:, None]  # of the surrogate, for log p of the action
    chosen = np.arange(logits.shape[1]) == actions[:, None]
    d_logits = -slope * (chosen - p) + entropy_weight * p * (log_p + 1)
    return d_logits / batch, value_weight * 2 * (values - returns) / batch
