"""Files: ``read`` and ``write`` with one file per format, ``tables`` for sheets, ``mapping`` for foreign ones.

It may import extract and below.
"""
