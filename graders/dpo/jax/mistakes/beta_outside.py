"""You multiply the loss by `beta` instead of the margin. That changes the learning rate; inside, `beta`
says how far the policy may leave the reference.

zh: 你把 `beta` 乘在损失上，而不是 margin 上。那只改变学习率；在里面时，`beta` 决定策略可以离参考模型多远。

Caught by: loss values
"""

import jax
import jax.numpy as jnp


@jax.jit
def sequence_log_probs(logits, tokens, mask):
    """Return the summed log-probability of each row's masked tokens: (batch,)."""
    logits, tokens, mask = logits[:, :-1], tokens[:, 1:], mask[:, 1:]  # position t predicts token t + 1
    index = jnp.where(mask, tokens, 0)  # padding may be no index
    log_p = jnp.take_along_axis(jax.nn.log_softmax(logits), index[..., None], axis=-1).squeeze(-1)
    return jnp.where(mask, log_p, 0.0).sum(axis=1)


@jax.jit
def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    """Return the mean of -log sigmoid(margin)."""
    chosen = policy_chosen - ref_chosen
    rejected = policy_rejected - ref_rejected
    margin = chosen - rejected
    return -beta * jax.nn.log_sigmoid(margin).mean()
