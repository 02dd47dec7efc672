// The overview: a row for each package, a column for each environment, failing and stalled first.

import { buildAddress, setQuery } from './address.js';
import { announce, arrange, el, glyph, isolated, name, perFrame, setAttribute, setText, template } from './dom.js';
import { ago, counted, duration, fullTime, now, number, STATES } from './format.js';

const ROWS = 200; // drawn at once, and more on demand
const REST_MS = 3_000; // rows keep their places as long as somebody points or steps through them
const COLUMN_REM = 11;
const FIRST_COLUMN_REM = 13;
const KNOWN_ENVIRONMENTS = ['dev', 'development', 'test', 'qa', 'stage', 'staging', 'preprod', 'prod', 'production'];

const names = new Intl.Collator('en', { numeric: true });

let last = { heads: new Map(), scroll: 0 }; // kept so that the way back from a build is immediate

export function overview(page, address) {
  const heads = last.heads;
  const filter = {
    text: address.query.get('q') ?? '',
    envs: new Set(address.query.getAll('env')),
    states: new Set(address.query.getAll('state').filter((state) => STATES.includes(state))),
  };
  const rows = new Map();
  let limit = ROWS;
  let touched = -Infinity; // when somebody last pointed or stepped through the rows
  let settling;
  let order = [];

  const content = template('overview-view');
  const [tiles, chips, search, table, nothing, more] = ['#states', '#environments', '#search', 'table', '#nothing', '.more']
    .map((selector) => content.querySelector(selector));
  const counts = new Map(STATES.map((state) => [state, tile(state)]));
  tiles.append(...[...counts.values()].map(({ button }) => button));
  search.value = filter.text;

  const draw = perFrame(render);
  const resized = new ResizeObserver(draw);
  const ticking = setInterval(draw, 5_000);

  page.name('', [['Overview', '#/']], 0);
  page.follow(
    'stream',
    (data) => {
      const before = new Map(heads);
      heads.clear();
      change(data.heads, before);
    },
    (data) => change(data.heads, heads, true),
  );
  if (heads.size > 0) {
    show();
    render();
    scrollTo(0, last.scroll);
  }

  function show() {
    page.show(content);
    resized.observe(table.parentNode);
  }

  function change(changed, known, live) {
    for (const head of changed) {
      const key = `${head.pkg}!${head.env}`;
      const before = known.get(key);
      const turned = live === true && before?.state !== head.state;
      if (turned) announce(`${head.pkg} ${head.version} in ${head.env} is ${head.state}`);
      heads.set(key, {
        ...head,
        // the service knows when a failing build has last changed, this page perhaps since when it fails
        since: head.state === 'failing' && before?.state === 'failing' && before.version === head.version ? before.since : head.since,
        due: head.timeLeftMs === undefined ? 0 : now() + head.timeLeftMs,
        turned,
      });
    }
    if (!table.isConnected) show();
    draw();
  }

  function tile(state) {
    const figure = el('b', {}, '0');
    const button = el('button', { type: 'button', 'data-state': state, 'aria-pressed': 'false' }, figure, ' ', glyph(state), el('span', {}, state));
    button.addEventListener('click', () => toggle(filter.states, state));
    return { button, figure };
  }

  function toggle(set, value) {
    if (!set.delete(value)) set.add(value);
    filtered();
  }

  function filtered() {
    limit = ROWS;
    touched = -Infinity;
    setQuery([
      ['q', filter.text],
      ...[...filter.envs].map((env) => ['env', env]),
      ...[...filter.states].map((state) => ['state', state]),
    ]);
    draw();
  }

  function render() {
    const all = [...heads.values()];
    const environments = [...new Set(all.map((head) => head.env))].sort(byEnvironment);
    renderChips(environments);
    const terms = filter.text.toLowerCase().split(/\s+/).filter((term) => term !== '');
    const found = all.filter((head) =>
      (filter.envs.size === 0 || filter.envs.has(head.env)) &&
      terms.every((term) => head.pkg.toLowerCase().includes(term) || head.version.toLowerCase().includes(term)));
    renderCounts(found);
    const packages = ordered(Map.groupBy(found, (head) => head.pkg));
    const envs = environments.filter((env) => filter.envs.size === 0 || filter.envs.has(env));
    renderTable(packages, envs);
    renderNothing(all.length, packages.length);
    const failing = all.filter((head) => head.state === 'failing').length;
    page.name(failing > 0 ? `${failing} failing` : '', [['Overview', '#/']], failing);
  }

  function renderChips(environments) {
    setAttribute(chips, 'hidden', environments.length > 1 ? undefined : '');
    if (chips.children.length !== environments.length || environments.some((env, i) => chips.children[i].value !== env)) {
      arrange(chips, environments.map((env) => {
        const chip = el('button', { type: 'button', value: env }, name(env));
        chip.addEventListener('click', () => toggle(filter.envs, env));
        return chip;
      }));
    }
    for (const chip of chips.children) setAttribute(chip, 'aria-pressed', filter.envs.has(chip.value));
  }

  function renderCounts(found) {
    const byState = Map.groupBy(found, (head) => head.state);
    for (const [state, { button, figure }] of counts) {
      const count = byState.get(state)?.length ?? 0;
      setText(figure, number(count));
      button.toggleAttribute('data-none', count === 0);
      setAttribute(button, 'aria-pressed', filter.states.has(state));
    }
  }

  /** The packages with a head in a wanted state, the worst and then the newest first. */
  function ordered(byPackage) {
    const packages = [];
    for (const [pkg, of] of byPackage) {
      if (filter.states.size > 0 && !of.some((head) => filter.states.has(head.state))) continue;
      const rank = Math.min(...of.map((head) => rankOf(head.state)));
      const newest = of.filter((head) => rankOf(head.state) === rank).map((head) => head.createdAt).sort().at(-1);
      packages.push({ pkg, rank, newest, heads: new Map(of.map((head) => [head.env, head])) });
    }
    packages.sort((a, b) => a.rank - b.rank || (a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : names.compare(a.pkg, b.pkg)));
    const rest = touched + REST_MS - performance.now();
    if (rest > 0) {
      const places = new Map(order.map((pkg, i) => [pkg, i]));
      packages.sort((a, b) => (places.get(a.pkg) ?? Infinity) - (places.get(b.pkg) ?? Infinity) || 0);
      clearTimeout(settling);
      settling = setTimeout(draw, rest);
    }
    order = packages.map(({ pkg }) => pkg);
    return packages;
  }

  function renderTable(packages, envs) {
    setAttribute(table, 'hidden', packages.length > 0 ? undefined : '');
    if (packages.length === 0) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const stacked = table.parentNode.clientWidth / rem < FIRST_COLUMN_REM + envs.length * COLUMN_REM;
    table.classList.toggle('stacked', stacked);
    table.style.setProperty('--environments', envs.length);
    renderHeader(envs);
    const drawn = packages.slice(0, limit);
    for (const { pkg, rank, heads: of } of drawn) {
      if (!rows.has(pkg)) rows.set(pkg, new Row(pkg));
      rows.get(pkg).update(rank, of, envs, stacked, filter.states);
    }
    const kept = new Set(drawn.map(({ pkg }) => pkg));
    for (const pkg of rows.keys()) if (!kept.has(pkg)) rows.delete(pkg);
    arrange(table.tBodies[0], drawn.map(({ pkg }) => rows.get(pkg).element));
    const left = packages.length - drawn.length;
    setAttribute(more, 'hidden', left > 0 ? undefined : '');
    setText(more, `Show more: ${counted(left, 'package')} left`);
  }

  function renderHeader(envs) {
    const header = table.tHead.rows[0];
    if (header.cells.length === envs.length + 1 && envs.every((env, i) => header.cells[i + 1].textContent === env)) return;
    header.replaceChildren(...['Package', ...envs].map((env) => el('th', { scope: 'col', role: 'columnheader' }, name(env))));
  }

  function renderNothing(all, shown) {
    setAttribute(nothing, 'hidden', shown > 0 ? '' : undefined);
    setText(nothing.querySelector('p'), all === 0
      ? 'No build yet. The first event of a build makes it appear here.'
      : `None of ${counted(all, 'build')} fits the search and the filters.`);
    setAttribute(nothing.querySelector('button'), 'hidden', all === 0 ? '' : undefined);
  }

  search.addEventListener('input', () => {
    filter.text = search.value.trim();
    filtered();
  });
  nothing.querySelector('button').addEventListener('click', () => {
    filter.text = search.value = '';
    filter.envs.clear();
    filter.states.clear();
    filtered();
  });
  more.addEventListener('click', () => {
    limit += ROWS;
    draw();
  });
  for (const type of ['pointermove', 'keydown', 'focusin']) {
    table.addEventListener(type, () => (touched = performance.now()), { passive: true });
  }
  table.addEventListener('keydown', step);

  return {
    close() {
      last = { heads, scroll: scrollY };
      clearInterval(ticking);
      clearTimeout(settling);
      resized.disconnect();
    },
  };
}

const rankOf = (state) => ['failing', 'stalled', 'building', 'complete'].indexOf(state === 'queued' ? 'building' : state);

function byEnvironment(a, b) {
  const [first, second] = [a, b].map((env) => KNOWN_ENVIRONMENTS.indexOf(env.toLowerCase()));
  if (first >= 0 && second >= 0) return first - second;
  return second - first || names.compare(a, b); // the known ones first
}

/** Arrow keys go from build to build. */
function step(event) {
  const cell = event.target.closest('td');
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
  if (!cell || (down === 0 && right === 0)) return;
  event.preventDefault();
  const rows = [...cell.closest('tbody').rows];
  let [row, column] = [rows.indexOf(cell.parentNode), cell.cellIndex];
  for (;;) {
    row += down;
    column += right;
    const next = rows[row]?.cells[Math.min(column, rows[row].cells.length - 1)];
    if (!next || (right !== 0 && (column < 1 || column >= rows[row].cells.length))) return;
    const link = next.querySelector('a');
    if (link) {
      link.focus();
      return;
    }
  }
}

class Row {
  #cells = new Map();
  #empty = new Map();

  constructor(pkg) {
    this.element = el('tr', { role: 'row', 'data-package': pkg }, el('th', { scope: 'row', role: 'rowheader' }, name(pkg)));
  }

  update(rank, heads, envs, stacked, states) {
    this.element.toggleAttribute('data-quiet', rank === 3);
    const cells = [this.element.firstChild];
    for (const env of envs) {
      const head = heads.get(env);
      if (head) {
        if (!this.#cells.has(env)) this.#cells.set(env, new Cell(env));
        const cell = this.#cells.get(env);
        cell.update(head);
        cell.element.toggleAttribute('data-dim', states.size > 0 && !states.has(head.state));
        cells.push(cell.element);
      } else if (!stacked) {
        if (!this.#empty.has(env)) this.#empty.set(env, el('td', { role: 'cell' }));
        cells.push(this.#empty.get(env));
      }
    }
    arrange(this.element, cells);
  }
}

class Cell {
  constructor(env) {
    this.version = el('bdi', { class: 'version' });
    this.percent = el('span', { class: 'percent' });
    this.word = el('span', { class: 'word' });
    this.since = el('time', { class: 'since' });
    this.left = el('span', { class: 'left' });
    this.done = el('span');
    this.link = el('a', {}, el('span', { class: 'env' }, name(env)), glyph(), this.version, ' ', this.percent, ' ',
      el('span', { class: 'how' }, this.word, ' ', this.since), ' ', this.left, el('span', { class: 'progress' }, this.done));
    this.element = el('td', { role: 'cell', 'data-env': env }, this.link);
  }

  update(head) {
    if (this.head !== head) this.#show(head);
    setText(this.since, ago(head.since));
    const left = head.due - now();
    setText(this.left, left > 0 ? `about ${duration(left, 1)} left` : '');
  }

  #show(head) {
    this.head = head;
    setAttribute(this.element, 'data-state', head.state);
    this.element.toggleAttribute('data-turned', head.turned);
    setAttribute(this.link, 'href', buildAddress(head.pkg, head.env, head.version));
    setText(this.version, head.version);
    setAttribute(this.version, 'title', head.version);
    setText(this.percent, head.state === 'complete' || head.total === undefined ? '' : `${head.progress} %`);
    setText(this.word, head.state);
    setAttribute(this.since, 'datetime', head.since);
    setAttribute(this.since, 'title', `${head.state} since ${fullTime(head.since)}; ${isolated(head.version)} began ${fullTime(head.createdAt)}`);
    setAttribute(this.link.querySelector('.glyph'), 'data-state', head.state);
    this.done.style.transform = `scaleX(${head.progress / 100})`;
  }
}
