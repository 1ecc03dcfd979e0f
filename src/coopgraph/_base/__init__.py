"""Tools that know nothing of agreements: errors, files opened and saved safely, close spellings, progress.

It may import messages.
"""
