"""Another project, whose prose links to features and drivers of the manual's matrix."""

extensions = ['sphinx_feature_matrix', 'sphinx.ext.intersphinx', 'myst_parser']
project = 'Linking'
author = copyright = 'Others'
html_theme = 'basic'
# The test that builds this puts the inventory that it has made in its place.
intersphinx_mapping = {'matrices': ('https://matrices.example/', None)}
show_warning_types = True
