project = 'Pantry'
extensions = ['sphinx_feature_matrix']
feature_matrix_statuses = {
    'planned': {
        'title': 'Planned',
        'symbol': '✎',
        'counts-as': 'missing',
    },
}
