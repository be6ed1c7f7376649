/* The cells of a matrix: notes and columns */

'use strict';
{ // No names are left behind.

const REST = 150; // ms that a pointer rests before a note opens or closes
const EDGE = 8; // px from a note to the edge of the window

const make = (element, kind, more) =>
  Object.assign(document.createElement(element), { className: `feature-matrix-${kind}`, ...more });

const note = make('div', 'note', { id: 'feature-matrix:note', role: 'tooltip', hidden: true });
const column = make('div', 'column', { hidden: true });
const link = make('a', 'link', { tabIndex: -1, ariaHidden: true });
const pages = { [location.pathname]: document };
let open; // The link or the bar of which the note is shown.
let timer;
let tapped;

function pageAt({ pathname, href }) {
  const parsed = (text) => new DOMParser().parseFromString(text, 'text/html');
  return (pages[pathname] ??= fetch(href).then((answer) => answer.text()).then(parsed));
}

/** Return what a note says: what the details say, or the figures of a bar. */
async function content(target) {
  if (!target.href) return [target.ariaLabel];
  const address = new URL(target.href);
  const page = await pageAt(address);
  const found = page.getElementById(address.hash.slice(1)).cloneNode(true);
  for (const element of found.querySelectorAll('[id]')) element.removeAttribute('id');
  for (const name of page === document ? [] : ['href', 'src']) {
    for (const element of found.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, new URL(element.getAttribute(name), address));
    }
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

/** Return what in a cell has more to say. */
const noted = (element) =>
  element.closest('td.feature-matrix-noted, .feature-matrix-support > td, td.feature-matrix-support')
    ?.firstElementChild;

function light(element) {
  const cell = element.closest('.feature-matrix :is(td, thead th)');
  column.hidden = !cell?.previousElementSibling;
  if (column.hidden) return;
  const box = cell.closest('.feature-matrix-box');
  const { left, width } = cell.getBoundingClientRect();
  box.append(column);
  Object.assign(column.style, {
    left: `${left - box.getBoundingClientRect().left + box.scrollLeft}px`,
    width: `${width}px`,
    height: `${box.querySelector('table').offsetHeight}px`,
  });
}

/** Have a cell without a link lead to its details, by a link that all share. */
function lead(element) {
  const cell = element.closest('td[class^=fm-]:not(:has(*))');
  if (!cell) return;
  const row = cell.parentElement;
  const head = cell.closest('table').rows[0].cells[cell.cellIndex];
  const [feature, { part }] = row.dataset.driver ? [head, row.dataset] : [row, head.dataset];
  const address = feature.querySelector('th a')?.getAttribute('href');
  if (!address || !part) return;
  link.href = `${address}_${part}`;
  cell.append(link);
}

const EVENTS = {
  pointerover({ target, pointerType }) {
    lead(target);
    if (pointerType === 'touch') return;
    light(target);
    clearTimeout(timer);
    if (note.contains(target)) return;
    const found = noted(target);
    timer = setTimeout(found ? () => show(found) : hide, REST);
  },

  pointerdown({ target, pointerType }) {
    const found = noted(target);
    tapped = pointerType === 'touch' && found !== open && found;
  },

  click(event) {
    const first = tapped;
    tapped = null;
    if (first) event.preventDefault(); // The next tap leads to the details.
    if (first) show(first);
    else if (!note.contains(event.target)) hide();
  },

  focusin({ target }) {
    light(target);
    if (noted(target)) show(noted(target));
    else if (!note.matches(':hover')) hide();
  },

  keydown({ key }) {
    tapped = null;
    if (key === 'Escape') hide();
  },

  scroll: place,
};

if (!document.getElementById(note.id)) {
  document.body.append(note);
  for (const [name, act] of Object.entries(EVENTS)) document.addEventListener(name, act, true);
}

}
