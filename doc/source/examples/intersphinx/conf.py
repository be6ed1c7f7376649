extensions = ['sphinx.ext.intersphinx', 'sphinx_feature_matrix']
intersphinx_mapping = {
    'pantry': ('https://pantry.example.org/en/latest', None),
}
