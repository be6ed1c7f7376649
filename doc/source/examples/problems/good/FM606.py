extensions = ['sphinx_feature_matrix']
feature_matrix_symbols = {
    'complete': '●',
    'missing': '-',
}
