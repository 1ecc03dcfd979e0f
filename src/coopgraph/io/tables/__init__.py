"""Tables: the sheets of a dossier, and the way from cells to records and back.

It may import io.parsed, extract and below.
"""
