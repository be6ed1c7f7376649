extensions = ['sphinx_feature_matrix', 'myst_parser']
myst_enable_extensions = ['attrs_inline']
