"""Foreign tables translated into those of a dossier, as a mapping file says.

It may import io.tables, extract and below.
"""
