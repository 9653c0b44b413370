"""A deep copy of the whole module is kept; a countdown says when to stop."""

import copy

import torch
from torch.nn import BatchNorm1d


class EarlyStopping:
    def __init__(self, patience, min_delta):
        self.patience = self.left = patience
        self.min_delta, self.threshold, self.model = min_delta, float("inf"), None

    def update(self, loss, model):
        if loss < self.threshold:
            self.threshold, self.left = loss - self.min_delta, self.patience
            self.model = copy.deepcopy(model)
        else:
            self.left -= 1
        return self.left == 0

    def restore(self, model):
        model.load_state_dict(self.model.state_dict())
