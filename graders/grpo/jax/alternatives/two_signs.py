"""The two signs of an advantage as two cases; every token with its weight."""

import jax
import jax.numpy as jnp


@jax.jit
def group_advantages(rewards, eps=1e-6):
    mean = rewards.mean(axis=-1)[:, None]
    std = jnp.sqrt(jnp.mean((rewards - mean) ** 2, axis=-1))
    return (rewards - mean) / (std[:, None] + eps)


@jax.jit
def grpo_loss(log_probs, old_log_probs, ref_log_probs, mask, advantages, clip, beta):
    lp, old, ref = jax.tree.map(lambda x: jnp.where(mask, x, -1.0), (log_probs, old_log_probs, ref_log_probs))
    a = jnp.broadcast_to(advantages[:, None], lp.shape)
    ratio = jnp.exp(lp - old)
    bounded = jnp.where(a > 0, jnp.minimum(ratio, 1 + clip), jnp.maximum(ratio, 1 - clip))
    kl = jnp.exp(ref - lp) - (ref - lp) - 1
    weight = mask / jnp.clip(mask.sum(axis=1, keepdims=True), 1) / mask.shape[0]
    return -jnp.vdot(weight, bounded * a - beta * kl)
