extensions = ['sphinx_feature_matrix']
feature_matrix_test_url = 'https://tests.example.org/search?id=%s'
