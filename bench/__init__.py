"""Measurements that anyone can repeat: each prints its figure, a ceiling or peer of the same run, and the machine."""
