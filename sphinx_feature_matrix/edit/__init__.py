"""Changes to the text of a file that leave all else in it as it is.

Every edit takes a :class:`~sphinx_feature_matrix.ini.document.Document` and returns the bytes that
the file is to hold, once they have been read back and say what they should. Nothing but ``files``
writes anything.
"""

from __future__ import annotations


class EditError(ValueError):
    """An edit cannot be made; the message says why, and what to do instead."""
