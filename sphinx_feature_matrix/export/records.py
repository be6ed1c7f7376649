"""A matrix as plain records, and as JSON of them."""

from __future__ import annotations

import json
from typing import Any

from sphinx_feature_matrix.model import (
    STATUSES,
    Driver,
    Feature,
    FeatureStatus,
    FeatureStatusKind,
    ImplementationStatus,
    Matrix,
    Note,
)

SCHEMA = 1
"""The version of the JSON; it grows when a key goes or means something else."""


def as_json(matrix: Matrix) -> str:
    """Return *matrix* as JSON that ``schemas/export-1.json`` describes."""
    return f'{json.dumps(as_data(matrix), indent=2, ensure_ascii=False)}\n'


def as_data(matrix: Matrix) -> dict[str, Any]:
    """Return *matrix* as plain records: texts are empty where the file has none."""
    return {
        'schema': SCHEMA,
        'title': matrix.title,
        'notes': text(matrix.notes),
        'statuses': [
            _status(status) for status in matrix.statuses.values() if status.key not in STATUSES
        ],
        'drivers': [_driver(driver) for driver in matrix.drivers],
        'features': [_feature(feature) for feature in matrix.features],
    }


def text(note: Note | None) -> str:
    """Return what *note* says, in its own lines."""
    return note.text if note else ''


def condition(status: FeatureStatus) -> str:
    """Return the condition of a feature's status as it is written, or an empty string."""
    if status.kind is not FeatureStatusKind.CONDITION:
        return ''
    return status.argument


def _status(status: ImplementationStatus) -> dict[str, Any]:
    return {
        'key': status.key,
        'title': status.title,
        'symbol': status.symbol,
        'counts_as': status.counts_as,
    }


def _driver(driver: Driver) -> dict[str, Any]:
    return {'key': driver.key, 'title': driver.title, 'link': driver.link}


def _feature(feature: Feature) -> dict[str, Any]:
    return {
        'key': feature.key,
        'title': feature.title,
        'category': feature.category,
        'status': feature.status.kind,
        'group': feature.status.group,
        'condition': condition(feature.status),
        'notes': text(feature.notes),
        'cli': list(feature.cli),
        'api': feature.api,
        'maturity': feature.maturity,
        'api_doc': feature.api_doc,
        'admin_doc': feature.admin_doc,
        'tests': list(feature.tests),
        'implementations': {
            driver: {
                'status': found.status,
                'notes': text(found.notes),
                'release': found.release,
            }
            for driver, found in feature.implementations.items()
        },
    }
