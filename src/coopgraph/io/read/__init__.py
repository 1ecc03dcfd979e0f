"""Read dossiers from files: one file per format, with the position of every value.

It may import io.mapping, io.tables, io.parsed, extract and below.
"""
