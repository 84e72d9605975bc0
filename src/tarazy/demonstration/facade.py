"""The door to this room for the program that serves."""


def is_loaded() -> bool:
    """Say whether the database holds the demonstration network."""
    return True
