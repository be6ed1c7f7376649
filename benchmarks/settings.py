"""What is asked for: how often things are run, and which matrices are shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.matrices import made
from benchmarks.measure import Patience
from benchmarks.projects import Subject, one_page
from sphinx_feature_matrix import ini

OWN = Path(__file__).parents[1] / 'support-matrix.ini'
"""The project's own matrix, the worked example of the manual."""

_SMALL = ((12, 3), (16, 4), (20, 6), (10, 5), (18, 3))
"""The sizes of matrices such as a project with few drivers has, each on a page of its own."""


@dataclass(frozen=True)
class Settings:
    """What is asked for on the command line, and the *folder* to work in."""

    folder: Path
    corpus: Path | None = None
    quick: bool = False

    @property
    def patience(self) -> Patience:
        """How often a build is run."""
        return Patience(2, 20) if self.quick else Patience(7, 60)

    @property
    def short(self) -> Patience:
        """How often something is run that takes less than a second or so."""
        return Patience(3, 20) if self.quick else Patience(15, 60)

    @property
    def large(self) -> Subject:
        """The matrix that most is measured with."""
        return sized(200, 50) if self.quick else sized(1000, 100)

    def published(self) -> tuple[list[Subject], list[str]]:
        """Return matrices as projects have published them, and what is left out, and why."""
        subjects = [one_page('hypervisors', OWN.read_text('utf-8'))]
        left_out: list[str] = []
        for path in sorted(self.corpus.glob('*.ini')) if self.corpus else ():
            matrix, problems = ini.load(path)
            if matrix.features:
                subjects.append(one_page(path.stem, path.read_text('utf-8')))
            else:
                left_out.append(f'{path.stem} is left out: {problems[0].message}')
        return subjects, left_out


def sized(features: int, drivers: int) -> Subject:
    """Return a made matrix on a page, which is called by its size."""
    return one_page(f'{features}x{drivers}', made(features, drivers))


def small_pages() -> Subject:
    """Return a few pages with a small matrix each."""
    return Subject(
        'small pages', {f'page{number}': made(*size) for number, size in enumerate(_SMALL)}
    )
