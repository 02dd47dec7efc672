// The last versions of a package in an environment: a table whose bars are the plot of durations.

import { buildAddress, path } from './address.js';
import { el, glyph, isolated, name, setAttribute, setText, template } from './dom.js';
import { ago, counted, duration, fullTime, now, number, time } from './format.js';
import { read } from './stream.js';

const REFRESH_MS = 10_000;

export function packageVersions(page, address) {
  const [pkg, env] = address.parts;
  const closed = new AbortController();
  let limit = 20;
  let timer;

  const content = template('package-view');
  const [title, lead, rows, more] = ['h1', '.lead', 'tbody', '.more'].map((selector) => content.querySelector(selector));
  setText(title.querySelector('.pkg'), pkg);
  setText(title.querySelector('.env'), env);
  more.addEventListener('click', () => {
    limit = 100;
    refresh();
  });

  page.name(`${isolated(pkg)} ${isolated(env)}`, [['Overview', '#/'], [pkg, `#/?q=${encodeURIComponent(pkg)}`], [env, location.hash]], 0);
  page.load();
  refresh();

  async function refresh() {
    clearTimeout(timer);
    try {
      const { builds } = await read(`builds/${path(pkg, env)}?limit=${limit}`, closed.signal);
      page.connected();
      if (!rows.isConnected) page.show(content);
      render(builds);
    } catch (e) {
      if (closed.signal.aborted) return;
      page.lost(e);
    }
    timer = setTimeout(refresh, REFRESH_MS);
  }

  function render(builds) {
    const complete = builds.filter(({ state }) => state === 'complete').map(({ durationMs }) => durationMs).sort((a, b) => a - b);
    const median = complete[Math.floor(complete.length / 2)];
    // a build that took far longer than most must not squeeze all others
    const longest = Math.max(1, Math.min(median === undefined ? Infinity : 4 * median, Math.max(...builds.map(durationOf))));
    const failing = builds.filter(({ state }) => state === 'failing').length;
    setText(lead, `The newest ${counted(builds.length, 'version')}: ${number(complete.length)} complete, ${number(failing)} failing` +
      (median === undefined ? '.' : `; the line is the median of the complete ones, ${duration(median)}.`));
    setAttribute(more, 'hidden', builds.length >= limit && limit < 100 ? undefined : '');
    rows.parentNode.style.setProperty('--median', median === undefined ? -1 : median / longest);
    const focused = document.activeElement?.closest('tr')?.rowIndex;
    rows.replaceChildren(...builds.map((build, i) => row(build, builds[i + 1], longest)));
    if (focused) rows.rows[focused - 1]?.querySelector('a').focus({ preventScroll: true });
  }

  return {
    close() {
      closed.abort();
      clearTimeout(timer);
    },
  };
}

/** How long a build took, or has taken so far; a stalled one, how long there were events. */
function durationOf(build) {
  const end = build.state === 'stalled' ? Date.parse(build.lastEventAt ?? build.updatedAt) : now();
  return build.durationMs ?? Math.max(0, end - Date.parse(build.createdAt));
}

function row(build, before, longest) {
  const ms = durationOf(build);
  const bar = el('span', { class: 'length', 'data-state': build.state });
  bar.style.width = `${Math.min(100, (100 * ms) / longest)}%`;
  return el('tr', { 'data-state': build.state },
    el('th', { scope: 'row' }, el('a', { href: buildAddress(build.pkg, build.env, build.version) }, name(build.version))),
    el('td', { class: 'state' }, glyph(build.state), ` ${build.state}`),
    el('td', { class: 'duration' }, el('div', {}, el('span', { class: 'track' }, bar), el('span', { class: 'figure' }, duration(ms)))),
    el('td', {}, difference(build, before)),
    el('td', {}, localesOf(build)),
    el('td', {}, el('time', { datetime: build.createdAt, title: fullTime(build.createdAt) }, time(build.createdAt)), ` (${ago(build.createdAt)} ago)`));
}

function localesOf({ count, total, progress, complete }) {
  if (total === undefined) return '';
  const done = count ?? (complete ? total : undefined);
  return done === undefined ? `${progress} % of ${number(total)}` : `${number(done)} of ${number(total)}`;
}

/** The difference to the version before, where both are complete. */
function difference(build, before) {
  if (build.state !== 'complete' || before?.state !== 'complete') return '';
  const more = build.durationMs - before.durationMs;
  return `${more < 0 ? '−' : '+'}${duration(Math.abs(more))}`;
}
