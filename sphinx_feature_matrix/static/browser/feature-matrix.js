/* Find in a matrix, compare, sort, share and copy */

'use strict';
{ // In a block, even a classic script leaves no names behind.

const MANY = 5; // as in writers/html_table.py
const LEAD = 2; // In front of its cells, a row has its head, and a status or the support.
const WORTH = { complete: 1, partial: 0.999999 }; // What works counts, then what has no caveats.

const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const all = (element, query) => [...element.querySelectorAll(query)];

/** The key of a cell's status, from its first class: "fm-" and the key. */
const statusOf = (cell) => cell.className.split(' ', 1)[0].slice(3);

/** A feature or a driver, with its row or its column's head. */
class Item {
  constructor(element, index) {
    const head = element.cells?.[0] ?? element.firstElementChild;
    this.element = element;
    this.index = index;
    this.key = element.dataset.feature ?? element.dataset.driver;
    this.title = head.firstChild.textContent.trim();
    const status = element.cells?.[1].textContent ?? '';
    this.words = `${head.textContent} ${status} ${this.key}`.toLowerCase();
  }
}

/** A summary. What its controls say is its state. */
class Matrix {
  constructor(summary, form) {
    this.name = summary.dataset.matrix;
    this.form = form;
    this.output = form.querySelector('output');
    this.table = summary.querySelector('table');
    this.many = this.table.matches('.fm-many');
    // The first rows of a large table are there at once, others follow.
    this.soon = this.table.matches('.fm-large') ? 10 : Infinity;
    this.asked = ''; // The order of the rows.
    const items = (query) => all(this.table, query).map((...at) => new Item(...at));
    this.order = this.rows = items('tbody > [data-feature], tbody > [data-driver]');
    this.columns = items('th[data-feature], th[data-driver]');
    this.turned = 'driver' in this.rows[0].element.dataset;
    this.features = this.turned ? this.columns : this.rows;
    this.drivers = this.turned ? this.rows : this.columns;
    this.statuses = new Map(all(form, '[name=status]').map((box) => [box.value, box.dataset]));
  }

  status(feature, driver) {
    // There may be a hundred thousand: they are read when they are first needed.
    this.cells ??= this.rows.map((row) => [...row.element.cells].slice(LEAD).map(statusOf));
    const [row, column] = this.turned ? [driver, feature] : [feature, driver];
    return this.cells[row.index][column.index];
  }

  countsAs(feature, driver) {
    return this.statuses.get(this.status(feature, driver)).countsAs;
  }

  read(query) {
    for (const field of this.form.elements) {
      const values = query.getAll(`${this.name}.${field.name}`);
      if (field.type === 'checkbox') field.checked = values.includes(field.value);
      else field.value = values[0] ?? '';
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    this.show();
  }

  write(query) {
    for (const { name } of this.form.elements) query.delete(`${this.name}.${name}`);
    for (const [name, value] of new FormData(this.form)) {
      if (value) query.append(`${this.name}.${name}`, value);
    }
  }

  show() {
    const asked = new FormData(this.form);
    const chosen = this.drivers.filter(({ key }) => asked.getAll('driver').includes(key));
    const drivers = chosen.length ? chosen : this.drivers;
    const features = this.found(asked, drivers);
    const shown = new Set([...features, ...drivers]);
    this.showRows(shown);
    this.showColumns(shown);
    this.shown = shown;
    this.sort(asked.get('sort'), this.turned ? features : drivers);
    this.say(features, drivers, chosen);
  }

  found(asked, drivers) {
    const words = asked.get('filter').toLowerCase().split(/\s+/);
    const wanted = asked.getAll('status');
    const differ = asked.has('differ') && drivers.length > 1;
    return this.features.filter((feature) => {
      if (!words.every((word) => feature.words.includes(word))) return false;
      if (!wanted.length && !differ) return true;
      const found = new Set(drivers.map((driver) => this.status(feature, driver)));
      if (differ && found.size === 1) return false;
      // A status stands for all that count as it, too.
      for (const status of [...found]) found.add(this.statuses.get(status).countsAs);
      return !wanted.length || wanted.some((status) => found.has(status));
    });
  }

  showRows(shown, soon = this.soon) {
    clearTimeout(this.later);
    for (const row of this.rows) if (!shown.has(row)) row.element.hidden = true;
    const more = this.rows.filter((row) => row.element.hidden && shown.has(row));
    for (const row of more.slice(0, soon)) row.element.hidden = false;
    if (more.length > soon) this.later = setTimeout(() => this.showRows(shown, 2 * soon), 30);
    for (const body of this.table.tBodies) {
      body.hidden = !body.querySelector('tr:not([hidden], .feature-matrix-category)');
    }
  }

  showColumns(shown) {
    const changed = this.columns.filter((each) => each.element.hidden === shown.has(each));
    if (!changed.length) return;
    for (const { cells } of all(this.table, 'tr:not(.feature-matrix-category)')) {
      for (const column of changed) cells[LEAD + column.index].hidden = !shown.has(column);
    }
    const count = (items) => items.filter((item) => shown.has(item)).length;
    this.table.classList.toggle('fm-many', this.many && count(this.columns) > MANY);
    const columns = [...this.columns];
    for (const group of all(this.table, '[scope=colgroup]')) {
      group.dataset.span ??= group.colSpan;
      const number = count(columns.splice(0, group.dataset.span));
      group.hidden = !number;
      group.colSpan = number || 1;
    }
  }

  /** Order the rows, those of a category among themselves. */
  sort(by, others) {
    const asked = by === 'support' ? `:${others.map(({ key }) => key)}` : by;
    if (asked === this.asked) return;
    this.asked = asked;
    const order = [...this.rows];
    if (by === 'title') {
      order.sort((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }));
    } else if (by === 'support') {
      const counts = (a, b) => (this.turned ? this.countsAs(b, a) : this.countsAs(a, b));
      const worth = (row, other) => WORTH[counts(row, other)] ?? 0;
      const support = order.map((row) => others.reduce((sum, each) => sum + worth(row, each), 0));
      order.sort((a, b) => support[b.index] - support[a.index]);
    }
    for (const { element } of order) element.parentElement.append(element);
    this.order = order;
  }

  /** Say how much is shown, and how two drivers differ. */
  say(features, drivers, chosen) {
    const sentences = [
      fill(this.output.dataset.count, {
        features: features.length,
        all_features: this.features.length,
        drivers: drivers.length,
        all_drivers: this.drivers.length,
      }),
    ];
    if (chosen.length === 2) sentences.push(...this.compared(features, ...chosen));
    this.said = this.output.value = sentences.join(' ');
  }

  compared(features, one, other) {
    const { alone, otherwise } = this.output.dataset;
    const differ = features.filter((each) => this.status(each, one) !== this.status(each, other));
    let number = differ.length;
    const sentence = (a, b) => {
      const lacks = (each) => this.countsAs(each, b) === 'missing' && this.countsAs(each, a) in WORTH;
      const only = differ.filter(lacks).length;
      number -= only;
      return fill(alone, { driver: a.title, number: only, other: b.title });
    };
    return [sentence(one, other), sentence(other, one), fill(otherwise, { number })];
  }

  texts() {
    const shown = (cell) => !cell.hidden && !cell.matches('.feature-matrix-support');
    const text = (cell) =>
      this.columns.find((column) => column.element === cell)?.title ||
      this.statuses.get(statusOf(cell))?.title ||
      cell.textContent.trim();
    const head = this.table.querySelector('.feature-matrix-corner').parentElement;
    const lines = this.order.filter((row) => this.shown.has(row)).map((row) => row.element);
    return [head, ...lines].map((line) => [...line.cells].filter(shown).map(text));
  }

  async copy(format) {
    const text = format(this.texts());
    const { copied, failed } = this.output.dataset;
    // Plain http has no clipboard.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject();
    this.output.value = `${this.said} ${await done.then(() => copied, () => failed)}`;
  }
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
let last; // The control that was used last.

function start(template) {
  const form = document.importNode(template.content, true).firstElementChild;
  const matrix = new Matrix(template.parentElement, form);
  const changed = (field) => {
    matrix.show();
    const address = new URL(location);
    matrix.write(address.searchParams);
    if (address.search === search) return;
    search = address.search;
    address.hash = form.parentElement.id;
    // Going back takes away a whole word, not its last letter.
    const typing = last === field && field?.name === 'filter';
    last = field;
    history[typing ? 'replaceState' : 'pushState'](null, '', address);
  };
  form.addEventListener('input', (event) => changed(event.target));
  form.addEventListener('reset', () => setTimeout(changed)); // The fields change after it.
  for (const [name, format] of Object.entries(FORMATS)) {
    form[name].addEventListener('click', () => matrix.copy(format));
  }
  matrix.read(new URL(location).searchParams);
  template.replaceWith(form);
  return matrix;
}

const matrices = all(document, '.feature-matrix-summary > template').map(start);
window.addEventListener('popstate', () => {
  last = null;
  if (location.search === search) return;
  search = location.search;
  for (const matrix of matrices) matrix.read(new URL(location).searchParams);
});
window.addEventListener('beforeprint', () => {
  for (const matrix of matrices) matrix.showRows(matrix.shown, Infinity);
});

}
