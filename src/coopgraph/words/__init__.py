"""Closed vocabularies, dates, codes and multilingual texts: the values that records are made of.

It may import _base, messages.
"""
