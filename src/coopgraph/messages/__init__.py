"""Every sentence for people: in English beside its code, translated in ``locale``.

It imports nothing of the package.
"""
