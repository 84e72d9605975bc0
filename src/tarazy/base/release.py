"""The release that runs, as part of what a cached page depends on."""

from importlib.metadata import version

RELEASE = version("tarazy")
