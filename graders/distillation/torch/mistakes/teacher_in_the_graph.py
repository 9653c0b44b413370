"""The teacher's logits stay in the graph, so the teacher is trained to agree with the student. Cut them off
before they are used.

zh: 教师的 logits 留在了计算图中，于是教师也被训练去迎合学生。应在使用之前切断。

Caught by: the teacher learns nothing
"""

import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p = F.log_softmax(student / temperature, dim=1)
    q = F.softmax(teacher / temperature, dim=1)
    soft = F.kl_div(log_p, q, reduction="batchmean")  # "mean" would divide by the classes too
    hard = F.cross_entropy(student, labels)
    return alpha * temperature**2 * soft + (1 - alpha) * hard
