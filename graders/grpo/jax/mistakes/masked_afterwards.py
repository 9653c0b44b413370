"""You mask after the exp. The loss is right, but in the backward pass the masked tokens' inf or NaN is
multiplied by 0, and that is NaN: replace the log-probabilities before anything is computed from them.

zh: 你在 exp 之后才做掩码。损失是对的，但反向传播时被掩掉的词元的 inf 或 NaN 会乘以 0，结果是 NaN：应在计算之前就替换这些对数概率。

Caught by: masked tokens
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
    old, ref = old_log_probs, ref_log_probs
    ratio = jnp.exp(log_probs - old)  # (batch, length)
    advantages = advantages[:, None]
    surrogate = jnp.minimum(ratio * advantages, ratio.clip(1 - clip, 1 + clip) * advantages)
    gap = ref - log_probs
    kl = jnp.expm1(gap) - gap
    per_token = jnp.where(mask, beta * kl - surrogate, 0.0)
    per_answer = per_token.sum(axis=1) / jnp.maximum(mask.sum(axis=1), 1)  # (batch,)
    return per_answer.mean()
