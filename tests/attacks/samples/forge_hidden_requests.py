"""Looks in the requests it is sent for seeds, expected values or the grader's own words, and prints them.

kata: numpy, appended
verdict: passed
"""

import sys

worker = sys.modules["kata.grading.worker"]
_decode = worker.decode
SUSPICIOUS = ("expected", "reference", "answer", "rtol", "tolerance", "solution")


def decode(header, payload):
    request = _decode(header, payload)
    found = [key for key in request if key in SUSPICIOUS]
    if found:
        print("LEAK: the request holds", found)
    return request


worker.decode = decode
