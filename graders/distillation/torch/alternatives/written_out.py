"""The divergence written out with xlogy, which knows that 0 log 0 is 0; the teacher under no_grad."""

import torch


def loss(student, teacher, labels, temperature, alpha):
    with torch.no_grad():
        q = torch.softmax(teacher / temperature, dim=-1)
        entropy = -torch.special.xlogy(q, q).sum(dim=-1)
    log_p = student / temperature - torch.logsumexp(student / temperature, dim=-1, keepdim=True)
    kl = -(q * log_p).sum(dim=-1) - entropy
    nll = torch.logsumexp(student, dim=-1) - student.gather(1, labels.unsqueeze(1)).squeeze(1)
    return torch.mean(alpha * temperature**2 * kl + (1 - alpha) * nll)
