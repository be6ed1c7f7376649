/* The cells of support matrices: their notes, their columns, and the arrow keys. */

// In a block, a classic script leaves no names behind.
{
  const REST = 150; // How long the pointer rests before a note opens or closes, in ms.
  const EDGE = 8; // How far a note stays from the edge of the window, in px.
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const note = document.createElement('div');
  const column = document.createElement('div');
  const pages = {};
  let open; // The link or the bar of which the note is shown.
  let timer;
  let tapped;

  function pageAt({ pathname, href }) {
    if (pathname === location.pathname) return document;
    const parsed = (text) => new DOMParser().parseFromString(text, 'text/html');
    pages[pathname] ??= fetch(href).then((answer) => answer.text()).then(parsed);
    return pages[pathname];
  }

  /** Return what a note says: what the details say, here or elsewhere, or the figures of a bar. */
  async function content(target) {
    if (!target.href) return [target.ariaLabel];
    const address = new URL(target.href);
    const page = await pageAt(address);
    const found = page.getElementById(address.hash.slice(1)).cloneNode(true);
    for (const element of found.querySelectorAll('[id]')) element.removeAttribute('id');
    for (const link of found.querySelectorAll('[href]')) {
      link.href = new URL(link.getAttribute('href'), address);
    }
    return found.childNodes;
  }

  async function show(target) {
    clearTimeout(timer);
    if (open === target) return;
    hide();
    open = target;
    const shown = await content(target).catch(() => []);
    if (open !== target || !shown.length) return;
    note.replaceChildren(...shown);
    target.closest('table').after(note);
    target.setAttribute('aria-describedby', note.id);
    note.hidden = false;
    place();
  }

  function hide() {
    open?.removeAttribute('aria-describedby');
    open = null;
    note.hidden = true;
  }

  /** Put the note under its cell, or over it where there is no room. */
  function place() {
    if (note.hidden) return;
    const cell = open.parentElement.getBoundingClientRect();
    const fits = cell.bottom + note.offsetHeight + EDGE < innerHeight;
    const left = Math.min(cell.left, innerWidth - note.offsetWidth - EDGE);
    note.style.left = `${Math.max(EDGE, left)}px`;
    note.style.top = `${fits ? cell.bottom : Math.max(EDGE, cell.top - note.offsetHeight)}px`;
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, REST);
  }

  /** Return what in a cell has more to say, if anything has. */
  const noted = (element) =>
    element.closest('.fm-noted, tr.feature-matrix-support > td, td.feature-matrix-support')
      ?.firstElementChild;

  /** Light up the column of a cell, if it is one. */
  function light(element) {
    const cell = element.closest('.feature-matrix :is(td, thead th)');
    column.hidden = !cell?.previousElementSibling;
    if (column.hidden) return;
    const box = cell.closest('.feature-matrix-box');
    const { left, width } = cell.getBoundingClientRect();
    box.append(column);
    column.style.left = `${left - box.getBoundingClientRect().left + box.scrollLeft}px`;
    column.style.width = `${width}px`;
    column.style.height = `${box.querySelector('table').offsetHeight}px`;
  }

  /** Go from a cell to the next one that has a link. */
  function go(cell, [down, right]) {
    const table = cell.closest('table');
    const lines = Array.from(table.rows, (line) => line.cells[cell.cellIndex]);
    const path = down ? lines : [...cell.parentElement.cells];
    const sign = right && getComputedStyle(table).direction === 'rtl' ? -1 : 1;
    const at = path.indexOf(cell);
    const ahead = (down + right) * sign > 0 ? path.slice(at + 1) : path.slice(0, at).reverse();
    const next = ahead.find((each) => each?.matches(':not([hidden], [hidden] *):has(a)'));
    next?.querySelector('a').focus();
  }

  const EVENTS = {
    pointerover({ target, pointerType }) {
      if (pointerType === 'touch') return;
      light(target);
      const found = noted(target);
      if (note.contains(target)) clearTimeout(timer);
      else later(found ? () => show(found) : hide);
    },

    pointerdown({ target, pointerType }) {
      const found = noted(target);
      tapped = pointerType === 'touch' && found !== open && found;
    },

    click(event) {
      if (tapped) event.preventDefault(); // The next tap leads to the details.
      if (tapped) show(tapped);
      else if (!note.contains(event.target)) hide();
    },

    focusin({ target }) {
      light(target);
      if (noted(target)) show(noted(target));
      else hide();
    },

    keydown(event) {
      const cell = event.target.closest('.feature-matrix :is(td, th)');
      if (event.key === 'Escape') hide();
      if (!cell || !(event.key in ARROWS)) return;
      event.preventDefault();
      go(cell, ARROWS[event.key]);
    },

    scroll: place,
  };

  note.className = note.id = 'feature-matrix-note';
  note.role = 'tooltip';
  column.className = 'feature-matrix-column';
  note.hidden = column.hidden = true;
  if (!document.getElementById(note.id)) {
    document.body.append(note);
    for (const [name, act] of Object.entries(EVENTS)) document.addEventListener(name, act, true);
  }
}
