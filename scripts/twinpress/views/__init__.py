"""Figures of use: how often articles were read, counted from the logs of the site's own servers."""
