// The exact payload, and its size against the limit.
import { $, h, sentence } from './dom.js';
import { get, toast } from './api.js';
import { nameOf } from './names.js';
import { recipientName } from './oncall.js';

/** The exact payload. Copy takes this, even when it is shown formatted. */
let sent = '';

export function startPayload() {
  $('payload-raw').addEventListener('change', show);
  $('payload-copy').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(sent);
      toast('Copied.');
    } catch {
      toast('The browser blocked the clipboard.', true);
    }
  });
}

/** How much of the limit is used. */
export function size(message) {
  const { value, limit, unit, note } = message.size;
  const bar = h('i');
  bar.style.setProperty('--used', `${Math.min(100, value / limit * 100)}%`);
  const text = `${value.toLocaleString('en-GB')} of ${limit.toLocaleString('en-GB')} ${unit}${note ? `, ${note}` : ''}`;
  return h('button.size', { type: 'button', title: `${text}. Show payload`, onclick: () => open(message, text) },
    bar, h('span', null, note && message.channel === 'sms' ? `${note} · ${value}/${limit}` : `${short(value)} / ${short(limit)}`), h('span.sr', null, `: ${text}. Show payload`));
}

const short = count => count >= 10_000 ? `${Math.round(count / 1000)}k` : count.toLocaleString('en-GB');

async function open(message, text) {
  const raw = message.body ?? await get(`/api/messages/${message.id}/payload`).catch(problem => problem.sentence ?? '');
  sent = raw;
  $('payload-title').textContent = `${nameOf(message.channel)} to ${recipientName(message.receiver)}`;
  $('payload-size').textContent = text;
  $('payload-why').textContent = `${sentence(message.kind)} ${sentence(message.reason)}`;
  // Only JSON can be formatted.
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
