"""The family IMG: pictures. The rules stand in modules by what they look at."""

from twinpress.rules import captions, photographs

__all__ = ["captions", "photographs"]
