// The exact payload, a click away, and its size against the limit.
import { $, h } from './dom.js';
import { get, toast } from './api.js';
import { nameOf } from './names.js';

/** What was sent, to the letter: this is copied, however it is shown. */
let sent = '';

export function startPayload() {
  $('payload-raw').addEventListener('change', show);
  $('payload-copy').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(sent);
      toast('Copied.');
    } catch {
      toast('The browser did not let it be copied.', true);
    }
  });
}

/** How much of the room is used. */
export function size(message) {
  const { value, limit, unit, note } = message.size;
  const bar = h('i');
  bar.style.setProperty('--used', `${Math.min(100, value / limit * 100)}%`);
  const text = `${value.toLocaleString('en-GB')} of ${limit.toLocaleString('en-GB')} ${unit}${note ? `, ${note}` : ''}`;
  return h('button.size', { type: 'button', title: `${text}. Show the exact payload`, onclick: () => open(message, text) },
    bar, h('span', null, note && message.channel === 'sms' ? `${note} · ${value}/${limit}` : `${short(value)} / ${short(limit)}`), h('span.sr', null, `: ${text}. Show the exact payload`));
}

const short = count => count >= 10_000 ? `${Math.round(count / 1000)}k` : count.toLocaleString('en-GB');

async function open(message, text) {
  const raw = message.body ?? await get(`/api/messages/${message.id}/payload`).catch(problem => problem.sentence ?? '');
  sent = raw;
  $('payload-title').textContent = `${nameOf(message.channel)} to ${message.receiver}`;
  $('payload-size').textContent = text;
  $('payload-why').textContent = `${message.kind}: ${message.reason}`;
  // What is no JSON has one form only.
  $('payload-raw').parentElement.hidden = parse(sent) === null;
  show();
  $('payload').showModal();
}

function show() {
  $('payload-text').textContent = $('payload-raw').checked ? sent : pretty(sent);
}

export function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

export function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
