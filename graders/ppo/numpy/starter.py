"""Generalised advantage estimation and the PPO loss.

Fill in the bodies; keep the names.
"""

import numpy as np


def gae(rewards, values, dones, last_value, gamma, lam):
    """Return advantages and returns: two (steps, envs).

    rewards, values, dones (booleans): (steps, envs);
    last_value: (envs,), the value after the last step.
    """
    # TODO: from the last step to the first
    return np.zeros_like(rewards), np.zeros_like(rewards)


def ppo_loss(
    logits,
    values,
    actions,
    old_log_probs,
    advantages,
    returns,
    clip=0.2,
    value_weight=0.5,
    entropy_weight=0.01,
):
    """Return one number, the mean over the batch.

    logits: (batch, actions); actions: (batch,) integers;
    the other arrays: (batch,).
    """
    # TODO: policy, value, entropy; which sign has each?
    return 0.0


def ppo_grad(
    logits,
    values,
    actions,
    old_log_probs,
    advantages,
    returns,
    clip=0.2,
    value_weight=0.5,
    entropy_weight=0.01,
):
    """Return the gradients of ppo_loss, a tuple.

    For logits (batch, actions) and for values (batch,).
    """
    # TODO: where is the surrogate constant?
    return np.zeros_like(logits), np.zeros_like(values)
