"""Every sentence for people, in English, with its translations in ``locale``.

It imports nothing of the package: whatever speaks to people may ask it.
"""
