"""One answer, then vmap; the larger of two losses."""

import jax
import jax.numpy as jnp


def one_group(rewards, eps):
    return (rewards - rewards.mean()) / (jnp.sqrt(rewards.var()) + eps)


def group_advantages(rewards, eps=1e-6):
    return jax.vmap(one_group, in_axes=(0, None))(rewards, eps)


def one_answer(lp, old, ref, keep, a, clip, beta):
    change = jnp.where(keep, lp, 0.0) - jnp.where(keep, old, 0.0)
    gap = jnp.where(keep, ref, 0.0) - jnp.where(keep, lp, 0.0)
    ratio = jnp.exp(change)
    policy = jnp.maximum(-a * ratio, -a * jnp.clip(ratio, 1 - clip, 1 + clip))
    tokens = policy + beta * (jnp.exp(gap) - gap - 1)
    return jnp.sum(tokens, where=keep) / jnp.maximum(keep.sum(), 1)


@jax.jit
def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    batched = jax.vmap(one_answer, in_axes=(0, 0, 0, 0, 0, None, None))
    return batched(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta).mean()
