"""Translations: their texts, and what was confirmed of them."""

from twinpress.rules import trn_state, trn_texts

__all__ = ["trn_state", "trn_texts"]
