"""Tools for any program: errors, safe opening and saving of files, fuzzy matching, progress.

It may import messages.
"""
