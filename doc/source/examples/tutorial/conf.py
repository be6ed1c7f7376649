project = 'Pantry'
extensions = ['sphinx_feature_matrix']
exclude_patterns = ['.venv', 'build']
