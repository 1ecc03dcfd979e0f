"""The values of records: closed vocabularies, dates, codes and multilingual texts.

It may import _base, messages.
"""
