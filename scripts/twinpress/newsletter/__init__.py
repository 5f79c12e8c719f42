"""The newsletter: what is new in the archive as a letter, and its way to those who asked for it."""
