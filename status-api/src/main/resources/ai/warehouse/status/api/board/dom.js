// Elements. Whatever comes from an event goes in as text or as an attribute, never as HTML.

/** Makes an element; attributes that are undefined are left out, texts become text nodes. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children);
  return element;
}

/** Sets an attribute, or removes it where the value is undefined; leaves an equal one alone. */
export function setAttribute(element, name, value) {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** Sets the text; leaves an equal one alone, as a write costs layout and resets a selection. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A name, isolated so that right-to-left text in it does not turn its neighbours round. */
export const name = (text, className) => el('bdi', { class: className, title: text }, text);

/** The same for a title or a label, which have no elements. */
export const isolated = (text) => `\u2068${text}\u2069`;

/** The sign of a state, which the word beside it repeats. */
export const glyph = (state) => el('span', { class: 'glyph', 'data-state': state, 'aria-hidden': 'true' });

/** Makes the nodes the children, in this order; what is there stays there and keeps the focus. */
export function arrange(parent, nodes) {
  const focused = document.activeElement;
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let next = parent.firstChild;
  for (const node of nodes) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
  if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/** Collects calls into one for each frame; in a hidden page, which has no frames, one a second. */
export function perFrame(render) {
  let frame;
  let timer;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
    render();
  };
  return () => {
    if (timer !== undefined) return;
    frame = requestAnimationFrame(run);
    timer = setTimeout(run, 1000);
  };
}

/** A copy of what a template holds. */
export const template = (id) => document.getElementById(id).content.cloneNode(true);

let unsaid = [];
let speaking;

/** Says something to screen readers; of a burst only the first few, and how many more there are. */
export function announce(text) {
  unsaid.push(text);
  speaking ??= setTimeout(() => {
    const more = unsaid.length - 3;
    document.getElementById('announcer').textContent =
      unsaid.slice(0, 3).join('. ') + (more > 0 ? `. And ${more} more.` : '.');
    unsaid = [];
    speaking = undefined;
  }, 1000);
}
