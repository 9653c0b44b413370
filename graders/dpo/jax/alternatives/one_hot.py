"""A one-hot target, and a softmax over the two rewards."""

import jax
import jax.numpy as jnp


@jax.jit
def sequence_log_probs(logits, tokens, mask):
    z = logits[:, :-1]
    picked = (tokens[:, 1:, None] == jnp.arange(z.shape[-1])) & mask[:, 1:, None]
    return jnp.sum(jnp.where(picked, jax.nn.log_softmax(z), 0.0), axis=(1, 2))


@jax.jit
def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    rewards = beta * jnp.stack([policy_chosen - ref_chosen, policy_rejected - ref_rejected])
    return -jax.nn.log_softmax(rewards, axis=0)[0].mean()
