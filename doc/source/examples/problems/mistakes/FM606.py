extensions = ['sphinx_feature_matrix']
feature_matrix_symbols = {
    'compleet': '●',
    'missing': 'this does not work',
}
