"""How this extension stands beside its peers, in time, memory and size.

``python -m benchmarks`` measures and prints. Nothing here is a test, and no test holds a time.
"""
