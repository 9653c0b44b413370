"""The epochs are counted; the stop is how far the best one lies behind."""

import copy

import numpy as np


class EarlyStopping:
    def __init__(self, patience, min_delta):
        self.patience, self.min_delta = patience, min_delta
        self.epoch = 0
        self.record = None  # epoch, loss, weights

    def update(self, loss, params):
        self.epoch += 1
        if self.record is None or self.record[1] - loss > self.min_delta:
            self.record = self.epoch, loss, copy.deepcopy(params)
        return self.epoch - self.record[0] >= self.patience

    def best(self):
        return copy.deepcopy(self.record[2])
