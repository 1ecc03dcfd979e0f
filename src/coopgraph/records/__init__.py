"""The records of a dossier, the ties they state, and their validation.

It may import words and below.
"""
