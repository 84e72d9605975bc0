"""The door to this room for the program that serves."""

from tarazy.demonstration.queries import is_loaded

__all__ = ["is_loaded"]
