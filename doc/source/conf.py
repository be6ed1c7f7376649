"""How the manual is built."""

from sphinx_feature_matrix import __version__

project = 'sphinx-feature-matrix'
author = 'The sphinx-feature-matrix developers'
copyright = author
version = release = __version__

extensions = ['sphinx_feature_matrix', 'myst_parser']
exclude_patterns = ['examples']
feature_matrix_file = '../../support-matrix.ini'

locale_dirs = ['../locale']
gettext_compact = False

html_theme = 'furo'
html_title = f'{project} {version}'
html_copy_source = False
html_static_path = ['_static']
html_css_files = ['manual.css']

epub_show_urls = 'no'

# pdfTeX has no character for these; pifont, which the extension loads, draws them.
_SYMBOLS = {'2714': 52, '25CF': 108, '25D0': 119, '2716': 54, '270E': 46}
latex_elements = {
    'preamble': '\n'.join(
        rf'\DeclareUnicodeCharacter{{{code}}}{{\ding{{{position}}}}}'
        for code, position in _SYMBOLS.items()
    )
}
latex_documents = [('index', f'{project}.tex', project, author, 'manual')]
man_pages = [('index', project, 'support matrices in Sphinx', [author], 7)]
texinfo_documents = [
    ('index', project, project, author, project, 'Support matrices in Sphinx.', 'Documentation')
]
