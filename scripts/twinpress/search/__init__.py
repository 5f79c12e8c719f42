"""The search: an index of the archive that a browser reads in small pieces, and the same search for the command line.

A text is cut into tokens (``tokens.py``): every pair of neighbouring Chinese characters, so that any name is found and no
dictionary can be wrong; words of other scripts. For each token a *posting list* says which articles hold it, and at
which places (``postings.py``). Lists lie in *buckets* by a hash of their token, articles in *groups*; both belong to a
*segment*, the articles of some years, whose folder is named by its content (``segment.py``). A reader needs the buckets of a
query's tokens and the groups of what it shows, and nothing else (``engine.py``). Names of the vocabulary have a table of their own
(``names.py``).
"""
