// Times, durations and numbers as people read them.

let ahead = 0;

/** The time of the service, whose clock the data was made by: milliseconds. */
export const now = () => Date.now() + ahead;

/** Learns from a message how far the clock of the service is ahead of this one. */
export function setNow(iso) {
  ahead = Date.parse(iso) - Date.now();
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** A duration in its two largest units, as in "3 min 20 s"; with 1 part in the largest only. */
export function duration(ms, parts = 2) {
  const first = UNITS.findIndex(([, size]) => ms >= size);
  if (first < 0) return '0 s';
  const texts = [];
  let rest = ms;
  for (const [unit, size] of UNITS.slice(first, first + parts)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) texts.push(`${amount}\u00a0${unit}`);
  }
  return texts.join(' ');
}

/** How long ago a time is, in one unit. */
export const ago = (iso) => duration(Math.max(0, now() - Date.parse(iso)), 1);

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** A time of today to the second, another one with its day. */
export function time(iso) {
  const date = new Date(iso);
  return (Math.abs(now() - date) < 72_000_000 ? CLOCK : DAY).format(date);
}

export const fullTime = (iso) => FULL.format(new Date(iso));

const NUMBER = new Intl.NumberFormat('en');

export const number = (value) => NUMBER.format(value);

/** A number with its noun: "1 locale", "50 locales". */
export const counted = (value, noun) => `${number(value)}\u00a0${noun}${value === 1 ? '' : 's'}`;

/** Text of a terminal without its colours. */
export const plain = (text) => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');

export const STATES = ['failing', 'stalled', 'building', 'queued', 'complete'];
