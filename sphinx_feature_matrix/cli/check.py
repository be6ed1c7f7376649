"""``feature-matrix check``: find mistakes in matrices, and mend what is safe."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from sphinx_feature_matrix.cli import CANNOT_RUN, FOUND, FOUND_NOTHING, conf, selection
from sphinx_feature_matrix.cli.formats import FORMATS
from sphinx_feature_matrix.cli.inputs import (
    DEFAULT_FILE,
    STANDARD_INPUT,
    expand,
    open_input,
)
from sphinx_feature_matrix.cli.running import CannotRunError, counted, say
from sphinx_feature_matrix.cli.terminal import Terminal
from sphinx_feature_matrix.editions import is_revision
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
        f'standard input (default: {DEFAULT_FILE}). Each is a matrix of its own, unless with '
        '--one, or in quotation marks: "common.ini drivers/*.ini"',
    )
    conf.configure(parser)
    selection.configure(parser)
    parser.add_argument(
        '--one',
        action='store_true',
        help='the files are one matrix, which is spread over them, and not one each',
    )
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
    names = _named(arguments)
    project = conf.read_conf(arguments)
    documents = [open_input(*words, declared=project.statuses) for words in names]
    if arguments.fix and FIXABLE in wanted:
        documents = [_fixed(found, words) for found, words in zip(documents, names, strict=True)]
    if arguments.fix and (STANDARD_INPUT,) in names:
        # All of it, mended or not: it may be on its way into a file.
        mended = next(found for found in documents if found.file == STANDARD_INPUT)
        sys.stdout.buffer.write(mended.data)
    absent = [found for found in documents if found.problems[:1] and not _is_there(found)]
    # That a file is not there is no matter of choice.
    wanted |= {found.problems[0].code for found in absent}
    problems = [problem for problem in project.problems if problem.code in wanted]
    problems += [problem for found in documents for problem in lint(found, wanted)]
    # With --fix, the mended text of standard input is all that may go to standard output.
    out = sys.stderr if arguments.fix and (STANDARD_INPUT,) in names else sys.stdout
    if printed := FORMATS[arguments.output_format](problems, Terminal.of(out)):
        print(printed, file=out)
    files = sum(len(found.source.files) for found in documents)
    say(_summary(len(problems), files))
    fixable = sum(problem.code == FIXABLE for problem in problems)
    if fixable and not arguments.fix:
        whole = 'It' if fixable == 1 else 'They'
        which = whole if fixable == len(problems) else f'{fixable} of them'
        say(f'{which} can be mended with --fix.')
    if absent:
        return CANNOT_RUN
    return FOUND if problems else FOUND_NOTHING


def _named(arguments: Namespace) -> list[tuple[str, ...]]:
    """Return the matrices that are asked for, each by the words for :func:`open_input`.

    :raises CannotRunError: if there is none, or one that cannot be mended and is to be
    """
    if not arguments.files and not exists(DEFAULT_FILE):
        raise CannotRunError(
            f'there is no {DEFAULT_FILE} in this folder; name a file, or "." for all matrices '
            'below this folder'
        )
    files = arguments.files or [DEFAULT_FILE]
    named = [tuple(files)] if arguments.one else [(name,) for name in expand(files)]
    for words in named if arguments.fix else ():
        for name in words:
            if name != STANDARD_INPUT and is_revision(name):
                raise CannotRunError(f'{name}: a revision cannot be mended; leave out --fix')
        if len(words) > 1 and STANDARD_INPUT in words:
            raise CannotRunError('standard input is mended by itself; leave out the other files')
    return list(dict.fromkeys(named))


def _is_there(found: Document) -> bool:
    return found.problems[0].rule is not RULES['file']


def _summary(problems: int, files: int) -> str:
    found = counted(problems, 'problem') if problems else 'No problems'
    return f'{found} in {counted(files, "file")}.'


def _fixed(found: Document, words: Sequence[str]) -> Document:
    """Mend the file or files that *words* name, and return what they hold now."""
    from sphinx_feature_matrix.edit import EditError
    from sphinx_feature_matrix.edit.missing import add_missing, add_missing_to_each

    if any(each.location.file not in found.source.files for each in found.problems):
        # What could not be read may say what seems to be lacking.
        return found
    spread = len(found.source.files) > 1
    try:
        edits = add_missing_to_each(found) if spread else [(found, *add_missing(found))]
    except EditError as error:
        say(f'{found.file}: {error}')
        return found
    for part, data, count in edits:
        if count:
            _write(part, data)
            say(f'{part.file}: added {counted(count, "line")}.')
    if spread:
        return open_input(*words, declared=found.declared) if edits else found
    ((_, data, count),) = edits
    return document(data, found.file, found.declared) if count else found


def _write(part: Document, data: bytes) -> None:
    from sphinx_feature_matrix.edit.files import write

    if part.file == STANDARD_INPUT:
        return
    try:
        write(Path(part.file), data, before=part.data)
    except OSError as error:
        raise CannotRunError(f'{part.file} cannot be written: {error.strerror}') from error
