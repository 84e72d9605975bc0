"""Listens to the rooms below."""
