// Pagers and webhooks, with their JSON.
import { $, h, fill } from './dom.js';
import { parse, pretty, size } from './payload.js';
import * as time from './time.js';

const NAMES = { pagerduty: 'PagerDuty', opsgenie: 'Opsgenie', webhook: 'Webhook' };
const MAX = 20;
const cards = new Map();

export function showPagers({ messages }, change) {
  if (change.isWhole) cards.clear();
  const those = [...messages.values()].filter(message => message.channel in NAMES).reverse().slice(0, MAX);
  for (const id of [...cards.keys()]) if (!those.some(message => message.id === id)) cards.delete(id);
  for (const message of those) if (!cards.has(message.id)) cards.set(message.id, view(message, message === those[0]));
  fill($('pagers'), those.map(message => cards.get(message.id)));
  if (!those.length) fill($('pagers'), h('p.empty', null, 'No messages to pagers or webhooks.'));
}

function view(message, isFirst) {
  const json = parse(message.body) ?? {};
  const tone = message.isOver ? 'resolved' : message.severity;
  return h('article.card', { class: tone, 'data-id': message.id },
    h('header', null, h('b', null, NAMES[message.channel]), h('span', null, headline(message, json)), h('time', null, time.moment(message.at)), size(message)),
    h('p', null, json.payload?.summary ?? json.title ?? json.message ?? message.title),
    h('details', { open: isFirst }, h('summary', null, 'JSON'), h('pre', null, pretty(message.body ?? 'Too long to show here. Open the payload instead.'))));
}

function headline(message, json) {
  if (message.channel === 'pagerduty') return { trigger: 'Incident triggered', resolve: 'Incident resolved' }[json.event_action] ?? json.event_action;
  if (message.channel === 'opsgenie') return json.priority ? `Alert ${json.priority}` : 'Alert closed';
  return json.status && json.status !== json.kind ? `${json.kind}, ${json.status}` : json.kind ?? message.kind;
}
