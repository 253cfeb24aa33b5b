// A schedule: who is on call, until when, who is next, and its overrides.
import { h } from './dom.js';
import { listed } from './names.js';
import * as time from './time.js';

/** What cannot be done is null. */
export function card(one, { nameOf, onOverride, onEnd }) {
  const names = keys => listed(keys.map(nameOf)) || 'Nobody';
  return h('article.schedule', { class: one.onCall.length ? '' : 'gap', 'data-id': `schedule ${one.name}` },
    h('header', null, h('h3', null, one.name), onOverride ? h('button', { type: 'button', onclick: onOverride }, 'Override') : null),
    h('p', null, h('strong', null, names(one.onCall)), one.until ? ` until ${time.full(one.until)}` : ''),
    one.until && one.next ? h('p.next', null, `Next: ${names(one.next)}`) : null,
    one.overrides.map(each => h('p.override', { 'data-id': `override ${each.id}` },
      h('span', null, `Override: ${nameOf(each.person)} ${Date.parse(each.from) > time.now() ? `from ${time.full(each.from)} ` : ''}until ${time.full(each.to)}`),
      onEnd ? h('button.quiet', { type: 'button', onclick: event => onEnd(each, event.currentTarget) }, 'End') : null)),
    one.findings.map(finding => h('p.finding', null, finding)));
}
