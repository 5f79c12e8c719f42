"""The translation desk: what a translation is compared with, and what becomes of it when the original changes.

The unit is the *block* (``block.py``): a title, a caption, a paragraph, a cell of a table. A block is known by a digest of its
words, so a link that is mended or a word that is made bold changes nothing; and blocks of two versions are put side by side by
their kinds and their order.
"""
