// Follows one stream of Server-Sent Events and reconnects for ever.
// By fetch and not by EventSource, which tells a page neither the status of a refusal nor that
// heartbeats have ceased, and so could not say what is wrong.

const SILENCE_MS = 40_000; // the service sends a comment every 15 s
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 15_000;

/** An answer other than 200; the message is what the service said. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Reads JSON from the service. Throws a Refusal, or a TypeError where there is no connection. */
export async function read(path, signal) {
  return (await ask(path, 'application/json', signal)).json();
}

/** Follows a stream until close() of the returned: onEvent(name, data), onLost(error). */
export function follow(path, { onEvent, onLost }) {
  const closed = new AbortController();
  run(path, onEvent, onLost, closed.signal);
  return { close: () => closed.abort() };
}

async function run(path, onEvent, onLost, closed) {
  let pause = FIRST_RETRY_MS;
  while (!closed.aborted) {
    try {
      await once(path, closed, (event, data) => {
        pause = FIRST_RETRY_MS;
        onEvent(event, data);
      });
    } catch (e) {
      if (closed.aborted) return;
      onLost(e);
    }
    await wait(pause * (0.75 + Math.random() / 2), closed); // not all screens at once
    pause = Math.min(LAST_RETRY_MS, pause * 1.5);
  }
}

async function once(path, closed, onEvent) {
  const silence = new AbortController();
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(new Error('the service is silent')), SILENCE_MS);
  };
  try {
    heard();
    const response = await ask(path, 'text/event-stream', AbortSignal.any([closed, silence.signal]));
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the service ended the stream');
      heard();
      text += value;
      const frames = text.split('\n\n');
      text = frames.pop();
      for (const frame of frames) dispatch(frame, onEvent);
    }
  } finally {
    clearTimeout(timer);
  }
}

function dispatch(frame, onEvent) {
  let event = 'message';
  const data = [];
  for (const line of frame.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    if (line.startsWith('data:')) data.push(line.slice(5));
  }
  if (data.length > 0) onEvent(event, JSON.parse(data.join('\n')));
}

async function ask(path, type, signal) {
  const response = await fetch(path, { headers: { Accept: type }, cache: 'no-store', signal });
  if (response.ok) return response;
  const text = await response.text();
  throw new Refusal(response.status, errorOf(text) ?? `the service answered ${response.status}`);
}

function errorOf(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined; // not from this service: a proxy's page
  }
}

/** Waits, but not beyond the end of the stream, nor when the network has come back. */
function wait(ms, closed) {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    closed.addEventListener('abort', end, { signal: over.signal });
    addEventListener('online', end, { signal: over.signal });
  });
}
