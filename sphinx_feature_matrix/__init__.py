"""Support matrices in Sphinx: which driver implements which feature, and how far.

:func:`load` reads a matrix. Importing this package imports neither Sphinx nor docutils; loading
it as an extension, by :func:`setup`, does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_feature_matrix.ini import load
from sphinx_feature_matrix.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ['__version__', 'load', 'setup']


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with *app*."""
    from sphinx_feature_matrix import (
        assets,
        directive,
        domain,
        nodes,
        singlepage,
        transforms,
        writers,
    )

    app.add_config_value('feature_matrix_file', 'support-matrix.ini', 'env', {str})

    app.add_domain(domain.MatrixDomain)
    app.add_directive('support_matrix', directive.SupportMatrix)

    app.add_enumerable_node(nodes.matrix_table, 'table', **writers.MATRIX_TABLE)
    app.add_node(nodes.implementation_list, **writers.IMPLEMENTATION_LIST)
    app.add_node(nodes.implementation_note, **writers.IMPLEMENTATION_NOTE)
    app.add_node(nodes.implementation_notes, **writers.IMPLEMENTATION_NOTES)

    app.add_transform(transforms.SettleReferences)
    app.add_transform(transforms.NameImplementations)
    app.add_post_transform(transforms.LinkSummaries)
    app.add_post_transform(transforms.ExpandDenseNodes)
    app.add_post_transform(singlepage.UniqueIds)

    app.add_latex_package('pifont')
    app.connect('builder-inited', domain.MatrixDomain.adopt)
    app.connect('env-before-read-docs', lambda _, env, __: domain.MatrixDomain.of(env).begin())
    app.connect('env-updated', lambda _, env: domain.MatrixDomain.of(env).outdated())
    app.connect('missing-reference', domain.MatrixDomain.resolve_name)
    app.connect('builder-inited', assets.add_static_path)
    app.connect('html-page-context', assets.add_assets)

    return {
        'version': __version__,
        'env_version': 1,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
