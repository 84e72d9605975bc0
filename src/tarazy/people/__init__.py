"""Persons, organisations and what binds them: memberships with a role, consents, qualifications.

It is the model room, the one to copy.
"""
