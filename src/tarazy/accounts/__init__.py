"""User accounts: invitations, sign-in, second factors, sessions and devices.

It knows who signs in and nothing of who they are.
"""
