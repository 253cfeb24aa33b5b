// A path without a view.
import { h, fill } from './dom.js';

export const title = () => 'Not found';
export const path = () => null;

export function show(view) {
  fill(view, h('h2', null, title()), h('p.empty', null, 'There is nothing at this address.'));
}
