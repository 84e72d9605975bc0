"""The invented network that shows every room at work.

It enters through the same doors as real people and devices.
"""
