// Alerts of a group: their state with its reason.
import { h, sentence } from './dom.js';
import * as time from './time.js';

const STATES = { told: 'notified', waiting: 'pending', quiet: 'not notified' };

/** The values of group_by, without the empty ones. */
export function labels(key) {
  const values = key.split(/,(?=\w+=)/).map(pair => pair.slice(pair.indexOf('=') + 1)).filter(Boolean);
  return values.join(' · ') || 'All alerts';
}

/** The state with its reason. A reason may begin with the state: "Silenced by …". */
export function status(alert) {
  const state = STATES[alert.state] ?? alert.state;
  const reason = alert.state === 'told' ? alert.why : sentence(alert.why);
  if (reason.toLowerCase().startsWith(state)) return [h('b', null, reason.slice(0, state.length)), h('bdi', null, reason.slice(state.length))];
  return [h('b', null, state), alert.until ? ` until ${time.full(alert.until)}` : '', reason ? [' · ', h('bdi', null, reason)] : ''];
}
