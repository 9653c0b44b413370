import torch


def eager(x):  # (n,)
    device, host = x.device, x.cpu().numpy()

    def run():
        # On a CPU nothing is copied: the tensor is a window on
        # NumPy's memory, and so is the array that comes back.
        there = torch.from_numpy(host).to(device)
        return there.cpu().numpy()

    return run
