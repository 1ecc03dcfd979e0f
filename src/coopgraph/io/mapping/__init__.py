"""Tables of others, read as a mapping file says.

It may import io.read, io.tables, extract and below.
"""
