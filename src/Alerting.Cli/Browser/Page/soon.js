// A path without a view.
import { h, fill } from './dom.js';

const WHY = 'Search the decisions about an alert on the command line: alerting why NAME --since 24h';

export const title = () => location.pathname === '/why' ? 'Why' : 'Not found';
export const path = () => null;

export function show(view) {
  fill(view, h('h2', null, title()), h('p.empty', null, location.pathname === '/why' ? WHY : 'There is nothing at this address.'));
}
