"""A site as it stands before it moves: it shows its matrices by the published extension."""

extensions = ['sphinx_feature_classification.support_matrix']
project = 'Courier'
author = copyright = 'The Courier developers'
html_theme = 'basic'
