"""Benchmarks and what they need; not installed with Twinpress."""
