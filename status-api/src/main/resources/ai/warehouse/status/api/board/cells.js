// The locales as cells. A locale keeps its cell, so that nothing moves while somebody looks: those
// known at first are sorted by name, a later one takes the next hollow cell.

import { el, glyph, setAttribute, setText } from './dom.js';
import { ago, number, plain } from './format.js';

const STATES = ['failing', 'building', 'complete', 'waiting'];
const MAX_CELLS = 10_000; // drawn
// What a cell takes, in rem, and the number of locales up to which that is chosen on a page that
// scrolls; where the locales have a window of their own, whether they fit decides
const SIZES = [
  { size: 'roomy', width: 8.8, height: 3.05, most: 120, screens: 1 }, // name, sign and message
  { size: 'named', width: 4.2, height: 1.7, most: 1_000, screens: 2.5 }, // name
];
const SMALLEST = 8; // pixels from cell to cell
const LARGEST = 40;

const names = new Intl.Collator('en', { numeric: true });

export class Cells {
  states = new Set();
  text = '';
  #cells = new Map(); // by name
  #hollow = []; // cells of locales that wait
  #counts = { failing: 0, building: 0, complete: 0, waiting: 0 };
  #whole = 0; // 1 where the build as a whole is complete, which counts as a locale but is no cell
  #undrawn = 0;
  #fitted; // the number of cells whose size was chosen
  #legend = new Map();
  #tabbable;
  #selected;
  #looked;
  #select;
  #filter;
  #resized = new ResizeObserver(() => this.#fit());

  constructor(section, { select, filter }) {
    this.#select = select;
    this.#filter = filter;
    this.list = section.querySelector('.cells');
    this.#resized.observe(this.list.parentNode);
    this.glance = section.querySelector('.glance');
    this.search = section.querySelector('input');
    this.note = section.querySelector('.undrawn');
    for (const state of STATES) {
      const figure = el('b', {}, '0');
      const button = el('button', { type: 'button', 'data-state': state, 'aria-pressed': 'false' }, glyph(state), figure, ' ', el('span', {}, state));
      button.addEventListener('click', () => {
        if (!this.states.delete(state)) this.states.add(state);
        this.#dim();
      });
      this.#legend.set(state, { button, figure });
      section.querySelector('#legend').append(button);
    }
    this.search.addEventListener('input', () => {
      this.text = this.search.value.trim();
      this.#dim();
    });
    this.list.addEventListener('click', ({ target }) => this.#choose(target));
    this.list.addEventListener('keydown', (event) => this.#key(event));
    this.list.addEventListener('focusin', ({ target }) => this.#look(target));
    this.list.addEventListener('pointerover', ({ target }) => this.#look(target));
    this.list.addEventListener('pointerleave', () => this.#look(document.activeElement));
  }

  /** Takes the filters of an address. */
  restore(states, text) {
    this.states = new Set(states.filter((state) => STATES.includes(state)));
    this.text = this.search.value = text;
  }

  /** Takes locales that are new or have changed, and the number of all. */
  change(locales, total) {
    const fresh = [];
    for (const locale of locales) {
      if (locale.locale === undefined) {
        this.#whole = locale.completedAt ? 1 : 0;
        continue;
      }
      const cell = this.#cells.get(locale.locale);
      if (cell) this.#update(cell, locale);
      else fresh.push(locale);
    }
    fresh.sort(this.#cells.size === 0
      ? (a, b) => names.compare(a.locale, b.locale)
      : (a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    for (const locale of fresh) this.#begin(locale);
    const waiting = Math.max(0, total - this.#cells.size - this.#whole);
    this.#counts.waiting = waiting;
    this.#fill(Math.min(waiting, Math.max(0, MAX_CELLS - this.#cells.size)));
    this.#undrawn = this.#cells.size + waiting - this.list.children.length;
    if (this.list.children.length !== this.#fitted) this.#fit();
  }

  /** Chooses the largest cells that show all locales at once, or nearly so. */
  #fit() {
    const count = this.list.children.length;
    const { clientWidth: width, clientHeight: height } = this.list.parentNode;
    if (width === 0) return; // not shown yet
    this.#fitted = count;
    const fits = getComputedStyle(this.list).getPropertyValue('--fits') === '1';
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const chosen = SIZES.find((one) => fits
      ? Math.ceil(count / Math.floor(width / rem / one.width)) * one.height * rem <= height * one.screens
      : count <= one.most);
    setAttribute(this.list, 'data-size', chosen?.size ?? 'dense');
    let side = LARGEST;
    while (side > SMALLEST && Math.floor(width / side) * Math.floor(height / side) < count) side--;
    if (fits) this.list.style.setProperty('--side', `${side}px`);
    else this.list.style.removeProperty('--side');
  }

  close() {
    this.#resized.disconnect();
  }

  /** The number of locales in each state. */
  counts() {
    return this.#counts;
  }

  #begin(locale) {
    this.#counts[locale.state]++;
    const element = this.#hollow.shift() ?? (this.list.children.length < MAX_CELLS ? this.#append() : undefined);
    const cell = { element, locale };
    this.#cells.set(locale.locale, cell);
    if (!element) return;
    element.removeAttribute('aria-hidden');
    element.tabIndex = -1;
    element.dataset.locale = locale.locale;
    setAttribute(element, 'role', 'option');
    setAttribute(element, 'aria-selected', 'false');
    element.append(el('bdi', {}, locale.locale));
    this.#show(cell);
    if (!this.#tabbable) this.#makeTabbable(element);
  }

  #append() {
    const element = el('div', { class: 'cell', 'data-state': 'waiting', 'aria-hidden': 'true' });
    this.list.append(element);
    this.#dimOne(element);
    return element;
  }

  #fill(waiting) {
    while (this.#hollow.length > waiting) this.#hollow.pop().remove();
    while (this.#hollow.length < waiting) this.#hollow.push(this.#append());
  }

  #update(cell, locale) {
    this.#counts[cell.locale.state]--;
    this.#counts[locale.state]++;
    cell.locale = locale;
    if (cell.element) this.#show(cell);
  }

  #show({ element, locale }) {
    setAttribute(element, 'data-message', locale.message && plain(locale.message).slice(0, 100));
    if (element.dataset.state !== locale.state) {
      element.dataset.state = locale.state;
      setAttribute(element, 'aria-label', `${locale.locale}, ${locale.state}`);
    }
    this.#dimOne(element);
  }

  render() {
    for (const [state, { button, figure }] of this.#legend) {
      setText(figure, number(this.#counts[state]));
      setAttribute(button, 'aria-pressed', this.states.has(state));
      button.toggleAttribute('data-none', this.#counts[state] === 0);
    }
    setAttribute(this.note, 'hidden', this.#undrawn > 0 ? undefined : '');
    setText(this.note, `${number(this.#undrawn)} more are not drawn.`);
    this.#look(this.#looked ?? this.list);
  }

  // Filters dim what does not fit, and leave all in its place

  #dim() {
    for (const element of this.list.children) this.#dimOne(element);
    this.render();
    this.#filter();
  }

  #dimOne(element) {
    element.toggleAttribute('data-dim', !this.#fits(element));
  }

  #fits({ dataset }) {
    return (this.states.size === 0 || this.states.has(dataset.state)) &&
      (this.text === '' || (dataset.locale?.toLowerCase().includes(this.text.toLowerCase()) ?? false));
  }

  // Selecting, looking, keys

  select(locale) {
    const cell = this.#cells.get(locale);
    if (this.#selected === cell?.element) return;
    if (this.#selected) setAttribute(this.#selected, 'aria-selected', 'false');
    this.#selected = cell?.element;
    if (!cell?.element) return;
    setAttribute(cell.element, 'aria-selected', 'true');
    this.#makeTabbable(cell.element);
  }

  focus(locale) {
    this.#cells.get(locale)?.element?.focus();
  }

  #choose(target) {
    const locale = target.closest('.cell')?.dataset.locale;
    if (locale !== undefined) this.#select(locale);
  }

  /** Says of the locale that is pointed at what its cell has no room for. */
  #look(target) {
    const element = target.closest?.('.cell');
    this.#looked = element;
    const locale = this.#cells.get(element?.dataset.locale)?.locale;
    if (locale) {
      const message = locale.message ? ` · ${plain(locale.message)}` : '';
      setText(this.glance, `\u2068${locale.locale}\u2069 · ${locale.state} · ${ago(locale.at)} ago${message}`);
    } else {
      setText(this.glance, element ? 'waiting: no event yet' : 'Point at a locale, or step with the arrow keys');
    }
  }

  #makeTabbable(element) {
    if (this.#tabbable) this.#tabbable.tabIndex = -1;
    this.#tabbable = element;
    element.tabIndex = 0;
  }

  #key(event) {
    const here = event.target.closest('.cell');
    if (!here) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(here);
      return;
    }
    const columns = getComputedStyle(this.list).gridTemplateColumns.split(' ').length;
    const cells = this.list.children;
    const last = cells.length - 1;
    const at = Array.prototype.indexOf.call(cells, here);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - columns, ArrowDown: at + columns, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const by = { Home: 1, End: -1 }[event.key] ?? to - at;
    for (let i = to; i >= 0 && i <= last; i += by) {
      if (cells[i].dataset.locale !== undefined && !cells[i].hasAttribute('data-dim')) {
        this.#makeTabbable(cells[i]);
        cells[i].focus();
        return;
      }
    }
  }
}
