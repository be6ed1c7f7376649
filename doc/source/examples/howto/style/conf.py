project = 'Pantry'
extensions = ['sphinx_feature_matrix']
html_static_path = ['_static']
html_css_files = ['matrix.css']
