project = 'Pantry'
extensions = ['sphinx_feature_matrix']

locale_dirs = ['locale']
gettext_compact = False
