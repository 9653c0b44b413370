"""Group-relative advantages and the GRPO loss.

Fill in the bodies; keep the names.
"""

import numpy as np


def group_advantages(rewards, eps=1e-6):
    """Return (reward - mean) / (std + eps) in each group.

    rewards and the result: (prompts, group).
    """
    # TODO: which std?
    return np.zeros_like(rewards)


def grpo_loss(
    log_probs,
    old_log_probs,
    ref_log_probs,
    mask,
    advantages,
    clip,
    beta,
):
    """Return the mean over answers of the mean over tokens.

    Three arrays of log-probabilities, and mask:
    (batch, length); advantages: (batch,).
    clip, beta: floats.
    """
    # TODO: masked log-probabilities may be -inf
    return 0.0


def grpo_grad(
    log_probs,
    old_log_probs,
    ref_log_probs,
    mask,
    advantages,
    clip,
    beta,
):
    """Return d grpo_loss / d log_probs: (batch, length)."""
    # TODO: where is the surrogate constant?
    return np.zeros_like(log_probs)
