"""Support matrices in Sphinx: which driver implements which feature, and how far.

:func:`load` reads a matrix. Importing this package imports neither Sphinx nor docutils; loading
it as an extension, by :func:`setup`, does.
"""

from __future__ import annotations

from sphinx_feature_matrix.version import __version__

TYPE_CHECKING = False  # instead of an import that the start of the command would have to wait for
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_feature_matrix.model import ImplementationStatus, Matrix
    from sphinx_feature_matrix.problems import Problem

__all__ = ['__version__', 'load', 'setup']


def load(
    path: str | os.PathLike[str],
    *others: str | os.PathLike[str],
    statuses: Mapping[str, ImplementationStatus] | None = None,
) -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in the file at *path*, or in several files.

    :param path: an INI file in one of the three dialects, in UTF-8
    :param others: further files that the matrix is spread over
    :param statuses: implementation statuses, by their keys, that hold beside the built-in ones and
        those that the files declare
    :returns: all that is sound in the files, and all their problems in the order of the files and
        of their lines. Files that cannot be read give an empty matrix, and the problems that say
        why.

    Nothing that is wrong with a file raises an exception.
    """
    # Imported when it is needed: the command has to start at once, and it starts from here.
    from sphinx_feature_matrix import ini

    return ini.load(path, *others, statuses=statuses or {})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with *app*."""
    from typing import Any

    from sphinx_feature_matrix import (
        assets,
        changes_directive,
        directive,
        domain,
        feature_tests,
        messages,
        naming,
        nodes,
        singlepage,
        transforms,
        unwritten,
        writers,
    )

    app.add_message_catalog(messages.CATALOGUE, str(messages.FOLDER))
    app.add_config_value('feature_matrix_file', 'support-matrix.ini', 'env', {str})
    app.add_config_value('feature_matrix_index', default=True, rebuild='env', types={bool})
    app.add_config_value('feature_matrix_note_directives', (), 'env', {list, tuple, set})
    # Any type: what is wrong is said once all statuses are known.
    app.add_config_value('feature_matrix_symbols', {}, 'env', Any)
    app.add_config_value('feature_matrix_statuses', {}, 'env', Any)
    app.add_config_value('feature_matrix_test_url', feature_tests.TEMPEST, 'env', Any)

    app.add_domain(domain.MatrixDomain)
    app.add_directive('support_matrix', directive.SupportMatrix)
    app.add_directive('feature_matrix', directive.SupportMatrix)
    app.add_directive('support_matrix_changes', changes_directive.SupportMatrixChanges)

    app.add_enumerable_node(nodes.matrix_table, 'table', **writers.MATRIX_TABLE)
    app.add_node(nodes.feature_details, **writers.FEATURE_DETAILS)
    app.add_node(nodes.feature_note, **writers.FEATURE_NOTE)
    app.add_node(nodes.implementation_note, **writers.IMPLEMENTATION_NOTE)
    app.add_node(nodes.implementation_notes, **writers.IMPLEMENTATION_NOTES)
    app.add_node(nodes.plain_items, **writers.PLAIN_ITEMS)
    app.add_node(nodes.repeated_item, **writers.REPEATED_ITEM)
    app.add_node(nodes.requirement_list)
    app.add_node(nodes.item_title)
    app.add_node(nodes.title_message)
    app.add_node(nodes.search_words, **writers.SEARCH_WORDS)
    app.add_node(nodes.status_symbol, **writers.STATUS_SYMBOL)
    app.add_node(nodes.support_bar, **writers.SUPPORT_BAR)

    app.add_transform(transforms.YieldIds)
    app.add_transform(transforms.SettleReferences)
    app.add_transform(naming.NameAnchors)
    app.add_post_transform(transforms.DropMessages)
    app.add_post_transform(transforms.LinkSummaries)
    app.add_post_transform(naming.IndexForSearch)
    app.add_post_transform(naming.IndexForPrint)
    app.add_post_transform(transforms.ExpandDenseNodes)
    app.add_post_transform(transforms.ExpandRequirements)
    app.add_post_transform(transforms.ExpandTitles)
    app.add_post_transform(transforms.IsolateWords)
    app.add_post_transform(singlepage.UniqueIds)

    app.add_latex_package('pifont')
    app.connect('builder-inited', domain.MatrixDomain.adopt)
    app.connect('env-get-outdated', domain.MatrixDomain.outdated)
    app.connect('env-before-read-docs', lambda _, env, __: domain.MatrixDomain.of(env).begin())
    unwritten.watch(app)
    app.connect('missing-reference', domain.MatrixDomain.resolve_name)
    app.connect('warn-missing-reference', domain.MatrixDomain.warn_unknown)
    app.connect('builder-inited', assets.add_static_path)
    app.connect('html-page-context', assets.add_assets)
    app.connect('html-collect-pages', naming.restore_terms)

    return {
        'version': __version__,
        'env_version': 6,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
