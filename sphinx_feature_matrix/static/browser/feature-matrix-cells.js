/* The cells of a matrix: notes and columns */

'use strict';
{ // In a block, even a classic script leaves no names behind.

const REST = 150; // How long a pointer rests before a note opens or closes, in ms.
const EDGE = 8; // From a note to the edge of the window, in px.

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

function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, REST);
}

/** Return what in a cell has more to say, if anything has. */
const noted = (element) =>
  element.closest('.feature-matrix-noted, tr.feature-matrix-support > td, td.feature-matrix-support')
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

note.className = 'feature-matrix-note';
note.id = 'feature-matrix:note';
note.role = 'tooltip';
column.className = 'feature-matrix-column';
note.hidden = column.hidden = true;
if (!document.getElementById(note.id)) {
  document.body.append(note);
  for (const [name, act] of Object.entries(EVENTS)) document.addEventListener(name, act, true);
}

}
