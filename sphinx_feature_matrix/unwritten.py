"""What a build did not get to write, since it was ended before: the next one does.

Sphinx keeps what it has read before it writes, and takes any page for up to date that is newer
than its document. After Ctrl-C a page would go on to show a file as it was before a change.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_feature_matrix.domain import MatrixDomain


def watch(app: Sphinx) -> None:
    """Have the builds of *app* take up what the one before did not get to."""
    app.connect('env-get-outdated', take_up)
    app.connect('env-before-read-docs', note_read)
    app.connect('env-updated', note_updated)
    app.connect('build-finished', forget)


def take_up(
    app: Sphinx, env: BuildEnvironment, added: object, changed: object, removed: object
) -> list[str]:
    """Return the documents that the build before read and may not have written.

    Of those whose page hangs on nothing but the document, Sphinx knows it itself.
    """
    try:
        docnames = _list(app).read_text(encoding='utf-8').splitlines()
    except OSError:
        return []
    records = MatrixDomain.of(env).records
    return [
        name for name in docnames if name in env.dependencies or name in records.data['linked']
    ]


def note_read(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str]) -> None:
    """Take note of the documents that are about to be read, and then written."""
    _list(app).write_text('\n'.join(docnames), encoding='utf-8')


def note_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that are to be written again for what was read, and take note."""
    docnames = MatrixDomain.of(env).updated()
    with _list(app).open('a', encoding='utf-8') as file:
        file.writelines(f'\n{name}' for name in docnames)
    return docnames


def forget(app: Sphinx, exception: Exception | None) -> None:
    """Forget all that was noted, once it is written."""
    if exception is None:
        _list(app).unlink(missing_ok=True)


def _list(app: Sphinx) -> Path:
    # Builders may share what was read, but each writes for itself.
    return Path(app.doctreedir, f'feature-matrix-unwritten-{app.builder.name}')
