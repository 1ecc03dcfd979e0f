"""Files as the data they hold, with the place of every value: one file per format.

It may import io.tables, extract and below.
"""
