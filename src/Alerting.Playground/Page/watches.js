// Heartbeats and checks: their state, a button that reports, and one that makes a check fail.
import { $, h, fill } from './dom.js';
import { act, post, put, toast } from './api.js';
import * as time from './time.js';

export function showWatches(status) {
  fill($('watches'), status.heartbeats.map(heartbeat), status.checks.map(check));
}

function check(one) {
  const state = one.isFiring ? 'down' : one.failures ? `${one.failures} of ${one.needed} failed` : 'up';
  return row('Check', one.name, `${state} · ${one.url}`, one.isFiring,
    button(one.isDown ? 'Let it pass' : 'Let it fail', () => put(`/api/checks/${encodeURIComponent(one.name)}`, { isDown: !one.isDown })));
}

function heartbeat(one) {
  const last = one.last ? `last report ${time.full(one.last)}` : 'never reported';
  const due = one.isMissing ? `missing since ${time.full(one.dueAt)}` : `due by ${time.full(one.dueAt)}`;
  return row('Heartbeat', one.name, `${last} · ${due}`, one.isMissing,
    button('Report', () => post(`/heartbeat/${one.name}`)));
}

function row(kind, name, text, isBad, ...buttons) {
  return h('div.watch', { 'data-id': `${kind} ${name}`, class: isBad ? 'bad' : '' },
    h('span', null, h('b', null, `${kind} `), h('bdi', null, name), h('small', null, text)), h('div', null, buttons));
}

const button = (text, work) => h('button', { type: 'button', onclick: event => act(event.currentTarget, async () => toast((await work()).message)) }, text);
