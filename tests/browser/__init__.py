"""Tests of built pages in a real browser: ``tox -e browser``. There is a module for each topic."""
