"""Summaries in LaTeX: they fit the page, and their cells lead to the details."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence

import pytest
from conftest import Build

from sphinx_feature_matrix.writers.fitting import Column
from sphinx_feature_matrix.writers.latex import symbol
from sphinx_feature_matrix.writers.latex_layout import laid_out, width_of_line

SUMMARY = '.. support_matrix:: support-matrix.ini\n   :orientation: features\n'


def matrix(drivers: int, features: int = 2, title: str = 'Vendor Model', extra: str = '') -> str:
    """Return a matrix in which all is complete."""
    found = [f'[driver.d{number}]\ntitle = {title} {number}\n' for number in range(drivers)]
    cells = ''.join(f'driver.d{number} = complete\n' for number in range(drivers))
    found += [f'[operation.f{n}]\ntitle = Feature {n}\n{cells}' for n in range(features)]
    return '\n'.join([*found, extra])


def tex(build: Build, ini: str, index: str = SUMMARY, **files: str) -> str:
    """Return the LaTeX of a project, without the index, whose entries are titles too."""
    pages = {f'{name}.rst': text for name, text in files.items()}
    first = f'Page\n====\n\n{index}'
    built = build(
        {'index.rst': first, 'support-matrix.ini': ini, **pages},
        'latex',
        feature_matrix_index=False,
    )
    assert built.warnings == []
    return built.text('sample.tex')


def tables(text: str) -> list[str]:
    """Return the tables in *text*, with their specifications."""
    # Older versions of Sphinx make short ones with tabulary.
    kind = r'\{(?:longtable|tabulary?)\}'
    return re.findall(rf'\\begin{kind}.*?\\end{kind}', text, re.DOTALL)


def test_symbols_are_printed_by_their_position_in_a_font_that_every_tex_has(build: Build) -> None:
    built = build('full', 'latex')
    text = built.text('full.tex')
    assert r'\usepackage{pifont}' in text
    assert r'{\ding{52}}' in text
    assert r'{\ding{119}}' in text
    assert not set('\N{HEAVY CHECK MARK}\N{CIRCLE WITH LEFT HALF BLACK}') & set(text)


def test_the_heads_of_many_columns_are_turned_and_those_of_few_are_not(build: Build) -> None:
    few = tex(build, matrix(3))
    many = tex(build, matrix(16))
    assert few.count(r'\rotatebox{90}') == 0
    assert many.count(r'\rotatebox{90}') == 16
    assert len(tables(few)) == len(tables(many)) == 1


def test_tables_are_split_with_the_features_in_each(build: Build) -> None:
    found = tables(tex(build, matrix(70)))
    assert len(found) == 3
    for table in found:
        assert table.count('Feature}') + table.count(r'Feature&') == 1
        assert table.count('{Feature 0}') == table.count('{Feature 1}') == 1
    assert ['Status' in table for table in found] == [True, False, False]
    columns = [table.count(r'\rotatebox{90}') for table in found]
    assert sum(columns) == 70
    assert max(columns) - min(columns) <= 4


def test_cells_lead_to_implementations_and_heads_to_features_and_drivers(build: Build) -> None:
    link = 'https://example.org/~a/b-c_d%20e?f&g#h'
    ini = matrix(2).replace('Model 0', f'Model 0\nlink = {link}')
    text = tex(build, ini)
    (table,) = tables(text)
    linked = r'\\hyperlink\{(\\detokenize\{\S*?\})\}\{(.*?)\}(?=&|\\tabularnewline)'
    places = re.findall(r'\\hypertarget\{(.*?\})\}', text)
    assert places == [
        rf'\detokenize{{index:operation_f{feature}_driver_d{driver}}}'
        for feature in range(2)
        for driver in range(2)
    ]
    assert re.findall(linked, table) == [(place, r'\ding{52}') for place in places]
    assert re.findall(r'\\hyperref\[\\detokenize\{(.*?)\}\]\{(.*?)\}', table) == [
        ('index:operation_f0', 'Feature 0'),
        ('index:operation_f1', 'Feature 1'),
    ]
    assert r'\label{\detokenize{index:operation_f0}}' in text
    assert r'\sphinxhref{https://example.org/~a/b-c\_d\%20e?f\&g\#h}{' in table


def test_cells_of_a_turned_summary_lead_to_the_same(build: Build) -> None:
    index = '.. support_matrix:: support-matrix.ini\n   :orientation: drivers\n'
    (table,) = tables(tex(build, matrix(2, 1), index))
    assert re.findall(r'\\hyperlink\{\\detokenize\{(.*?)\}\}', table) == [
        'index:operation_f0_driver_d0',
        'index:operation_f0_driver_d1',
    ]


def test_links_lead_to_details_in_another_document(build: Build) -> None:
    index = '.. toctree::\n\n   the_other\n\n' + SUMMARY + '   :parts: summary\n'
    details = 'Other\n=====\n\n.. support_matrix:: support-matrix.ini\n   :parts: details\n'
    text = tex(build, matrix(1, 1), index, the_other=details)
    assert r'\hyperlink{\detokenize{the_other:operation_f0_driver_d0}}{\ding{52}}' in text
    assert r'\hypertarget{\detokenize{the_other:operation_f0_driver_d0}}{}' in text
    assert r'\hyperref[\detokenize{the_other:operation_f0}]{Feature 0}' in text
    assert r'\label{\detokenize{the_other:operation_f0}}' in text


def test_what_has_no_details_has_no_link(build: Build) -> None:
    text = tex(build, matrix(1, 1), SUMMARY + '   :parts: summary\n')
    (table,) = tables(text)
    assert r'\hyper' not in table
    # The summary itself has the anchor of the feature then.
    assert r'\label{\detokenize{index:operation_f0}}Feature 0' in table


def test_references_to_drivers_lead_to_the_table_that_has_them(build: Build) -> None:
    text = tex(build, matrix(70))
    for number, table in enumerate(re.split(r'\\end\{tabulary?\}', text)[:3]):
        labels = set(re.findall(r'\\label\{\\detokenize\{index:driver_d(\d+)\}\}', table))
        titles = set(re.findall(r'Vendor Model (\d+)', tables(text)[number]))
        assert labels == titles
        assert labels


def test_the_legend_stands_above_the_first_table_only(build: Build) -> None:
    text = tex(build, matrix(70), SUMMARY + '   :caption: A caption\n')
    legend, caption, first = map(text.index, ('Legend: ', 'A caption', r'\begin{tabular'))
    assert legend < caption < first
    assert text.count('Legend: ') == text.count('A caption') == 1


def test_a_category_spans_its_table_and_stays_with_its_first_feature(build: Build) -> None:
    third = '[storage.x]\ntitle = Third\ndriver.d0 = missing\ndriver.d1 = missing\n'
    ini = matrix(2, extra=f'{third}[category.storage]\ntitle = On & on\n')
    (table,) = tables(tex(build, ini, SUMMARY + '   :group-by-category:\n'))
    rows = re.findall(r'\\multicolumn\{(\d)\}\{.*?\}\{\\sphinxstylestrong\{(.*?)\}\}(.*)', table)
    assert rows == [
        ('4', 'Operation', r'\tabularnewline*'),
        ('4', r'On \& on', r'\tabularnewline*'),
    ]


def test_only_a_long_table_goes_on_over_pages_and_none_in_a_box(build: Build) -> None:
    short, long = matrix(2, 20), matrix(2, 40)
    assert r'\begin{longtable}' not in tex(build, short)
    assert r'\begin{longtable}' in tex(build, long)
    boxed = SUMMARY.replace('\n', '\n   ')
    text = tex(build, long, f'.. note::\n\n   {boxed}   :parts: summary\n')
    assert r'\begin{longtable}' not in text
    found = tables(text)
    assert [table.count(r'\ding{52}') for table in found] == [58, 22]
    assert text.count(r'\vbox\bgroup') == 2


def test_further_long_tables_are_not_counted(build: Build) -> None:
    text = tex(build, matrix(70, 40))
    assert len(tables(text)) == text.count(r'\addtocounter{table}{-1}') + 1 == 3


@pytest.mark.parametrize('start', ['', '.. _also-it:\n\n'])
def test_each_name_of_a_summary_is_a_label_once(build: Build, start: str) -> None:
    text = tex(build, matrix(1), f'{start}{SUMMARY}   :name: it\n   :parts: summary\n')
    for name in ('it', 'also-it') if start else ('it',):
        assert text.count(rf'\label{{\detokenize{{index:{name}}}}}') == 1
    assert text.index(r'\label{\detokenize{index:it}}') > text.index('Legend: ')


def test_texts_are_escaped_and_long_words_broken(build: Build) -> None:
    long = 'x' * 41
    ini = matrix(8, title=f'50 % <&> {long}').replace('Feature 0', '{#} ' + long)
    text = tex(build, ini)
    table = tables(text)[0]
    assert r'50 \% \textless{}\&\textgreater{}' in table
    assert rf'\hbox{{\strut {"x" * 40}}}\hbox{{\strut x 0}}' in table
    assert rf'\{{\#\}} {"x" * 30}\allowbreak{{}}{"x" * 11}' in table


def test_a_status_without_a_symbol_is_named_once_in_the_legend(build: Build) -> None:
    extra = '[status.planned]\ntitle = Planned\nsymbol = \N{HOURGLASS}\ncounts-as = missing\n'
    text = tex(build, matrix(2, 1, extra=extra).replace('d0 = complete', 'd0 = planned'))
    assert 'Planned.' in text
    assert 'Planned Planned' not in text
    (table,) = tables(text)
    assert r'{Planned}&\hyperlink' in table


def test_an_invalid_cell_is_marked_and_leads_to_what_the_file_says(build: Build) -> None:
    ini = matrix(1, 1).replace('= complete', '= completed')
    built = build({'index.rst': f'Page\n====\n\n{SUMMARY}', 'support-matrix.ini': ini}, 'latex')
    text = built.text('sample.tex')
    assert r'\hyperlink{\detokenize{index:operation_f0_driver_d0}}{!}' in text
    assert '! not a status' in text


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('\N{HEAVY CHECK MARK}', r'\ding{52}'),
        ('\N{WHITE CIRCLE}', r'\ding{109}'),
        ('\N{CIRCLE WITH LEFT HALF BLACK}', r'\ding{119}'),
        ('%', r'\%'),
        ('\N{HOURGLASS}', ''),
    ],
)
def test_symbols(text: str, expected: str) -> None:
    assert symbol(text) == expected


def columns(count: int, title: str, *cells: str) -> list[Column]:
    return [Column(title, cells) for _ in range(count)]


@pytest.mark.parametrize(
    'shown',
    [
        columns(3, 'KVM', ''),
        columns(80, 'KVM', ''),
        columns(80, 'A vendor with a name that is long, and its product', ''),
        columns(5, 'x' * 100, ''),
        columns(20, 'KVM', 'planned by us'),
    ],
)
def test_every_table_fits_the_line_and_shows_each_column_once(shown: Sequence[Column]) -> None:
    heads = [Column('Feature', ['Attach a volume', 'y' * 100]), Column('Status', ['mandatory'])]
    layout = laid_out(heads, shown, 450)
    for number in range(len(layout.tables)):
        assert sum(layout.widths(number)) <= 450
    assert [each for table in layout.tables for each in table] == list(range(len(shown)))


def test_less_stands_in_a_line_of_larger_text_and_on_smaller_paper() -> None:
    heads, shown = [Column('Feature', ['Attach'])], columns(50, 'Vendor', '')
    counts = [
        len(laid_out(heads, shown, width_of_line(elements)).tables)
        for elements in (
            {},
            {'pointsize': 'unknown', 'papersize': 'unknown'},
            {'pointsize': '12pt'},
            {'papersize': 'a5paper'},
            {'papersize': 'a5paper', 'pointsize': '12pt'},
        )
    ]
    assert counts == [2, 2, 3, 4, 4]


def test_words_in_cells_make_their_column_wider() -> None:
    heads = [Column('Feature', ['Attach'])]
    symbols, words = columns(2, 'A', ''), columns(2, 'A', 'planned')
    narrow, wide = laid_out(heads, symbols, 450).columns, laid_out(heads, words, 450).columns
    assert [b > a for a, b in zip(narrow, wide, strict=True)] == [True, True]


def test_a_turned_head_of_two_lines_makes_its_column_wider() -> None:
    heads = [Column('Feature', ['Attach'])]
    shown = [*columns(29, 'Vendor', ''), Column('Vendor ' * 10, [''])]
    layout = laid_out(heads, shown, 450)
    assert layout.turned
    assert layout.columns[-1] > layout.columns[0]


@pytest.mark.skipif(not shutil.which('pdflatex'), reason='not installed: pdflatex')
def test_every_link_of_a_pdf_has_its_place_and_nothing_is_wider_than_the_page(
    build: Build,
) -> None:
    ini = matrix(40, 2, 'A Vendor & Product (iSCSI, FC)')
    built = build(
        {'index.rst': f'Page\n====\n\n{SUMMARY}', 'support-matrix.ini': ini},
        'latex',
        feature_matrix_index=False,
        # So that what is in the file can be searched.
        latex_elements={'preamble': r'\pdfcompresslevel=0 \pdfobjcompresslevel=0'},
    )
    command = ['pdflatex', '-interaction=nonstopmode', '-halt-on-error', 'sample.tex']
    for _run in range(2):
        subprocess.run(command, cwd=built.outdir, check=True, capture_output=True, timeout=600)
    log = (built.outdir / 'sample.log').read_text(encoding='utf-8', errors='replace')
    assert re.findall(r'Overfull|undefined|has been referenced|same identifier', log) == []
    pdf = (built.outdir / 'sample.pdf').read_bytes().decode('latin-1')
    linked = re.findall(r'/S /GoTo /D \((index:\S+?)\)', pdf)
    assert sorted(linked) == sorted(
        f'index:operation_f{feature}_driver_d{driver}'
        for feature in range(2)
        for driver in range(40)
    )
    assert len(re.findall(r'\((?:index:operation_f\d_driver_d\d+)\) \d+ 0 R', pdf)) == 80
