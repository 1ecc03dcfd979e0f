"""Reports as text: mentions of institutions, sentences about agreements, a draft dossier.

It may import questions and below.
"""
