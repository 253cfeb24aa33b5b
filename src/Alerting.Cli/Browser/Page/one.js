// One incident: what happened, who was notified, and answers.
import { $, h, fill, link } from './dom.js';
import { labels } from './alerts.js';
import { answerButtons } from './ask.js';
import { incident } from './incident.js';
import { listed } from './names.js';
import { alertRow, deliveries } from './now.js';
import { session } from './session.js';
import * as time from './time.js';

export const title = state => `Incident ${state.id}`;
export const path = state => `/api/incidents/${encodeURIComponent(state.id)}`;

export function enter(view) {
  fill(view, h('div', { id: 'one' }, h('p.empty', null, 'Reading…')));
}

export function show(view, found) {
  const { card } = found;
  document.title = `${card.stand.code} ${card.title} · ${session.name}`;
  const timeline = $('steps')?.scrollTop ?? 0;
  fill($('one'),
    h('p', null, h('a', { href: '/' }, '← Now')),
    h('article.group.card', { class: found.isOver ? 'over' : card.severity, 'data-id': card.id },
      h('header', null, h('h2', null, h('span.tag', { class: card.severity }, card.severity), ' ', h('bdi', null, card.title)), h('span.route', { title: card.route }, card.route)),
      h('p.facts', null, `Since ${time.full(card.openedAt)}`, card.stand.endedAt ? `, ended ${time.full(card.stand.endedAt)}` : '', ' · ', h('bdi', null, labels(card.labels))),
      incident(card.stand),
      card.stand.comment ? h('p.facts', null, 'Reason: ', h('bdi', null, card.stand.comment)) : null,
      h('ul', null, card.alerts.map(alertRow)),
      card.more ? h('p.more', null, `and ${card.more} more`) : null,
      found.links.length ? h('p.links', null, found.links.map(one => link(one.url, one.text))) : null,
      deliveries(card.deliveries),
      answerButtons(card, !session.access.answer)),
    h('div.halves', null,
      h('section', { 'aria-labelledby': 'steps-title' }, h('h2', { id: 'steps-title' }, 'Timeline'), steps(found)),
      found.message ? h('section', { 'aria-labelledby': 'message-title' }, h('h2', { id: 'message-title' }, 'Message'), h('pre.message', { tabindex: '0', 'aria-labelledby': 'message-title' }, found.message)) : null));
  if ($('steps')) $('steps').scrollTop = timeline;
}

function steps(found) {
  if (!found.timeline.length) return h('p.empty', null, 'Nothing recorded.');
  return [h('ol.steps', { id: 'steps' }, [...found.timeline].reverse().map(step)),
    found.counted ? h('p.more', null, `${found.counted} further entries are only counted.`) : null];
}

function step(one) {
  const kind = one.state ?? one.kind;
  return h('li', { class: `${one.kind} ${kind.replace(' ', '-')}` },
    h('time', { title: time.full(one.at) }, time.moment(one.at) === time.clock(one.at) ? time.seconds(one.at) : time.moment(one.at)),
    h('div', null, h('p', null, h('bdi', null, one.text)),
      h('small', null, one.code ? h('code', null, one.code) : one.kind,
        one.alert && !one.text.includes(one.alert) ? [' · ', h('bdi', null, one.alert)] : '',
        one.to ? [' · to ', h('bdi', null, listed(one.to))] : '',
        one.by ? [' · by ', h('bdi', null, one.by)] : '', one.caller ? [' · ', h('bdi', null, one.caller)] : '')));
}
