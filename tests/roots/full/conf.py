"""A project with a matrix in every form, which every builder must write without a warning."""

extensions = ['sphinx_feature_matrix', 'myst_parser']
project = 'Full'
author = copyright = 'The authors'
version = release = '1'
html_theme = 'basic'
exclude_patterns = ['other.ini']
man_pages = [('index', 'full', 'Everything', ['The authors'], 1)]
latex_documents = [('index', 'full.tex', 'Full', 'The authors', 'manual')]
texinfo_documents = [('index', 'full', 'Full', 'The authors', 'full', 'Everything')]
