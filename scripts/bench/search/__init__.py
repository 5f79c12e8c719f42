"""The search, measured against others: ``make bench ARGS="--search 10000"``.

Everybody makes an index of the same texts (``record.py``) and is asked the same questions (``query.py``, ``queries.tsv``);
what they should have found, the texts themselves say (``truth.py``). Building is measured as whole processes
(``contender.py``), asking in a browser whose requests are counted (``host.py``, ``reader.py``). ``contest.py`` holds it all.
"""
