"""You score token t with the logits of position t. These have seen token t already: position t predicts
token t + 1. Cut the last logits and the first token.

zh: 你用位置 t 的 logits 给第 t 个词元打分。这个位置已经看到了第 t 个词元：位置 t 预测的是第 t + 1 个。应去掉最后一个位置的 logits 和第一个词元。

Caught by: sequence log-probabilities
"""

import jax
import jax.numpy as jnp


@jax.jit
def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    index = jnp.where(mask, tokens, 0)  # padding may be no index
    log_p = jnp.take_along_axis(jax.nn.log_softmax(logits), index[..., None], axis=-1).squeeze(-1)
    return jnp.where(mask, log_p, 0.0).sum(axis=1)


@jax.jit
def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the mean of -log sigmoid(margin)."""
    chosen = policy_chosen - ref_chosen
    rejected = policy_rejected - ref_rejected
    margin = beta * (chosen - rejected)
    return -jax.nn.log_sigmoid(margin).mean()
