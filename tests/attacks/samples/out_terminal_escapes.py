"""Wrong, and prints codes that clear the screen, draw a green verdict, set the title and fill the clipboard.

kata: numpy, whole
verdict: failed
prints: \\x1b
"""

CLEAR, GREEN, TITLE, CLIPBOARD = "\x1b[2J\x1b[H", "\x1b[32m", "\x1b]0;passed\x07", "\x1b]52;c;cGFzc2Vk\x07"
print(CLEAR + GREEN + "passed: all checks" + TITLE + CLIPBOARD + "\x9b31m\x1bc", flush=True)
