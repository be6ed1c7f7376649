extensions = ['sphinx_feature_matrix']
suppress_warnings = ['feature_matrix.implementation-missing']
