"""Files: ``read`` and ``write`` with one file per format, ``tables`` for sheets, ``mapping`` for foreign tables.

It may import extract and below.
"""
