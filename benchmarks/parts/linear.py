"""What large and odd files cost at one, two and four times their size; it is to grow with it.

Each case makes a file of a size. What the empty process takes is taken away. A growth of 1 is that
of the file, and 2 is that of its square.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.goals import Results
from benchmarks.measure import Figures, Patience, Sample, alternate, measure
from benchmarks.projects import OURS, lay_out, one_page
from benchmarks.report import Table, number
from benchmarks.settings import Settings

_TIMES = (1, 2, 4)
_ONCE = Patience(1, 0)
_STEEP = 1.5
"""From which growth on a case is named below its table: more than noise makes of 1."""
_TELLING = 0.2
"""How many seconds the largest file must take for its growth to tell something."""
_TELLING_MEMORY = 20_000_000
"""The same in bytes."""
_QUICK = 10
"""By how much files are smaller in a quick run."""

_DRIVER = '[driver.a]\ntitle = A\n'
_FEATURE = '[op.x]\ntitle = X\ndriver.a = complete\n'
_ONE = _DRIVER + _FEATURE


class Case(NamedTuple):
    """Something that makes a file of *size* and of its multiples: *make* takes such a size."""

    size: int
    make: Callable[[int], str]


def _features(count: int) -> str:
    return _DRIVER + _each('[op.f{0}]\ntitle = F {0}\ndriver.a = complete\n', count)


def _drivers(count: int) -> str:
    return _each('[driver.d{0}]\ntitle = D {0}\n', count)


def _wide(count: int) -> str:
    """Return a matrix of ten features."""
    cells = _each('driver.d{0} = complete\n', count)
    return _drivers(count) + _each(f'[op.f{{0}}]\ntitle = F {{0}}\n{cells}', 10)


def _each(text: str, count: int) -> str:
    return ''.join(text.format(number) for number in range(count))


def _after(before: str, text: str, after: str = '\n') -> Callable[[int], str]:
    """Return what makes a file of *text*, as often as it is asked to, between others."""
    return lambda count: f'{before}{text * count}{after}'


def _numbered(before: str, text: str, after: str = '\n') -> Callable[[int], str]:
    """Return the same, with the number of each *text* in it."""
    return lambda count: f'{before}{_each(text, count)}{after}'


_NOTES = f'{_ONE}notes = '
_CONDITION = f'{_ONE}status = condition('
_IF = 'op.x==complete'
_LACKING = '[op.x]\ntitle = X\n'

READ: Mapping[str, Case] = {
    'features': Case(50_000, _features),
    'drivers, in 10 features': Case(10_000, _wide),
    'drivers, lacking in 10': Case(
        10_000, lambda count: _drivers(count) + _each('[op.f{0}]\ntitle = F\n', 10)
    ),
    'lines of a note': Case(400_000, _after(_NOTES, '\n  some words')),
    'blank lines in a note': Case(100_000, _after(_NOTES, '\n', '\n  end\n')),
    'words of a note': Case(400_000, _after(_NOTES, 'word ')),
    'comments': Case(400_000, _after(_ONE, '# comment\n')),
    'lines of a title': Case(200_000, _after(_DRIVER + _LACKING, '  more\n')),
    'letters of a title': Case(2_000_000, _after(_DRIVER + '[op.x]\ntitle = ', 'X')),
    'letters of a key': Case(2_000_000, _after(_DRIVER + '[op.', 'x', ']\ntitle = X\n')),
    'letters of a link': Case(2_000_000, _after(_DRIVER + 'link = https:', '/a', ' b\n')),
    'brackets': Case(2_000_000, _after(_NOTES, '[')),
    'spaces in a value': Case(20_000, _after(_NOTES, ' ', 'x\n')),
    'spaces in a status': Case(20_000, _after(f'{_ONE}status = a', ' ', 'b\n')),
    'spaces in an option': Case(20_000, _after(f'{_ONE}no', ' ', 'tes = x\n')),
    'spaces in no option': Case(20_000, _after(f'{_ONE}no', ' ', 'tes\n')),
    'spaces in a condition': Case(20_000, _after(_CONDITION + _IF, ' ', ')\n')),
    'parentheses': Case(100_000, lambda n: f'{_CONDITION}{"(" * n}{_IF}{")" * n})\n'),
    'comparisons': Case(100_000, _after(_CONDITION + _IF, f' and {_IF}', ')\n')),
    'unknown features': Case(10_000, _numbered(_CONDITION + _IF, '\n or y{0}==missing', ')\n')),
    'lines that are no options': Case(20_000, _after(_ONE, 'no option\n')),
    'lines before sections': Case(20_000, _after('', 'text\n')),
    'same section': Case(100_000, _after(_ONE, '[op.x]\n')),
    'same option': Case(200_000, _after(_ONE, 'driver.a = complete\n')),
    'unknown options': Case(20_000, _numbered(_ONE, 'titel{0} = x\n')),
    'unknown options, many known': Case(
        2000, lambda n: _drivers(n) + _LACKING + _each('drivr.d{0} = missing\n', n)
    ),
    'unknown drivers, many known': Case(
        2000, lambda n: _drivers(n) + _LACKING + _each('driver.e{0} = missing\n', n)
    ),
    'unknown statuses': Case(20_000, _numbered(_DRIVER, '[f{0}]\ntitle=F\ndriver.a=x{0}\n')),
    'declared statuses': Case(20_000, _numbered(_ONE, '[status.s{0}]\ntitle = S\n')),
    'categories': Case(2000, _numbered(_ONE, '[op{0}.x]\ntitle=X\n[category.ap{0}]\ntitle=A\n')),
    'defaults and features': Case(
        500, lambda n: '[DEFAULT]\n' + _each('x{0} = y\n', n) + _features(n)
    ),
    'a long name and options': Case(
        2000, lambda n: f'{_ONE}[category.{"x" * 10 * n}]\n' + _each('y{0} = x\n', n)
    ),
}
"""What is read, by what there is more and more of."""

FIX: Mapping[str, Case] = {
    'features': Case(20_000, lambda count: '[driver.b]\ntitle = B\n' + _features(count)),
    'drivers, lacking': Case(1000, lambda count: _drivers(count) + _LACKING),
    'every other driver, lacking': Case(
        1000, lambda n: _drivers(2 * n) + _LACKING + ''.join(_some(n))
    ),
    'comments, drivers lacking': Case(
        1000, lambda n: f'{_drivers(n)}{_LACKING}driver.d0=missing\n' + '# c\n' * n
    ),
    'lines of a note, drivers lacking': Case(
        1000, lambda n: f'{_drivers(n)}{_LACKING}driver-notes.d0=n\n' + '  n\n' * n
    ),
}
"""What drivers are added to, as by ``check --fix``."""


def _some(count: int) -> Iterator[str]:
    return (f'driver.d{2 * number} = missing\n' for number in range(count))


ADD: Mapping[str, Case] = {
    'features': Case(20_000, _features),
    'drivers, in 10 features': Case(1000, _wide),
    'comments': Case(100_000, _after(_ONE, '# comment\n')),
}
"""What a driver and a feature are added to."""

CONVERT: Mapping[str, Case] = {
    'drivers': Case(
        10_000,
        lambda n: (
            _each('driver-impl-d{0} = D\n', n).join(['[targets]\n', _LACKING])
            + _each('driver-impl-d{0} = missing\n', n)
        ),
    ),
    'features': Case(
        20_000,
        _numbered('[targets]\ndriver-impl-a=A\n', '[f{0}]\ntitle=F\ndriver-impl-a=missing\n'),
    ),
    'releases': Case(
        20_000, _numbered('[target.a]\ntitle=A\n', '[f{0}]\ntitle=F\na=complete:r{0}\n')
    ),
    'spaces in an option': Case(
        20_000, lambda n: f'[targets]\ndriver-impl-a{" " * n}b=B\n{_LACKING}'
    ),
}
"""What is converted."""

HTML: Mapping[str, Case] = {
    'features': Case(1000, _features),
    'drivers, in 10 features': Case(2500, _wide),
    'words of a note': Case(50_000, _after(_NOTES, 'word ')),
    'words of a note with markup': Case(50_000, _after(_NOTES, '*word* ')),
    'lines of a note': Case(20_000, _after(_NOTES, '\n  some words')),
}
"""What is built as HTML."""

_DOCUMENT = """\
import sys
from pathlib import Path
from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.add import add_driver, add_feature
from sphinx_feature_matrix.edit.convert import convert
from sphinx_feature_matrix.edit.missing import add_missing
from sphinx_feature_matrix.ini.document import document
found = document(Path(sys.argv[1]).read_bytes(), 'm.ini')
try:
    {edit}
except EditError:
    pass
"""
_EDITS = {
    'read': (READ, ('found',)),
    'fix': (FIX, ('add_missing(found)',)),
    'add': (ADD, ("add_driver(found, 'new', 'New')", "add_feature(found, 'op.new', 'New')")),
    'convert': (CONVERT, ('convert(found)',)),
}


def run(settings: Settings, results: Results) -> Iterator[Table]:
    """Measure each case with everything that is done to it."""
    empty = settings.folder / 'empty.ini'
    empty.write_text('', encoding='utf-8')
    for name, (cases, edits) in _EDITS.items():
        for edit in edits:
            title = f'{name}: {edit}' if len(edits) > 1 else name
            script = _DOCUMENT.format(edit=edit)
            process = partial(_process, settings.folder, script)
            yield _table(settings, title, cases, process, measure(*_command(script, empty)))
    built = partial(_build, settings.folder)
    yield _table(settings, 'html', HTML, built, built(_ONE))


def _process(folder: Path, script: str, text: str) -> Figures:
    file = folder / 'linear.ini'
    file.write_text(text, encoding='utf-8')
    return measure(*_command(script, file))


def _command(script: str, file: Path) -> tuple[str, ...]:
    return sys.executable, '-c', script, str(file)


def _build(folder: Path, text: str) -> Figures:
    return lay_out(folder / 'linear', one_page('linear', text), OURS).fresh()


def _table(
    settings: Settings,
    title: str,
    cases: Mapping[str, Case],
    process: Callable[[str], Figures],
    empty: Figures,
) -> Table:
    """Return a table of how *cases* grow, without what *empty* took."""
    rows: list[tuple[str, ...]] = []
    steep: list[str] = []
    for name, (size, make) in cases.items():
        first = size // _QUICK if settings.quick else size
        texts = {str(first * times): make(first * times) for times in _TIMES}
        runs = {key: partial(process, text) for key, text in texts.items()}
        samples = alternate(f'linear, {title}, {name}', runs, _ONCE)
        row, is_steep = _row(samples, [len(text) for text in texts.values()], empty)
        rows.append((name, *row))
        steep += [name] * is_steep
    heads = ('', 'MB', 'CPU s', 'CPU s x2', 'CPU s x4', 'growth', 'peak MB', 'growth')
    notes = (f'More than linear: {", ".join(steep)}.',) if steep else ()
    return Table(f'Growth, {title}', heads, tuple(rows), notes)


def _row(
    samples: Mapping[str, Sample], sizes: Sequence[int], empty: Figures
) -> tuple[tuple[str, ...], bool]:
    """Return the figures of one case, and whether it grows more than the file does."""
    figures = [sample.median for sample in samples.values()]
    size = f'{sizes[-1] / 1e6:.2f}'
    done = [each for each in figures if each is not None]
    if len(done) < len(_TIMES):
        return (size, 'fails', *[''] * 5), True
    times = [max(each.cpu - empty.cpu, 0) for each in done]
    memory = [max(each.memory - empty.memory, 0) for each in done]
    growths = (
        _growth(times, sizes) if times[-1] >= _TELLING else None,
        _growth(memory, sizes) if memory[-1] >= _TELLING_MEMORY else None,
    )
    shown = ['-' if growth is None else number(growth) for growth in growths]
    cells = (size, *map(number, times), shown[0], f'{done[-1].memory / 1e6:.0f}', shown[1])
    return cells, any(growth is not None and growth > _STEEP for growth in growths)


def _growth(figures: Sequence[float], sizes: Sequence[int]) -> float:
    """Return the power of the size that the last two of *figures* grow with."""
    ratio = figures[-1] / max(figures[-2], sys.float_info.epsilon)
    return max(math.log(max(ratio, 1)) / math.log(sizes[-1] / sizes[-2]), 0)
