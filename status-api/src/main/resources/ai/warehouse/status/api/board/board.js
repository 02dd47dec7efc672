// The page: its views by address, the connection, colours, help and keys.

import { readAddress } from './address.js';
import { build } from './build.js';
import { arrange, el, setAttribute, setText } from './dom.js';
import { duration, fullTime, setNow, time } from './format.js';
import { overview } from './overview.js';
import { packageVersions } from './package.js';
import { follow } from './stream.js';

const VIEWS = { overview, build, package: packageVersions };

const main = document.getElementById('main');
const connection = document.getElementById('connection');
const help = document.getElementById('help');

let view;

/** What a view may use of the page. */
class Page {
  #stream;
  #lostAt;
  #upstream;
  #loading;
  #closed = false;

  /** Says after a moment that data is awaited; what the view shows takes the place of it. */
  load() {
    this.#loading = setTimeout(() => notice('Loading'), 400);
    this.#show('connecting', 'Connecting');
  }

  /** Follows a stream: onSnapshot(data), onChanges(data). */
  follow(path, onSnapshot, onChanges) {
    this.load();
    this.#stream = follow(path, {
      onEvent: (event, data) => {
        if (data.now) setNow(data.now);
        if (event === 'upstream') this.#showUpstream(data);
        if (event === 'snapshot') {
          setText(document.getElementById('help-stalled'), `no event for ${duration(data.stalledAfterMs)}`);
          this.connected(data.upstream);
          onSnapshot(data);
        }
        if (event === 'changes') onChanges(data);
      },
      onLost: (error) => this.lost(error),
    });
  }

  /** Data has arrived. */
  connected(upstream) {
    clearTimeout(this.#loading);
    this.#lostAt = undefined;
    this.#showUpstream(upstream);
  }

  #showUpstream(upstream) {
    this.#upstream = upstream ?? this.#upstream;
    if (this.#lostAt !== undefined) return;
    if (this.#upstream?.ok === false) {
      const what = { kafka: 'Kafka', dynamodb: 'DynamoDB' }[this.#upstream.what] ?? 'its source';
      const since = this.#upstream.since ? ` since ${time(this.#upstream.since)}` : '';
      this.#show('degraded', `The service has lost ${what}${since}`, 'What is shown may be out of date.');
    } else {
      this.#show('live', 'Live');
    }
  }

  /** The connection is lost, or was refused; what is shown stays. */
  lost(error) {
    clearTimeout(this.#loading);
    this.#lostAt ??= new Date().toISOString();
    const refused = { 401: 'Sign-in needed', 403: 'Not allowed', 404: 'Not found', 429: 'The service has no stream free' };
    const what = refused[error.status] ?? 'Disconnected';
    this.#show('lost', `${what} since ${time(this.#lostAt)}`, `${error.message}; trying again`);
    if (main.hasAttribute('data-shown')) return;
    if (error.status === 401) {
      notice('The service asks for a user and a password.', 'Reload the page to sign in.', { text: 'Reload', run: () => location.reload() });
    } else if (error.status) {
      notice(error.message, 'The page tries again by itself.');
    } else {
      notice('No connection to the service', `since ${fullTime(this.#lostAt)}. The page tries again by itself.`);
    }
  }

  #show(state, text, explanation) {
    setAttribute(connection, 'data-connection', state);
    setText(connection.firstElementChild, text);
    setAttribute(connection, 'title', explanation);
    main.toggleAttribute('data-stale', state === 'lost' || state === 'degraded');
  }

  /** Puts a view's content in the place of what is shown. */
  show(...content) {
    clearTimeout(this.#loading);
    main.setAttribute('data-shown', '');
    main.replaceChildren(...content);
  }

  /** Says one thing in the place of a view. */
  notice(title, text, action) {
    clearTimeout(this.#loading);
    notice(title, text, action);
  }

  /** Names the page in the window's title and the path to it: [text, address]. */
  name(title, steps, failing) {
    if (this.#closed) return; // a frame that a view asked for before it was left
    document.title = [this.#lostAt && 'disconnected', title, 'Warehouse status'].filter(Boolean).join(' · ');
    const items = steps.map(([text, address], i) =>
      el('li', {}, el('a', { href: address, title: text, 'aria-current': i === steps.length - 1 ? 'page' : undefined }, el('bdi', {}, text))));
    const trail = document.getElementById('trail');
    if (trail.textContent !== steps.map(([text]) => text).join('')) arrange(trail, items);
    icon(failing);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#loading);
    this.#stream?.close();
  }
}

function notice(title, text, action) {
  const parts = [el('h1', {}, title)];
  if (text) parts.push(el('p', {}, text));
  if (action?.address) parts.push(el('p', {}, el('a', { href: action.address }, action.text)));
  if (action?.run) {
    const button = el('button', { type: 'button' }, action.text);
    button.addEventListener('click', action.run);
    parts.push(button);
  }
  main.removeAttribute('data-shown');
  main.replaceChildren(el('div', { class: 'notice' }, ...parts));
}

let iconShows = 0;

/** The number of failing builds as the page's icon, to be seen among other tabs. */
function icon(failing) {
  if (failing === iconShows) return;
  iconShows = failing;
  const text = failing > 99 ? '99' : failing;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#c2310a"/>
    <text x="8" y="12.2" font-family="sans-serif" font-weight="700" font-size="${failing > 9 ? 10 : 12}" text-anchor="middle" fill="#fff">${text}</text></svg>`;
  document.querySelector('link[rel=icon]').href =
    failing > 0 ? `data:image/svg+xml,${encodeURIComponent(svg)}` : 'board/icon.svg';
}

function mount() {
  view?.close();
  const address = readAddress(location.hash);
  const page = new Page();
  main.removeAttribute('data-shown');
  main.replaceChildren();
  if (address.view === undefined) {
    page.name('No such page', [['Overview', '#/']], 0);
    notice('There is no such page', location.hash, { text: 'To the overview', address: '#/' });
    connection.dataset.connection = 'none';
    view = page;
    return;
  }
  const shown = VIEWS[address.view](page, address);
  view = {
    close: () => {
      shown.close?.();
      page.close();
    },
    key: shown.key,
  };
}

addEventListener('hashchange', () => {
  mount();
  main.focus({ preventScroll: true });
});
mount();

// Keys

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const typing = event.target.matches('input, textarea, select');
  if (event.key === 'Escape' && typing && event.target.value !== '') {
    event.target.value = '';
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (event.key === 'Escape') {
    event.target.blur();
    view.key?.(event);
  } else if (event.key === '/' && !typing) {
    const search = document.getElementById('search');
    search?.focus();
    if (search) event.preventDefault();
  } else if (event.key === '?' && !typing) {
    help.showModal();
  }
});
document.getElementById('help-open').addEventListener('click', () => help.showModal());
document.getElementById('skip').addEventListener('click', () => main.focus());

// Colours

const theme = document.getElementById('theme');
const THEMES = ['auto', 'light', 'dark'];

function showTheme() {
  setText(theme.querySelector('b'), document.documentElement.dataset.theme);
}

theme.addEventListener('click', () => {
  const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
  document.documentElement.dataset.theme = next;
  showTheme();
  try {
    localStorage.setItem('theme', next);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
});
showTheme();
