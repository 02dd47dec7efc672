// The events of a build, newest first: the newest arrive by themselves, older ones on demand.

import { arrange, el, glyph, name, setAttribute, setText } from './dom.js';
import { counted, fullTime, number, plain, time } from './format.js';
import { read } from './stream.js';

const KEPT = 2_000;
const DRAWN = 200; // at first, and more on demand
const PAGE = 500;

const SIGNS = { error: 'failing', complete: 'complete', queued: 'queued', event: 'building' };

export class Events {
  #events = []; // newest first
  #ids = new Set();
  #elements = new Map(); // of what is drawn, by id
  #selected;
  #limit = DRAWN;
  #left = false;
  #away = false; // whether somebody reads further down, so that nothing may move
  #held = 0; // newer events that are not drawn meanwhile
  #problem = '';
  #closed = new AbortController();

  constructor(section, path, draw) {
    this.path = path;
    this.draw = draw;
    this.title = section.querySelector('h2');
    this.scroller = section.querySelector('.scroll');
    this.list = section.querySelector('ol');
    this.none = section.querySelector('.none');
    this.more = section.querySelector('.more');
    this.fresh = section.querySelector('.fresh');
    this.more.addEventListener('click', () => this.#older());
    this.fresh.addEventListener('click', () => {
      this.scroller.scrollTop = 0;
      draw();
    });
    this.scroller.addEventListener('scroll', () => {
      this.#away = this.scroller.scrollTop > 0;
      if (!this.#away) draw();
    }, { passive: true });
  }

  /** Takes the first part of a stream. */
  replace(events, leftOut) {
    this.#events = [];
    this.#ids.clear();
    this.#left = leftOut;
    this.#held = 0;
    this.add(events);
  }

  /** Takes newer events, oldest first. */
  add(events) {
    const fresh = events.filter(({ eventId }) => !this.#ids.has(eventId)).reverse();
    for (const { eventId } of fresh) this.#ids.add(eventId);
    this.#events.unshift(...fresh);
    if (this.#away) this.#held += fresh.filter((event) => this.#fits(event)).length;
    this.#bound();
  }

  #bound() {
    if (this.#events.length <= KEPT) return;
    for (const { eventId } of this.#events.splice(KEPT)) this.#ids.delete(eventId);
    this.#left = true;
  }

  select(locale) {
    this.#selected = locale;
    this.#limit = DRAWN;
    this.#held = 0;
    this.scroller.scrollTop = 0;
    this.#away = false;
  }

  #fits({ locale }) {
    return this.#selected === undefined || (locale ?? '') === this.#selected;
  }

  render() {
    if (!this.#away) this.#held = 0;
    const fitting = this.#events.filter((event) => this.#fits(event)).slice(this.#held);
    const drawn = fitting.slice(0, this.#limit);
    const elements = new Map(drawn.map((event) => [event.eventId, this.#elements.get(event.eventId) ?? entry(event)]));
    this.#elements = elements;
    arrange(this.list, [...elements.values()]);
    setText(this.title, this.#selected === undefined ? 'Events' : `Events of ${this.#selected === '' ? 'the build as a whole' : `\u2068${this.#selected}\u2069`}`);
    setAttribute(this.fresh, 'hidden', this.#held > 0 ? undefined : '');
    setText(this.fresh, `${counted(this.#held, 'newer event')}`);
    const full = this.#events.length >= KEPT;
    setAttribute(this.more, 'hidden', fitting.length > drawn.length || (this.#left && !full) ? undefined : '');
    setText(this.more, fitting.length > drawn.length ? 'Show more' : 'Load older events');
    const none = this.#problem || (full && this.#left && fitting.length === drawn.length
      ? `The newest ${number(KEPT)} events are kept here; all are at status-events/${this.path}.`
      : drawn.length === 0 ? 'No event here yet.' : '');
    setAttribute(this.none, 'hidden', none ? undefined : '');
    setText(this.none, none);
  }

  async #older() {
    const fitting = this.#events.filter((event) => this.#fits(event)).length;
    if (fitting > this.#limit) {
      this.#limit += DRAWN;
      this.draw();
      return;
    }
    this.more.disabled = true;
    this.#problem = '';
    try {
      const oldest = this.#events.at(-1);
      // the service leaves out what is at that time; others of the same millisecond may be missing here
      const until = oldest ? `&until=${new Date(Date.parse(oldest.createdAt) + 1).toISOString()}` : '';
      const page = await read(`status-events/${this.path}?order=desc&limit=${PAGE}${until}`, this.#closed.signal);
      const older = page.filter(({ eventId }) => !this.#ids.has(eventId));
      for (const { eventId } of older) this.#ids.add(eventId);
      this.#events.push(...older);
      this.#left = older.length > 0 && page.length === PAGE;
      this.#limit += DRAWN;
      this.#bound();
    } catch (e) {
      if (this.#closed.signal.aborted) return;
      this.#problem = `Older events could not be read: ${e.message}`;
    }
    this.more.disabled = false;
    this.draw();
  }

  close() {
    this.#closed.abort();
  }
}

function entry({ eventType, error, locale, message, details, total, createdAt }) {
  const kind = error ? 'error' : eventType;
  const text = message ? plain(message) : total === undefined ? kind : `${counted(total, 'locale')} announced`;
  const item = el('li', { 'data-kind': kind }, el('time', { datetime: createdAt, title: fullTime(createdAt) }, time(createdAt)),
    glyph(SIGNS[kind] ?? 'building'), el('span', { class: 'unseen' }, ` ${kind} `), locale === undefined ? ' ' : name(locale, 'locale'),
    el('bdi', { class: 'message' }, text));
  if (details) item.append(el('details', {}, el('summary', {}, 'Details'), el('pre', { dir: 'auto' }, plain(details))));
  return item;
}
