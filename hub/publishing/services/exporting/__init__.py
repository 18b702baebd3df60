"""Everything in open formats: written by ``writing``, checked by ``verify`` with nothing but the folder."""
