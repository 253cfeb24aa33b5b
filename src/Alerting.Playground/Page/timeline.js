// The timeline: the decisions of each stage with their reasons.
import { $, h, fill, replace, sentence } from './dom.js';
import { actions, find } from './actions.js';
import { nameOf } from './names.js';
import { recipientName } from './oncall.js';
import * as time from './time.js';

const STAGES = {
  sources: 'Source', classification: 'Severity', routing: 'Route', grouping: 'Group', notification: 'Notification', channels: 'Deliveries',
};
const KINDS = { told: 'due', silence: 'silence', config: 'configuration', sns: 'SNS', none: 'no alert' };
const OUTCOMES = {
  told: () => 'notified', sending: () => 'sending', failed: () => 'not delivered', suppress: () => 'not notified', none: () => '',
  at: entry => `due ${time.moment(entry.outcomeAt)}`, hold: entry => `held until ${time.moment(entry.outcomeAt)}`,
};
const MAX_SHOWN = 60;

const rows = new Map();

/** Entries that the user opened or closed stay so. Of the others only the latest is open. */
const touched = new Map();
let opened = null;

export function showCounts(counts) {
  const shown = [['events', counts.events], ['sent', counts.messages], ['held', counts.held], ['not notified', counts.suppressed]];
  fill($('counts'), shown.map(([name, count]) => h('div', null, h('dt', null, name), h('dd', null, count.toLocaleString('en-GB')))));
}

export function showTimeline(state, change) {
  const list = $('timeline');
  if (change.isWhole) rows.clear();
  if (change.isWhole) touched.clear();
  const newest = [...state.timeline.values()].sort((a, b) => b.id - a.id).slice(0, MAX_SHOWN);
  const changed = new Set(change.timeline ?? []);
  const wanted = new Set(newest.map(entry => entry.id));
  for (const id of [...rows.keys()]) if (!wanted.has(id)) { rows.get(id).remove(); rows.delete(id); }
  if (newest[0] && opened !== newest[0].id) {
    if (opened !== null && !touched.has(opened)) rows.get(opened)?.querySelector('details').removeAttribute('open');
    opened = newest[0].id;
  }
  let before = null;
  for (const entry of newest) {
    let row = rows.get(entry.id);
    if (!row || changed.has(entry.id) || change.isWhole) {
      const isOpen = touched.get(entry.id) ?? entry.id === newest[0].id;
      const made = view(entry, isOpen, Boolean(row));
      if (row) replace(row, made);
      row = made;
      rows.set(entry.id, row);
    }
    if (before ? before.nextSibling !== row : list.firstChild !== row) {
      if (before) before.after(row);
      else list.prepend(row);
    }
    before = row;
  }
  if (!newest.length) fill(list, h('li.empty', null, h('p', null, 'No events yet.'), h('p', null, 'Fire an alarm to see who is notified, when, and why.')));
  else list.querySelector('.empty')?.remove();
  $('timeline-more').textContent = state.timeline.size > MAX_SHOWN ? `The newest ${MAX_SHOWN} entries are shown.` : '';
}

/** What can be done about the alerts of the entries, as they are now. */
export function showActions({ timeline, groups }) {
  for (const [id, row] of rows) {
    const found = timeline.get(id)?.fingerprint && find(groups, timeline.get(id).fingerprint);
    fill(row.querySelector('.todo'), found ? actions(found) : null);
  }
}

function view(entry, isOpen, isKnown) {
  const tone = entry.status === 'resolved' ? 'resolved' : entry.severity ?? entry.kind;
  const outcome = OUTCOMES[entry.outcome](entry);
  return h('li.entry', { class: `${tone}${isKnown ? '' : ' new'}`, 'data-id': entry.id },
    h('details', { open: isOpen },
      h('summary', { onclick: event => touched.set(entry.id, !event.currentTarget.parentElement.open) },
        h('time', { title: time.full(entry.at) }, time.seconds(entry.at)),
        h('span.title', null, entry.title),
        h('span.tag', { class: tone }, entry.status === 'resolved' ? 'resolved' : entry.severity ?? KINDS[entry.kind] ?? entry.kind),
        outcome ? h('span.outcome', { class: entry.outcome }, outcome) : null),
      h('ol.stages', null, stages(entry).map(([name, steps]) => h('li', null,
        h('span.stage', null, entry.kind === 'event' || name !== 'sources' ? STAGES[name] : 'Note'), h('div', null, steps)))),
      h('div.todo')));
}

function stages(entry) {
  const by = new Map();
  const put = (name, step) => by.set(name, [...(by.get(name) ?? []), step]);
  for (const stage of entry.stages) put(stage.stage, step(stage, entry));
  if (entry.deliveries.length) put('channels', deliveries(entry.deliveries));
  return [...by];
}

function step(stage, entry) {
  if (stage.stage === 'grouping') {
    const isLater = stage.action === 'hold' || (stage.action === 'notify' && Date.parse(stage.at) > Date.parse(entry.at) + 1000);
    const when = isLater ? h('span.when', null, ` ${stage.action === 'hold' ? 'until' : 'at'} ${time.moment(stage.at)}`) : null;
    return h('p', { class: stage.action }, h('b', null, stage.action), stage.text ? ` ${stage.text}` : '', when, h('small', null, sentence(stage.reason)));
  }
  return h('p', { class: stage.action ?? undefined }, h('span', null, stage.text), stage.reason ? h('small', null, stage.stage === 'routing' ? stage.reason : sentence(stage.reason)) : null);
}

function deliveries(all) {
  return h('ul.deliveries', null, all.map(one => h('li', { class: one.state.replace(' ', '-') },
    h('b', null, one.channel === 'sns' ? 'Push' : nameOf(one.channel)), h('span', null, recipientName(one.receiver)),
    h('em', null, one.state === 'retry' ? `retry ${time.until(one.dueAt)}` : one.state),
    one.state !== 'delivered' || one.attempts > 1 ? h('small', null, `${one.attempts > 1 ? `Attempt ${one.attempts}. ` : ''}${sentence(one.reason)}`) : null)));
}
