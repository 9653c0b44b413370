"""One sequence, then vmap; logaddexp."""

import jax
import jax.numpy as jnp


def one_sequence(logits, tokens, mask):
    z = logits[:-1]
    safe = jnp.clip(tokens[1:], 0, z.shape[-1] - 1)
    log_p = z[jnp.arange(len(z)), safe] - jax.nn.logsumexp(z, axis=-1)
    return jnp.sum(log_p, where=mask[1:])


sequence_log_probs = jax.jit(jax.vmap(one_sequence))


@jax.jit
def dpo_loss(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta):
    margin = beta * (policy_chosen - policy_rejected - ref_chosen + ref_rejected)
    return jnp.logaddexp(0.0, -margin).mean()
