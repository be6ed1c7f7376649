/* Find in a matrix, compare, sort, share and copy */

'use strict';
{ // No names are left behind.

const MANY = 5; // as in writers/html_table.py
const LEAD = 2; // In front of its cells, a row has its head, and one more.
const WORTH = { complete: 1, partial: 0.999999 }; // What works counts, then what has no caveats.

const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const all = (element, query) => [...element.querySelectorAll(query)];

/** The key of a cell's status, from its first class: "fm-" and the key. */
const statusOf = (cell) => cell.className.split(' ', 1)[0].slice(3);

/** Return the feature or the driver of a row, or of a column's head. */
function item(element, index) {
  const head = element.firstElementChild;
  const title = head.firstChild.textContent.trim();
  const key = element.dataset.feature ?? element.dataset.driver;
  const status = element.cells?.[1].textContent ?? '';
  const words = `${head.textContent} ${status} ${key}`.toLowerCase();
  return { element, index, key, title, words };
}

const FORMATS = {
  csv(rows) {
    const safe = (text) => (/^[=+\-@\t']/.test(text) ? `'${text}` : text); // It may be a formula.
    const quoted = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    return rows.map((row) => `${row.map(safe).map(quoted).join(',')}\n`).join('');
  },

  markdown(rows) {
    const escaped = (text) => text.replace(/[\\`*_~[\]<>|&]/g, '\\$&');
    const [head, ...lines] = rows.map((row) => `| ${row.map(escaped).join(' | ')} |\n`);
    return `${head}|${' --- |'.repeat(rows[0].length)}\n${lines.join('')}`;
  },
};

let { search } = location;
let last; // The control used last.

/** Have the controls in a template work. They are the state of their summary. */
function start(template) {
  const summary = template.parentElement;
  const form = template.content.firstElementChild;
  const output = form.querySelector('output');
  const table = summary.querySelector('table');
  const rows = all(table, 'tr[data-feature], tr[data-driver]').map(item);
  const columns = all(table, 'th[data-feature], th[data-driver]').map(item);
  const turned = 'driver' in rows[0].element.dataset;
  const [allFeatures, allDrivers] = turned ? [columns, rows] : [rows, columns];
  const statuses = new Map(all(form, '[name=status]').map((box) => [box.value, box.dataset]));
  let cells; // Their statuses, once needed: there may be many.
  let shown;
  let said;
  let sorted = '';
  let order = rows;
  let later;

  function status(feature, driver) {
    cells ??= rows.map((row) => [...row.element.cells].slice(LEAD).map(statusOf));
    const [row, column] = turned ? [driver, feature] : [feature, driver];
    return cells[row.index][column.index];
  }

  const countsAs = (feature, driver) => statuses.get(status(feature, driver)).countsAs;

  const nameOf = (field) => `${summary.dataset.matrix}.${field}`;

  function read() {
    const query = new URL(location).searchParams;
    for (const field of form.elements) {
      const values = query.getAll(nameOf(field.name));
      if (field.type === 'checkbox') field.checked = values.includes(field.value);
      else field.value = values[0] ?? '';
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    show();
  }

  function show() {
    const data = new FormData(form);
    const chosen = allDrivers.filter(({ key }) => data.getAll('driver').includes(key));
    const drivers = chosen.length ? chosen : allDrivers;
    const features = found(data, drivers);
    shown = new Set([...features, ...drivers]);
    showRows();
    showColumns();
    sort(data.get('sort'), turned ? features : drivers);
    say(features, drivers, chosen);
  }

  function found(data, drivers) {
    const words = data.get('filter').toLowerCase().split(/\s+/);
    const wanted = data.getAll('status');
    const differ = data.has('differ') && drivers.length > 1;
    return allFeatures.filter((feature) => {
      if (!words.every((word) => feature.words.includes(word))) return false;
      if (!wanted.length && !differ) return true;
      const has = new Set(drivers.map((driver) => status(feature, driver)));
      if (differ && has.size === 1) return false;
      // A status stands for all that count as it, too.
      for (const each of [...has]) has.add(statuses.get(each).countsAs);
      return !wanted.length || wanted.some((each) => has.has(each));
    });
  }

  /** Show the first rows of a large table at once, others soon. */
  function showRows(soon = table.matches('.fm-large') ? 10 : Infinity) {
    clearTimeout(later);
    for (const row of rows) if (!shown.has(row)) row.element.hidden = true;
    const more = rows.filter((row) => row.element.hidden && shown.has(row));
    for (const row of more.slice(0, soon)) row.element.hidden = false;
    if (more.length > soon) later = setTimeout(() => showRows(2 * soon), 30);
    for (const body of table.tBodies) {
      body.hidden = !body.querySelector('tr:not([hidden], .feature-matrix-category)');
    }
  }

  function showColumns() {
    const changed = columns.filter((each) => each.element.hidden === shown.has(each));
    if (!changed.length) return;
    for (const row of all(table, 'tr:not(.feature-matrix-category)')) {
      for (const each of changed) row.cells[LEAD + each.index].hidden = !shown.has(each);
    }
    const count = (items) => items.filter((each) => shown.has(each)).length;
    table.classList.toggle('fm-many', count(columns) > MANY);
    const rest = [...columns];
    for (const group of all(table, '[scope=colgroup]')) {
      group.dataset.span ??= group.colSpan;
      const number = count(rest.splice(0, group.dataset.span));
      group.hidden = !number;
      group.colSpan = number || 1;
    }
  }

  /** Order the rows, those of a category among themselves. */
  function sort(by, others) {
    const now = by === 'support' ? `:${others.map(({ key }) => key)}` : by;
    if (now === sorted) return;
    sorted = now;
    order = [...rows];
    if (by === 'title') {
      order.sort((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }));
    } else if (by === 'support') {
      const worth = (a, b) => WORTH[turned ? countsAs(b, a) : countsAs(a, b)] ?? 0;
      const support = rows.map((row) => others.reduce((sum, each) => sum + worth(row, each), 0));
      order.sort((a, b) => support[b.index] - support[a.index]);
    }
    for (const { element } of order) element.parentElement.append(element);
  }

  /** Say how much is shown, and how two drivers differ. */
  function say(features, drivers, chosen) {
    const counted = fill(output.dataset.count, {
      features: features.length,
      all_features: allFeatures.length,
      drivers: drivers.length,
      all_drivers: allDrivers.length,
    });
    const differing = chosen.length === 2 ? compared(features, ...chosen) : [];
    said = output.value = [counted, ...differing].join(' ');
  }

  function compared(features, one, other) {
    const { alone, otherwise } = output.dataset;
    const differ = features.filter((each) => status(each, one) !== status(each, other));
    let number = differ.length;
    const sentence = (a, b) => {
      const lacks = (each) => countsAs(each, b) === 'missing' && countsAs(each, a) in WORTH;
      const only = differ.filter(lacks).length;
      number -= only;
      return fill(alone, { driver: a.title, number: only, other: b.title });
    };
    return [sentence(one, other), sentence(other, one), fill(otherwise, { number })];
  }

  function texts() {
    const kept = (cell) => !cell.hidden && !cell.matches('.feature-matrix-support');
    const text = (cell) =>
      cell.querySelector('small')?.title ||
      statuses.get(statusOf(cell))?.title ||
      (cell.querySelector('span') ?? cell).firstChild.textContent.trim();
    const lines = [columns[0].element.parentElement];
    for (const row of order) if (shown.has(row)) lines.push(row.element);
    return lines.map((line) => [...line.cells].filter(kept).map(text));
  }

  async function copy(format) {
    const { copied, failed } = output.dataset;
    // Plain http has no clipboard.
    const done = navigator.clipboard?.writeText(format(texts())) ?? Promise.reject();
    output.value = `${said} ${await done.then(() => copied, () => failed)}`;
  }

  function changed(field) {
    show();
    const address = new URL(location);
    const query = address.searchParams;
    for (const { name } of form.elements) query.delete(nameOf(name));
    for (const [name, value] of new FormData(form)) if (value) query.append(nameOf(name), value);
    if (address.search === search) return;
    search = address.search;
    address.hash = summary.id;
    // Going back takes away a whole word, not its last letter.
    const typing = last === field && field?.name === 'filter';
    last = field;
    history[typing ? 'replaceState' : 'pushState'](null, '', address);
  }

  form.addEventListener('input', (event) => changed(event.target));
  form.addEventListener('reset', () => setTimeout(changed)); // The fields change after it.
  for (const [name, format] of Object.entries(FORMATS)) {
    form[name].addEventListener('click', () => copy(format));
  }
  read();
  template.replaceWith(form);
  return { read, showRows };
}

const matrices = all(document, '.feature-matrix-summary > template').map(start);
addEventListener('popstate', () => {
  last = null;
  if (location.search === search) return;
  search = location.search;
  for (const { read } of matrices) read();
});
addEventListener('beforeprint', () => {
  for (const { showRows } of matrices) showRows(Infinity);
});

}
