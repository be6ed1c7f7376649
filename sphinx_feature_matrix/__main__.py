"""``python -m sphinx_feature_matrix`` is the command ``feature-matrix``."""

from __future__ import annotations

import sys

from sphinx_feature_matrix.cli import main

sys.exit(main())
