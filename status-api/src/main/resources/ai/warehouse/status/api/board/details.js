// What fails, with messages and details; or one locale, where one is selected.

import { arrange, el, glyph, name, setAttribute, setText } from './dom.js';
import { ago, counted, duration, fullTime, number, plain, time } from './format.js';

const LISTED = 100; // failing locales with their errors
const OPEN = 3; // up to so many failing ones show their details at once

export class Details {
  #entries = new Map(); // of failing locales, by name
  #selected;
  #stale = true;

  constructor(section, select, close) {
    this.section = section;
    this.title = section.querySelector('h2');
    this.back = section.querySelector('.back');
    this.body = section.querySelector('.scroll');
    this.onSelect = select;
    this.back.addEventListener('click', close);
  }

  select(locale) {
    this.#selected = locale;
    this.#stale = true;
  }

  /** Brings the selected locale into view and its heading to a screen reader. */
  reveal() {
    this.title.focus({ preventScroll: true });
    this.section.scrollIntoView({ block: 'nearest' });
  }

  /** Takes the locales that have changed, and all as they were; redraws only for those shown. */
  change(changed, before) {
    const shown = this.#selected === undefined
      ? (locale) => locale.state === 'failing' || before.get(locale.locale)?.state === 'failing'
      : (locale) => (locale.locale ?? '') === this.#selected;
    this.#stale ||= changed.some(shown);
  }

  render(locales, build) {
    for (const [locale, entry] of this.#entries) setText(entry.when, whenOf(locales.get(locale)));
    if (!this.#stale) return;
    this.#stale = false;
    setAttribute(this.back, 'hidden', this.#selected === undefined ? '' : undefined);
    if (this.#selected === undefined) this.#renderFailing(locales, build);
    else this.#renderOne(locales.get(this.#selected === '' ? undefined : this.#selected));
  }

  #renderFailing(locales, build) {
    const failing = [...locales.values()].filter(({ state }) => state === 'failing');
    failing.sort((a, b) => (a.failedAt < b.failedAt ? 1 : -1));
    setText(this.title, failing.length > 0 ? `${number(failing.length)} failing` : 'Failing');
    setAttribute(this.section, 'data-state', failing.length > 0 ? 'failing' : undefined);
    const listed = failing.slice(0, LISTED);
    const nodes = listed.map((locale) => this.#entry(locale, failing.length <= OPEN).element);
    for (const locale of this.#entries.keys()) if (!listed.some((one) => one.locale === locale)) this.#entries.delete(locale);
    if (failing.length > LISTED) nodes.push(el('p', { class: 'none' }, `And ${number(failing.length - LISTED)} more; select one among the locales.`));
    if (failing.length === 0) nodes.push(el('p', { class: 'none' }, build.error ? 'The build is failing; the event that says why is not known.' : 'No locale is failing.'));
    arrange(this.body, nodes);
  }

  #entry(locale, open) {
    if (!this.#entries.has(locale.locale)) this.#entries.set(locale.locale, new Entry(locale.locale, open, this.onSelect));
    const entry = this.#entries.get(locale.locale);
    entry.update(locale);
    return entry;
  }

  #renderOne(locale) {
    const title = this.#selected === '' ? 'The build as a whole' : this.#selected;
    if (this.title.textContent !== title) this.title.replaceChildren(name(title));
    setAttribute(this.section, 'data-state', locale?.state);
    if (!locale) {
      arrange(this.body, [el('p', { class: 'none' }, 'No event of this locale is known.')]);
      return;
    }
    const facts = [['State', glyph(locale.state), ` ${locale.state}`], ['Began', when(locale.startedAt)]];
    if (locale.completedAt) facts.push(['Complete', when(locale.completedAt), ` after ${between(locale.startedAt, locale.completedAt)}`]);
    if (locale.failedAt) facts.push(['Failed', when(locale.failedAt), ` after ${between(locale.startedAt, locale.failedAt)}`]);
    facts.push(['Last event', when(locale.at), ` of ${counted(locale.events, 'event')}`]);
    const nodes = [el('dl', { class: 'facts' }, ...facts.map(([term, ...texts]) => el('div', {}, el('dt', {}, term), el('dd', {}, ...texts))))];
    if (locale.message) nodes.push(el('p', { class: 'message', dir: 'auto' }, plain(locale.message)));
    if (locale.details) nodes.push(el('pre', { dir: 'auto', tabindex: '0', 'aria-label': 'Details of the error' }, plain(locale.details)));
    arrange(this.body, nodes);
  }
}

class Entry {
  constructor(locale, open, select) {
    this.when = el('span', { class: 'when' });
    this.message = el('p', { class: 'message', dir: 'auto' });
    this.pre = el('pre', { dir: 'auto' });
    this.details = el('details', { hidden: '' }, el('summary', {}, 'Details'), this.pre);
    this.details.open = open;
    const button = el('button', { type: 'button', class: 'locale' }, glyph('failing'), locale === undefined ? 'The build as a whole' : name(locale));
    button.addEventListener('click', () => select(locale ?? ''));
    this.element = el('article', { 'data-locale': locale }, el('h3', {}, button, ' ', this.when), this.message, this.details);
  }

  update(locale) {
    setText(this.when, whenOf(locale));
    setText(this.message, plain(locale.message ?? 'failed without a message'));
    setText(this.pre, plain(locale.details ?? ''));
    setAttribute(this.details, 'hidden', locale.details ? undefined : '');
  }
}

const whenOf = (locale) => (locale?.failedAt ? `${ago(locale.failedAt)} ago` : '');

const when = (iso) => el('time', { datetime: iso, title: fullTime(iso) }, time(iso));

const between = (from, to) => duration(Math.max(0, Date.parse(to) - Date.parse(from)));
