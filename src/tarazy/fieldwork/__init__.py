"""From a campaign to what the field sent: instruments, OpenRosa intake, submissions.

An original is never altered, nothing that arrives is silently dropped; everything else is derived from it.
"""
