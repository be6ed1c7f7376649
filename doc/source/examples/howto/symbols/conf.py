project = 'Pantry'
extensions = ['sphinx_feature_matrix']
feature_matrix_symbols = {
    'complete': '●',
    'partial': '◐',
    'missing': '-',
}
