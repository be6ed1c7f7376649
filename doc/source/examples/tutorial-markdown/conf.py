project = 'Pantry'
extensions = ['sphinx_feature_matrix', 'myst_parser']
exclude_patterns = ['.venv', 'build']
