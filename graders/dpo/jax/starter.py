"""Log-probabilities of answers, and the DPO loss.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def sequence_log_probs(logits, tokens, mask):
    """Return each answer's summed log-probability: (batch,).

    logits: (batch, length, vocab); position t predicts
    token t + 1. tokens: (batch, length).
    mask: (batch, length), True for tokens of the answer.
    """
    # TODO: mind -100 in tokens, and -inf in logits
    return jnp.zeros(len(tokens))


def dpo_loss(
    policy_chosen,
    policy_rejected,
    ref_chosen,
    ref_rejected,
    beta,
):
    """Return the mean of -log sigmoid(margin).

    Four vectors of log-probabilities, (batch,).
    """
    # TODO: margins may be as large as 10000
    return jnp.zeros(())
