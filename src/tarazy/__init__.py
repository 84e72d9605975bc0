"""Tarazy: one chain from what a monitor saw in a courtroom to the reform that follows."""
