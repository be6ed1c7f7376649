"""``feature-matrix check``: find mistakes in matrices, and mend what is safe."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sphinx_feature_matrix.cli import CANNOT_RUN, FOUND, FOUND_NOTHING, selection
from sphinx_feature_matrix.cli.formats import FORMATS
from sphinx_feature_matrix.cli.inputs import (
    DEFAULT_FILE,
    STANDARD_INPUT,
    expand,
    is_file,
    open_input,
)
from sphinx_feature_matrix.cli.running import CannotRunError, counted, say
from sphinx_feature_matrix.cli.terminal import Terminal
from sphinx_feature_matrix.ini.document import Document, document
from sphinx_feature_matrix.lint import lint
from sphinx_feature_matrix.paths import exists
from sphinx_feature_matrix.problems import RULES

FIXABLE = RULES['implementation-missing'].code


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        'files',
        nargs='*',
        metavar='FILE',
        help='an INI file; a folder, for all matrices in it; REV:PATH for one in git; - for '
        f'standard input (default: {DEFAULT_FILE})',
    )
    selection.configure(parser)
    parser.add_argument(
        '--fix',
        action='store_true',
        help='add the lines of drivers that features lack, with the status unknown',
    )
    parser.add_argument(
        '--output-format',
        choices=FORMATS,
        default='text',
        help='how to write the problems (default: %(default)s)',
    )


def run(arguments: Namespace) -> int:
    """Print the problems in the files."""
    wanted = selection.selected(arguments)
    if not arguments.files and not exists(DEFAULT_FILE):
        raise CannotRunError(
            f'there is no {DEFAULT_FILE} in this folder; name a file, or "." for all matrices '
            'below this folder'
        )
    names = dict.fromkeys(expand(arguments.files or [DEFAULT_FILE]))
    for name in names:
        if arguments.fix and name != STANDARD_INPUT and not is_file(name):
            raise CannotRunError(f'{name}: a revision cannot be mended; leave out --fix')
    documents = [open_input(name) for name in names]
    if arguments.fix and FIXABLE in wanted:
        documents = [_fixed(found) for found in documents]
    if arguments.fix and STANDARD_INPUT in names:
        # All of it, mended or not: it may be on its way into a file.
        mended = next(found for found in documents if found.file == STANDARD_INPUT)
        sys.stdout.buffer.write(mended.data)
    absent = [found for found in documents if found.problems[:1] and not _is_there(found)]
    # That a file is not there is no matter of choice.
    wanted |= {found.problems[0].code for found in absent}
    problems = [problem for found in documents for problem in lint(found, wanted)]
    # With --fix, the mended text of standard input is all that may go to standard output.
    out = sys.stderr if arguments.fix and STANDARD_INPUT in names else sys.stdout
    if printed := FORMATS[arguments.output_format](problems, Terminal.of(out)):
        print(printed, file=out)
    say(_summary(len(problems), len(documents)))
    fixable = sum(problem.code == FIXABLE for problem in problems)
    if fixable and not arguments.fix:
        whole = 'It' if fixable == 1 else 'They'
        which = whole if fixable == len(problems) else f'{fixable} of them'
        say(f'{which} can be mended with --fix.')
    if absent:
        return CANNOT_RUN
    return FOUND if problems else FOUND_NOTHING


def _is_there(found: Document) -> bool:
    return found.problems[0].rule is not RULES['file']


def _summary(problems: int, files: int) -> str:
    found = counted(problems, 'problem') if problems else 'No problems'
    return f'{found} in {counted(files, "file")}.'


def _fixed(found: Document) -> Document:
    """Mend the file, and return what it holds now."""
    from sphinx_feature_matrix.edit import EditError
    from sphinx_feature_matrix.edit.files import write
    from sphinx_feature_matrix.edit.missing import add_missing

    try:
        data, count = add_missing(found)
        if count and found.file != STANDARD_INPUT:
            write(Path(found.file), data)
    except EditError as error:
        say(f'{found.file}: {error}')
        return found
    except OSError as error:
        raise CannotRunError(f'{found.file} cannot be written: {error.strerror}') from error
    if count:
        say(f'{found.file}: added {counted(count, "line")}.')
    return document(data, found.file) if count else found
