"""You clip the ratio times the advantage. Only the ratio is held near 1; an advantage may have any size and
sign.

zh: 你裁剪的是比值与优势的乘积。只有比值要保持在 1 附近；优势可以有任何大小和符号。

Caught by: ratios near 1
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
    surrogate = jnp.minimum(ratio * advantages, (ratio * advantages).clip(1 - clip, 1 + clip))
    gap = ref - log_probs
    kl = jnp.expm1(gap) - gap
    per_token = jnp.where(mask, beta * kl - surrogate, 0.0)
    per_answer = per_token.sum(axis=1) / jnp.maximum(mask.sum(axis=1), 1)  # (batch,)
    return per_answer.mean()
