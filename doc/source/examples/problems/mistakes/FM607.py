extensions = ['sphinx_feature_matrix']
feature_matrix_statuses = {
    'planned': {'title': 'Planned', 'symbol': '✎'},
    'unknown': {'title': 'Nobody knows', 'counts-as': 'unknown'},
}
