// Who is on an incident, and who is asked next.
import { h } from './dom.js';
import { listed } from './names.js';
import * as time from './time.js';

/** One line: the answer, or how far the escalation is. */
export function incident(one) {
  const code = h('b', null, one.code);
  const asked = one.asked.length ? h('small', null, 'Asked: ', one.asked.map((step, at) => [at ? ', ' : '', h('bdi', null, listed(step.to)), ` ${time.moment(step.at)}`])) : null;
  return h('p.incident', { class: one.nobodyAnswered ? 'unanswered' : one.state }, code, ' ', says(one), asked);
}

function says(one) {
  const by = one.by ? [' by ', h('bdi', null, one.by), ` ${time.moment(one.at)}`] : '';
  switch (one.state) {
    case 'acknowledged': return ['Acknowledged', by, `, until ${time.moment(one.until)}`];
    case 'snoozed': return ['Snoozed', by, `, until ${time.moment(one.until)}`];
    case 'closed': return ['Closed', by];
    case 'resolved': return one.by ? ['Resolved, last answered', by] : 'Resolved';
    default: return open(one);
  }
}

function open(one) {
  if (one.nobodyAnswered) return 'Nobody answered';
  if (!one.nextAt && !one.asked.length) return 'Nobody is on it';
  if (!one.nextAt) return 'Waiting for an answer from the last step';
  return ['Waiting for an answer. Next: ', h('bdi', null, listed(one.next) || 'nobody on call'), ` ${time.until(one.nextAt)}`];
}
