"""From a campaign to what the field sent: instruments, OpenRosa intake, submissions.

An original is never altered; everything else is derived from it.
"""
