extensions = [
    'sphinx.ext.todo',
    'sphinx_feature_matrix',
]
