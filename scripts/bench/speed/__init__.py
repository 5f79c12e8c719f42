"""How fast pages open on a telephone: ``python -m bench.run --pages``."""
