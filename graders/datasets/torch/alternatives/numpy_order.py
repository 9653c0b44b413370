"""NumPy's generator from (seed, epoch), a lexical sort with noise; the stream skips by hand."""

import numpy as np
import torch
from torch.nn.functional import pad as pad_end
from torch.utils.data import Dataset, IterableDataset, Sampler, get_worker_info


class TokenDataset(Dataset):
    def __init__(self, storage, offsets, labels):
        self.storage, self.spans, self.labels = storage, torch.tensor(offsets).unfold(0, 2, 1), labels

    def __len__(self):
        return len(self.spans)

    def __getitem__(self, index):
        label = self.labels[index]  # raises an IndexError outside
        return torch.as_tensor(np.array(self.storage.read(*self.spans[index].tolist()), dtype=np.int64)), label


class Stream(IterableDataset):
    def __init__(self, make):
        self.make = make

    def __iter__(self):
        info = get_worker_info()
        items = iter(self.make())
        if info is None:
            yield from items
            return
        while True:
            group = [item for _, item in zip(range(info.num_workers), items)]
            if len(group) <= info.id:
                return
            yield group[info.id]


def collate(items, pad=0):
    longest = max(len(tokens) for tokens, _ in items)
    rows = [pad_end(tokens, (0, longest - len(tokens)), value=pad) for tokens, _ in items]
    lengths = [len(tokens) for tokens, _ in items]
    return torch.stack(rows), torch.tensor(lengths), torch.tensor([label for _, label in items])


class BucketSampler(Sampler):
    def __init__(self, lengths, batch_size, seed):
        self.lengths, self.batch_size, self.seed = np.array(lengths), batch_size, seed
        self.epoch = 0

    def set_epoch(self, epoch):
        self.epoch = epoch

    def __len__(self):
        return int(np.ceil(len(self.lengths) / self.batch_size))

    def __iter__(self):
        rng = np.random.default_rng([self.seed, self.epoch])
        order = np.lexsort((rng.random(len(self.lengths)), self.lengths))
        for i in rng.permutation(len(self)):
            yield order[i * self.batch_size : (i + 1) * self.batch_size].tolist()
