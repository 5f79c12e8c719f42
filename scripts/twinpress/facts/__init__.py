"""Figures that cannot drift: facts of a Chinese text and of its translation, compared by value.

``chinese.py`` and ``english.py`` read facts, ``comparison.py`` says which are lost, changed or added. Nothing here knows
of articles, files or the site.
"""
