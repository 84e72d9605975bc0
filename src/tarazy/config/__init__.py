"""How one installation is put together: settings, addresses, the web entry point and the command line.

Nothing in here decides anything about the domain.
"""
