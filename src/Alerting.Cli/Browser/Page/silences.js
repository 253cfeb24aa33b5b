// Silences: add one with a preview of what it matches now, and end one.
import { $, h, fill } from './dom.js';
import { post } from './api.js';
import { ask } from './ask.js';
import { session } from './session.js';
import * as time from './time.js';

export const title = () => 'Silences';
export const path = () => '/api/silences';

const TIMES = [['60', '1 hour'], ['240', '4 hours'], ['480', '8 hours'], ['1440', '1 day'], ['10080', '1 week'], ['0', 'Until resolved']];

export function enter(view, { query }) {
  fill(view,
    session.access.table ? null : h('form.panel', { id: 'silence-form', 'aria-labelledby': 'add-title' }, h('h2', { id: 'add-title' }, 'Add a silence'),
      h('div.fields', null,
        h('label', null, 'Matchers, one a line', h('textarea', { id: 'silence-matchers', rows: 3, spellcheck: 'false', placeholder: 'name = "disk"', 'aria-describedby': 'silence-preview' })),
        h('label', null, 'For', h('select', { id: 'silence-time' }, TIMES.map(([value, text]) => h('option', { value }, text)))),
        h('label', null, 'Reason', h('input', { id: 'silence-comment', autocomplete: 'off', maxlength: 500 })),
        h('div', { id: 'silence-preview', role: 'status' })),
      h('div.row', null, h('button.primary', { type: 'submit' }, 'Silence'))),
    h('section', { 'aria-labelledby': 'silences-title' }, h('h2', { id: 'silences-title' }, 'Silences'), h('div', { id: 'silences' }, h('p.empty', null, 'Reading…'))));
  if (session.access.table) return;
  $('silence-matchers').value = query.get('match') ?? '';
  let typing;
  $('silence-matchers').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(preview, 300); });
  $('silence-form').addEventListener('submit', event => { event.preventDefault(); add(); });
  if ($('silence-matchers').value) preview();
}

const matchers = () => $('silence-matchers').value.split('\n').map(line => line.trim()).filter(Boolean);

let latest = 0;

async function preview() {
  const number = ++latest;
  if (!matchers().length) return fill($('silence-preview'));
  const found = await post('/api/silences/preview', { matchers: matchers(), minutes: 60, untilResolved: false }).catch(problem => ({ problem: problem.sentence }));
  if (number !== latest || !$('silence-preview')) return undefined;
  return fill($('silence-preview'), found.problem ? h('p.problem', null, found.problem) : matching(found));
}

function matching(found) {
  return [h('p', null, found.count ? `Matches ${found.count === 1 ? '1 alert that fires' : `${found.count} alerts that fire`} now${found.isPartial ? ', and perhaps more' : ''}:` : `Matches nothing that fires now${found.isPartial ? ' among the groups that were looked at' : ''}.`),
    h('ul.plainly', null, found.titles.map(text => h('li', null, h('bdi', null, text)))), found.count > found.titles.length ? h('p.more', null, `and ${found.count - found.titles.length} more`) : null];
}

async function add() {
  const minutes = Number($('silence-time').value);
  const request = { matchers: matchers(), minutes, untilResolved: minutes === 0, comment: $('silence-comment').value };
  const found = await post('/api/silences/preview', request).catch(problem => ({ problem: problem.sentence }));
  if (found.problem) return fill($('silence-preview'), h('p.problem', null, found.problem));
  return ask({
    title: 'Silence', button: 'Silence', text: [h('code', null, request.matchers.join(', ')), h('br'), ...matching(found)],
    does: async () => {
      const done = await post('/api/silences', request);
      for (const id of ['silence-matchers', 'silence-comment']) $(id).value = '';
      fill($('silence-preview'));
      return done;
    },
  });
}

export function show(view, { silences }) {
  fill($('silences'), silences.map(row));
  if (!silences.length) fill($('silences'), h('p.empty', null, 'No silences.'));
}

function row(one) {
  const until = one.untilResolved ? `until resolved, ${time.full(one.endsAt)} at the latest` : `until ${time.full(one.endsAt)}`;
  const when = one.state === 'ended' ? `ended ${time.full(one.endsAt)}` : one.state === 'upcoming' ? `from ${time.full(one.startsAt)} ${until}` : until;
  return h('div.silenced', { class: one.state, 'data-id': one.id },
    h('span', null, h('b', null, one.isMaintenance ? 'Maintenance ' : `${one.state[0].toUpperCase()}${one.state.slice(1)} `), h('bdi', null, one.matchers.join(', ')), ` ${when}`,
      h('small', null, one.comment ? [h('bdi', null, one.comment), ' · '] : '', one.isMaintenance ? 'in the configuration' : ['by ', h('bdi', null, one.author)])),
    one.state === 'ended' || one.isMaintenance || session.access.table ? null : h('button', { type: 'button', onclick: () => ask({
      title: 'End the silence', button: 'End', text: [h('code', null, one.matchers.join(', ')), h('br'), 'What still fires is notified within about a minute.'],
      does: () => post(`/api/silences/${encodeURIComponent(one.id)}/expire`),
    }) }, 'End'));
}
