"""What a dossier states: its records, their ties, and the validation of both.

It may import words and below.
"""
