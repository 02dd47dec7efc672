// One build: its locales, what fails, completions over time, events.

import { buildAddress, packageAddress, path, setQuery } from './address.js';
import { Cells } from './cells.js';
import { Details } from './details.js';
import { announce, arrange, el, isolated, name, perFrame, setAttribute, setText, template } from './dom.js';
import { Events } from './events.js';
import { Flow } from './flow.js';
import { ago, counted, duration, fullTime, now, number, time } from './format.js';

export function build(page, address) {
  const [pkg, env, wanted] = address.parts; // without version: follows the newest one
  const follows = wanted === undefined;
  let version = wanted;
  let due = 0;
  let current; // of the last snapshot, with the newest build
  let parts;

  const draw = perFrame(render);
  const ticking = setInterval(draw, 1_000);

  entitle();
  page.follow(`stream/${follows ? path(pkg, env) : path(pkg, env, version)}`, onSnapshot, onChanges);

  function entitle() {
    const state = current?.build;
    const steps = [['Overview', '#/'], [pkg, `#/?q=${encodeURIComponent(pkg)}`], [env, packageAddress(pkg, env)]];
    if (version !== undefined) steps.push([version, buildAddress(pkg, env, version)]);
    const figures = state ? `${state.state === 'building' ? `${state.progress} %` : state.state} ` : '';
    page.name(`${figures}${isolated(pkg)} ${isolated(version ?? '')} ${isolated(env)}`, steps, state?.state === 'failing' ? 1 : 0);
  }

  function onSnapshot(data) {
    if (!data.build) {
      current = undefined;
      parts?.close();
      parts = undefined;
      page.notice('Nothing is known yet', `No event has come of ${isolated(pkg)} ${isolated(version ?? '')} in ${isolated(env)}. This page begins when the build does.`,
        { text: 'To the overview', address: '#/' });
      entitle();
      return;
    }
    if (parts && data.build.version !== version) announce(`Now showing ${data.build.version}`);
    if (!parts || data.build.version !== version) {
      version = data.build.version;
      parts?.close();
      parts = new Parts(page, data.build, address.query, draw);
    }
    current = { build: data.build, previous: data.previous };
    parts.events.replace(data.events, data.eventsLeftOut);
    change(data.build, data.locales);
  }

  function onChanges(data) {
    if (!parts) return; // a build that begins sends a snapshot first
    if (data.build && data.build.state !== current.build.state) announce(`The build is ${data.build.state}`);
    for (const locale of data.locales ?? []) {
      if (locale.state === 'failing' && parts.locales.get(locale.locale)?.state !== 'failing') {
        announce(`${locale.locale ?? 'The build as a whole'} is failing: ${locale.message ?? ''}`);
      }
    }
    if (data.events) parts.events.add(data.events);
    change(data.build ?? current.build, data.locales ?? []);
  }

  function change(state, locales) {
    due = state.timeLeftMs === undefined ? 0 : now() + state.timeLeftMs;
    current.build = state;
    parts.change(locales, state);
    draw();
  }

  function render() {
    if (!parts) return;
    entitle();
    parts.render(current, due, follows);
  }

  return {
    close() {
      clearInterval(ticking);
      parts?.close();
    },
    key: () => parts?.select(undefined),
  };
}

/** What the page shows of one build. */
class Parts {
  locales = new Map(); // by name; undefined is the build as a whole

  constructor(page, build, query, draw) {
    const content = template('build-view');
    const find = (selector) => content.querySelector(selector);
    this.draw = draw;
    this.title = find('.summary h1');
    this.state = find('.state');
    this.percent = find('.percent');
    this.count = find('.count');
    this.shares = [...find('.shares').children];
    this.facts = find('.facts');
    for (const part of ['pkg', 'version', 'env']) {
      setText(this.title.querySelector(`.${part}`), build[part]);
      setAttribute(this.title.querySelector(`.${part}`), 'title', build[part]);
    }
    this.cells = new Cells(find('.locales'), { select: (locale) => this.select(locale), filter: () => this.#save() });
    this.details = new Details(find('.details'), (locale) => this.select(locale), () => this.select(undefined));
    this.events = new Events(find('.events'), path(build.pkg, build.env, build.version), draw);
    this.flow = new Flow(find('.flow'), draw);
    this.selected = query.get('locale') ?? undefined;
    this.cells.restore(query.getAll('state'), query.get('q') ?? '');
    this.details.select(this.selected);
    this.events.select(this.selected);
    page.show(content);
  }

  change(locales, build) {
    this.details.change(locales, this.locales);
    for (const locale of locales) this.locales.set(locale.locale, locale);
    this.cells.change(locales, build.total ?? 0);
    this.flow.change();
  }

  /** Shows one locale: '' the build as a whole, undefined none. */
  select(locale) {
    const before = this.selected;
    if (before === locale) return;
    this.selected = locale;
    this.cells.select(locale);
    this.details.select(locale);
    this.events.select(locale);
    this.#save();
    this.draw();
    if (locale === undefined) this.cells.focus(before);
    else this.details.reveal();
  }

  #save() {
    setQuery([...[...this.cells.states].map((state) => ['state', state]), ['q', this.cells.text], ['locale', this.selected]]);
  }

  render({ build, previous }, due, follows) {
    this.#renderSummary(build, due);
    this.#renderFacts(build, previous, due, follows);
    this.cells.render();
    this.cells.select(this.selected);
    this.details.render(this.locales, build);
    this.events.render();
    this.flow.render(this.locales, build, previous);
  }

  #renderSummary(build, due) {
    setAttribute(this.state, 'data-state', build.state);
    setAttribute(this.state.querySelector('.glyph'), 'data-state', build.state);
    setText(this.state.querySelector('.word'), build.state);
    setText(this.state.querySelector('.since'), ago(this.#failingSince(build) ?? build.since));
    setText(this.percent, build.total === undefined ? '–' : `${build.progress} %`);
    const counts = this.cells.counts();
    setText(this.count, build.total === undefined ? 'number of locales not announced' : `${number(build.count ?? counts.complete)} of ${counted(build.total, 'locale')}`);
    for (const share of this.shares) share.style.flexGrow = counts[share.dataset.state];
  }

  /** Since when the first of the failing locales has failed; undefined if none is known. */
  #failingSince(build) {
    if (build.state !== 'failing') return undefined;
    return [...this.locales.values()].filter(({ state }) => state === 'failing').map(({ failedAt }) => failedAt).sort()[0];
  }

  #renderFacts(build, previous, due, follows) {
    const facts = [['Began', timeElement(build.createdAt)]];
    const last = build.lastEventAt ?? build.updatedAt;
    const until = build.state === 'building' || build.state === 'queued' ? now() : Date.parse(last);
    if (build.state === 'complete') facts.push(['Took', duration(build.durationMs ?? 0)]);
    else facts.push(['Running for', duration(Math.max(0, until - Date.parse(build.createdAt)))], ['Last event', `${ago(last)} ago`]);
    if (build.state === 'building') facts.push(['Time left', due > now() ? `about ${duration(due - now(), 1)}` : 'not known yet']);
    if (previous) {
      const link = el('a', { href: buildAddress(build.pkg, build.env, previous.version) }, name(previous.version));
      const took = previous.durationMs === undefined ? ` ${previous.state}` : ` ${previous.state}, took ${duration(previous.durationMs)}`;
      facts.push(['Before', link, `${took}${compared(build, previous)}`]);
    }
    facts.push(['Versions', build.head ? 'this is the newest · ' : 'not the newest · ',
      follows
        ? el('a', { href: buildAddress(build.pkg, build.env, build.version) }, 'stay at this one')
        : el('a', { href: buildAddress(build.pkg, build.env) }, build.head ? 'follow the newest' : 'to the newest'),
      ' · ', el('a', { href: packageAddress(build.pkg, build.env) }, 'durations')]);
    arrangeFacts(this.facts, facts);
  }

  close() {
    this.cells.close();
    this.flow.close();
    this.events.close();
  }
}

/** How a complete build compares with the one before. */
function compared(build, previous) {
  if (build.state !== 'complete' || build.durationMs === undefined || previous?.durationMs === undefined) return '';
  const more = build.durationMs - previous.durationMs;
  if (Math.abs(more) < 1_000) return ', as long';
  return `, ${duration(Math.abs(more))} ${more > 0 ? 'less' : 'more'} than this one`;
}

const timeElement = (iso) => el('time', { datetime: iso, title: fullTime(iso) }, time(iso));

/** Puts a list of facts in place; one that says the same stays, with its focus. */
function arrangeFacts(list, facts) {
  arrange(list, facts.map(([term, ...texts], i) => {
    const there = list.children[i];
    const next = el('div', {}, el('dt', {}, term), el('dd', {}, ...texts));
    return there?.isEqualNode(next) ? there : next;
  }));
}
