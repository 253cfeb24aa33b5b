// Dead letters. Reading hides them from others for a moment, so they are read on request only.
import { $, h, fill } from './dom.js';
import { act, get, post } from './api.js';
import { ask } from './ask.js';
import { session } from './session.js';
import * as time from './time.js';

export const title = () => 'Dead letters';
export const path = () => null;

export function enter(view) {
  fill(view, h('section', { 'aria-labelledby': 'dead-title' },
    h('div.row.between', null, h('h2', { id: 'dead-title' }, 'Dead letters'), h('div.row', null,
      h('button', { type: 'button', id: 'dead-read', onclick: read }, 'Read again'), h('button.primary', { type: 'button', id: 'dead-all', hidden: true }, 'Redrive all'))),
    h('p.hint', { id: 'dead-hint', role: 'status' }, 'Reading the queue takes a few seconds…'), h('ul.queue', { id: 'dead' })));
  read();
}

export function show() { /* Read when the view opens. */ }

const read = () => act($('dead-read'), async () => {
  const found = await get('/api/dead');
  if (!$('dead')) return;
  $('dead-hint').textContent = `Read at ${time.clock(found.readAt)}. Reading hides the messages from others for a moment.`;
  fill($('dead'), found.letters.map(row));
  if (!found.letters.length) fill($('dead'), h('li.empty', null, 'No dead letters.'));
  const canRedrive = !session.access.redrive && found.letters.length > 0;
  $('dead-all').hidden = !canRedrive;
  $('dead-all').onclick = () => redrive(found.letters);
});

function row(letter) {
  return h('li', { 'data-id': letter.id },
    h('strong', null, h('bdi', null, letter.title)), letter.at ? h('span', null, time.full(letter.at)) : null,
    h('p', null, `${letter.kind[0].toUpperCase()}${letter.kind.slice(1)}`, letter.receiver ? [' for ', h('bdi', null, letter.receiver)] : '', ' · ', h('code', null, letter.shortId)),
    h('small', null, h('bdi', null, letter.reason)),
    h('details', null, h('summary', null, 'Show'), h('pre.message', { tabindex: '0' }, letter.text), letter.body !== letter.text ? h('pre.message', { tabindex: '0' }, letter.body) : null),
    session.access.redrive || letter.kind === 'unreadable' ? null : h('button', { type: 'button', onclick: () => redrive([letter]) }, 'Redrive'));
}

function redrive(letters) {
  ask({
    title: 'Redrive', button: 'Redrive', text: [letters.length === 1 ? h('bdi', null, letters[0].title) : `${letters.length} dead letters`, h('br'), 'Each is sent again. Targets and groups that have it already do not get it twice.'],
    does: async () => {
      const done = await post('/api/dead/redrive', { ids: letters.map(letter => letter.id) });
      setTimeout(read);
      return done;
    },
  });
}
