"""The family LNK: links and files. The rules stand in modules by what they look at."""

from twinpress.rules import addresses, destinations, files

__all__ = ["addresses", "destinations", "files"]
