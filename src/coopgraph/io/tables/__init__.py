"""Tables between cells and records: sheets, titles, rows.

It may import extract and below.
"""
