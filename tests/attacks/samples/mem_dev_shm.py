"""Writes into /dev/shm: memory of the machine that belongs to no process.

kata: numpy, appended
verdict: error
kernel: only
"""


def forward(params, x):
    for number in range(32):
        with open(f"/dev/shm/{CANARY['mark']}-{number}", "wb") as file:
            file.write(bytes(1 << 20))
    print("LEAK: 32 MB in /dev/shm")
    return x[:, :1]
