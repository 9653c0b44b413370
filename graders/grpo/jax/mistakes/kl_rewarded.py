"""The distance to the reference comes out of the loss with a minus sign: training drives the policy away
from it.

zh: 到参考模型的距离在损失中带着负号：训练会把策略推离参考模型。

Caught by: the reference
"""

import jax
import jax.numpy as jnp


@jax.jit
def group_advantages(rewards, eps=1e-6):
    """Return how far each reward lies from its group's mean, in standard deviations: (prompts, group)."""
    centred = rewards - rewards.mean(axis=1, keepdims=True)
    return centred / (rewards.std(axis=1, keepdims=True) + eps)


@jax.jit
def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    """Return the mean over answers of the mean over tokens of -(surrogate - beta * kl)."""
    # Before the exp: what comes out of it as inf or NaN would reach the gradient through any later mask.
    log_probs, old, ref = (jnp.where(mask, x, 0.0) for x in (log_probs, old_log_probs, ref_log_probs))
    ratio = jnp.exp(log_probs - old)  # (batch, length)
    advantages = advantages[:, None]
    surrogate = jnp.minimum(ratio * advantages, ratio.clip(1 - clip, 1 + clip) * advantages)
    gap = ref - log_probs
    kl = jnp.expm1(gap) - gap
    per_token = jnp.where(mask, -beta * kl - surrogate, 0.0)
    per_answer = per_token.sum(axis=1) / jnp.maximum(mask.sum(axis=1), 1)  # (batch,)
    return per_answer.mean()
