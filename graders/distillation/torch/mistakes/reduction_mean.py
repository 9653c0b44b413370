"""`reduction="mean"`, the default, divides by the number of all elements, rows times classes. The
divergence is a sum over the classes: `"batchmean"`.

zh: `reduction="mean"`（默认值）除以全部元素的个数，即行数乘以类别数。散度要对类别求和：应用 `"batchmean"`。

Caught by: soft targets alone
"""

import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p = F.log_softmax(student / temperature, dim=1)
    q = F.softmax(teacher.detach() / temperature, dim=1)
    soft = F.kl_div(log_p, q, reduction="mean")
    hard = F.cross_entropy(student, labels)
    return alpha * temperature**2 * soft + (1 - alpha) * hard
