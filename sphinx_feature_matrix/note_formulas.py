r"""Which formulas a note may hold: TeX reads and writes files when it is told to.

Nobody can list all that does so: two circumflexes stand for any character, such as the backslash
of ``\input``, and a sign for a comment would hide the end of the formula. So what is listed here
is what does not.
"""

from __future__ import annotations

import re

_COMMANDS = frozenset(
    re.findall(
        r'\w+',
        """
        alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu
        xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta
        Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega aleph ell hbar imath jmath Im Re nabla
        partial infty emptyset varnothing angle degree top bot prime
        approx asymp cong equiv ge geq gg in le leq ll mid ne neq neg ni notin not parallel perp
        prec preceq propto sim simeq subset subseteq succ succeq supset supseteq
        amalg ast bigcap bigcup bigoplus bigotimes bullet cap cdot circ cup div exists forall land
        lor mp ominus oplus oslash otimes pm setminus sqcap sqcup star therefore because times to
        vee wedge
        downarrow gets iff implies leftarrow Leftarrow leftrightarrow Leftrightarrow longrightarrow
        Longrightarrow mapsto rightarrow Rightarrow uparrow
        cdots ddots dots ldots vdots quad qquad
        arccos arcsin arctan arg cos cosh cot deg det dim exp gcd inf int iint iiint oint ker lg
        lim liminf limsup ln log max min mod bmod pmod Pr prod coprod sec sin sinh sum sup tan tanh
        bar binom breve check ddot dfrac dot frac hat limits nolimits overbrace overline overset
        root sqrt tfrac tilde underbrace underline underset vec widehat widetilde
        displaystyle textstyle mathbb mathbf mathcal mathfrak mathit mathrm mathsf mathtt
        operatorname text textbf textit textrm
        big Big bigg Bigg bigl bigr Bigl Bigr langle rangle lbrace rbrace lceil rceil lfloor rfloor
        lvert rvert lVert rVert left middle right
        """,
    )
)

_ENVIRONMENTS = frozenset(
    [
        *('aligned', 'cases', 'gathered', 'split'),
        *('matrix', 'bmatrix', 'Bmatrix', 'pmatrix', 'smallmatrix', 'vmatrix', 'Vmatrix'),
    ]
)

_PIECE = re.compile(
    r"""
      \\ (?P<edge> begin|end ) \{ (?P<environment> [a-zA-Z]+ ) \}
    | \\ (?P<command> [a-zA-Z]+ ) (?![@])
    | \\ [ ,:;!|{}%&_\\]                          # spaces, and signs that mean themselves
    | (?P<brace> [{}] )
    | \^(?!\^)
    | [\w\s.,:;!?'"()\[\]|/<>=+*~&-]              # what is itself
    """,
    re.VERBOSE,
)


def is_formula(text: str) -> bool:
    """Tell whether *text* is a formula, whole by itself, and nothing more to TeX."""
    opened: list[str] = []
    place = 0
    while place < len(text):
        piece = _PIECE.match(text, place)
        if not piece:
            return False
        place = piece.end()
        command = piece['command']
        if command in ('left', 'right') or piece['brace'] or piece['edge']:
            if not _pairs(piece, opened):
                return False
        elif command and command not in _COMMANDS:
            return False
    return not opened


def _pairs(piece: re.Match[str], opened: list[str]) -> bool:
    """Open what *piece* opens, or close it; return whether that can be."""
    if piece['edge']:
        opens, what = piece['edge'] == 'begin', piece['environment']
        if what not in _ENVIRONMENTS:
            return False
    elif piece['brace']:
        opens, what = piece['brace'] == '{', '{'
    else:
        opens, what = piece['command'] == 'left', '('
    if opens:
        opened.append(what)
        return True
    return bool(opened) and opened.pop() == what
