"""No check: these tests never grade."""
