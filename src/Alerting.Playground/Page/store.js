// The state of the page, updated by server-sent events and drawn at most once per frame.

const MAX_ENTRIES = 120;
const MAX_MESSAGES = 60;

export const state = {
  timeline: new Map(),
  messages: new Map(),
  groups: [],
  status: null,
  clock: null,
  isConnected: false,
};

const listeners = [];
let pending = null;

/** Called after each change with { timeline, messages, groups, connection, isWhole }. */
export const listen = listener => listeners.push(listener);

export function connect() {
  const stream = new EventSource('/api/stream');
  stream.addEventListener('message', event => take(JSON.parse(event.data)));
  stream.addEventListener('open', () => connected(true));
  stream.addEventListener('error', () => connected(false));
}

function connected(is) {
  if (state.isConnected === is) return;
  state.isConnected = is;
  schedule({ connection: true });
}

function take(update) {
  if (update.isWhole) {
    state.timeline.clear();
    state.messages.clear();
    state.groups = [];
  }
  state.clock = update.clock;
  state.status = update.status;
  for (const entry of update.trail) state.timeline.set(entry.id, entry);
  for (const message of update.messages) state.messages.set(message.id, message);
  if (update.groups) state.groups = update.groups;
  forget();
  schedule({
    isWhole: update.isWhole, timeline: update.trail.map(entry => entry.id), messages: update.messages,
    groups: Boolean(update.groups) || update.isWhole,
  });
}

function forget() {
  const ids = [...state.timeline.keys()].sort((a, b) => a - b);
  for (const id of ids.slice(0, Math.max(0, ids.length - MAX_ENTRIES))) state.timeline.delete(id);
  const byChannel = new Map();
  for (const message of [...state.messages.values()].reverse()) {
    const count = (byChannel.get(message.channel) ?? 0) + 1;
    byChannel.set(message.channel, count);
    if (count > MAX_MESSAGES) state.messages.delete(message.id);
  }
}

function schedule(change) {
  if (pending) {
    pending.isWhole ||= change.isWhole;
    pending.groups ||= change.groups;
    pending.connection ||= change.connection;
    pending.timeline = [...(pending.timeline ?? []), ...(change.timeline ?? [])];
    pending.messages = [...(pending.messages ?? []), ...(change.messages ?? [])];
    return;
  }
  pending = change;
  // A hidden page gets no animation frames.
  if (document.hidden) setTimeout(draw, 500);
  else requestAnimationFrame(draw);
}

function draw() {
  const change = pending;
  pending = null;
  for (const listener of listeners) listener(change);
}
