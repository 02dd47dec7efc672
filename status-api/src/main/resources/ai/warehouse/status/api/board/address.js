// Addresses of the board: hash routes, each part percent-encoded, filters in the query of the hash.

const encode = (part) => encodeURIComponent(part.toWellFormed());

/** The parts as a path of the service or of a hash. */
export const path = (...parts) => parts.map(encode).join('/');

export const buildAddress = (pkg, env, version) =>
  `#/build/${version === undefined ? path(pkg, env) : path(pkg, env, version)}`;

export const packageAddress = (pkg, env) => `#/package/${path(pkg, env)}`;

/** Reads a hash: the view, its parts, its query; the view is undefined where the hash is wrong. */
export function readAddress(hash) {
  const [route, query] = split(hash.replace(/^#/, ''));
  const address = { parts: [], query: new URLSearchParams(query) };
  try {
    const [view, ...parts] = route.split('/').slice(1).map(decodeURIComponent);
    const complete = parts.every((part) => part !== '');
    address.parts = parts;
    if ((view ?? '') === '' && parts.length === 0) address.view = 'overview';
    if (view === 'build' && complete && (parts.length === 2 || parts.length === 3)) address.view = 'build';
    if (view === 'package' && complete && parts.length === 2) address.view = 'package';
  } catch (e) {
    if (!(e instanceof URIError)) throw e; // else the hash is no percent-encoded text: a wrong address
  }
  return address;
}

/** Replaces the query of the hash, so that the address always shows the same again. */
export function setQuery(pairs) {
  const query = new URLSearchParams(pairs.filter(([, value]) => value !== '' && value !== undefined));
  const [route] = split(location.hash || '#/');
  history.replaceState(null, '', query.size > 0 ? `${route}?${query}` : route);
}

function split(hash) {
  const at = hash.indexOf('?');
  return at < 0 ? [hash, ''] : [hash.slice(0, at), hash.slice(at + 1)];
}
