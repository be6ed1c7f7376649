project = 'Pantry'
extensions = ['sphinx_feature_matrix']
