// Completions over time: how many locales have begun and how many are complete, so that the band
// between the two is what is in work; the sum of a state timeline, whatever the number of locales.

import { el, setText } from './dom.js';
import { duration, number, now } from './format.js';

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 604_800];
const ROWS = 10; // of the table

export class Flow {
  #resized;
  #stale = true;
  #drawnAt = -Infinity;

  constructor(section, draw) {
    this.figure = section.querySelector('figure');
    this.table = section.querySelector('tbody');
    this.#resized = new ResizeObserver(() => {
      this.#drawnAt = -Infinity;
      this.#stale = true;
      draw();
    });
    this.#resized.observe(this.figure);
  }

  close() {
    this.#resized.disconnect();
  }

  change() {
    this.#stale = true;
  }

  /** Draws at most once a second, and not at all where nothing moves any more. */
  render(locales, build, previous) {
    const running = build.state === 'building';
    if (!(this.#stale || running) || performance.now() - this.#drawnAt < 900) return;
    this.#drawnAt = performance.now();
    this.#stale = false;
    const start = Date.parse(build.createdAt);
    const counted = [...locales.values()].filter(({ locale, completedAt }) => locale !== undefined || completedAt);
    const begun = times(counted.map(({ startedAt }) => startedAt), start);
    const complete = times(counted.filter(({ state }) => state === 'complete').map(({ completedAt }) => completedAt), start);
    const failed = times(counted.filter(({ state }) => state === 'failing').map(({ failedAt }) => failedAt), start);
    const end = (build.state === 'building' ? now() : Date.parse(build.lastEventAt ?? build.updatedAt)) - start;
    const before = previous?.state === 'complete' ? previous.durationMs : undefined;
    this.#plot({ begun, complete, failed, end: Math.max(end, 1_000), before, total: Math.max(build.total ?? 0, begun.length, 1) });
    this.#tabulate(begun, complete, end);
  }

  #plot({ begun, complete, failed, end, before, total }) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const width = Math.max(240, this.figure.clientWidth);
    const height = 9 * rem;
    const [left, right, top, bottom] = [2.8 * rem, width - 0.8 * rem, 1.1 * rem, height - 1.4 * rem];
    // the duration of the version before is in the picture unless that would squeeze this one
    const span = before !== undefined && before < 3 * end ? Math.max(end, before) * 1.03 : end * 1.03;
    const x = (ms) => left + (ms / span) * (right - left);
    const y = (count) => bottom - (count / total) * (bottom - top);
    const area = (list) => steps(list, end, x, y);
    const parts = [];
    const step = 1_000 * (STEPS.find((seconds) => span / seconds / 1_000 <= Math.max(2, width / rem / 7)) ?? STEPS.at(-1));
    for (let at = 0; at <= span; at += step) {
      parts.push(svg('text', { x: x(at), y: height - 0.3 * rem, 'text-anchor': x(at) > right - rem ? 'end' : 'middle' }, at === 0 ? '0' : duration(at)));
      parts.push(svg('line', { class: 'grid', x1: x(at), x2: x(at), y1: y(0), y2: y(0) + 4 }));
    }
    for (const count of new Set([0, Math.round(total / 2), total])) {
      parts.push(svg('line', { class: 'grid', x1: x(0), x2: right, y1: y(count), y2: y(count) }));
      parts.push(svg('text', { x: left - 0.4 * rem, y: y(count) + 0.25 * rem, 'text-anchor': 'end' }, number(count)));
    }
    parts.push(svg('path', { class: 'begun', d: area(begun) }), svg('path', { class: 'complete', d: area(complete) }));
    const marks = new Set(failed.map((at) => Math.round(x(at))));
    for (const at of marks) parts.push(svg('path', { class: 'failed', d: `M${at - 3} ${bottom - 10}l6 6m0 -6l-6 6` }));
    if (before !== undefined && before <= span) {
      const late = x(before) > width / 2;
      parts.push(svg('line', { class: 'before', x1: x(before), x2: x(before), y1: 0.4 * rem, y2: bottom }));
      parts.push(svg('text', { x: x(before) + (late ? -5 : 5), y: 0.85 * rem, 'text-anchor': late ? 'end' : 'start' }, `version before: ${duration(before)}`));
    }
    const label = `${number(complete.length)} of ${number(total)} locales complete and ${number(failed.length)} failing after ${duration(end)}; the table below has the figures.`;
    this.figure.replaceChildren(svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label }, ...parts));
  }

  #tabulate(begun, complete, end) {
    while (this.table.rows.length < ROWS) this.table.append(el('tr', {}, el('th', { scope: 'row' }), el('td'), el('td')));
    [...this.table.rows].forEach((row, i) => {
      const at = (end * (i + 1)) / ROWS;
      const until = (list) => number(list.filter((ms) => ms <= at).length);
      [duration(at), until(begun), until(complete)].forEach((text, column) => setText(row.cells[column], text));
    });
  }
}

/** Milliseconds since the start, sorted; without those that are not known. */
const times = (list, start) =>
  list.filter((iso) => iso !== undefined).map((iso) => Math.max(0, Date.parse(iso) - start)).sort((a, b) => a - b);

/** The area below a count that grows by one at each time; one point for each pixel at most. */
function steps(list, end, x, y) {
  const points = [`M${x(0).toFixed(1)} ${y(0).toFixed(1)}`];
  let pixel = -1;
  list.forEach((ms, i) => {
    const at = Math.min(ms, end);
    if (Math.round(x(at)) === pixel && i < list.length - 1) return;
    pixel = Math.round(x(at));
    points.push(`H${x(at).toFixed(1)}V${y(i + 1).toFixed(1)}`);
  });
  points.push(`H${x(end).toFixed(1)}V${y(0).toFixed(1)}Z`);
  return points.join('');
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
