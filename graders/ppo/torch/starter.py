"""Generalised advantage estimation and the PPO loss.

Fill in the bodies; keep the names.
"""

import torch


def gae(rewards, values, dones, last_value, gamma, lam):
    """Return advantages and returns: two (steps, envs).

    rewards, values, dones (booleans): (steps, envs);
    last_value: (envs,), the value after the last step.
    """
    # TODO: from the last step to the first
    return torch.zeros_like(rewards), torch.zeros_like(rewards)


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
    return torch.zeros(())
