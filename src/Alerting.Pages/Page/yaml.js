// Colours for a configuration.
import { h } from './dom.js';

/** Highlights comments, keys, strings and placeholders. */
export function colour(line) {
  const pieces = [];
  const pattern = /(#(?<=(^|\s)#).*$)|("(?:[^"\\]|\\.)*"|'[^']*')|(\$\{[^}]*\})|([A-Za-z_][\w-]*)(?=:(\s|$))/g;
  let at = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > at) pieces.push(line.slice(at, match.index));
    const kind = match[1] ? 'c' : match[3] ? 's' : match[4] ? 'p' : 'k';
    pieces.push(h(`span.${kind}`, null, match[0]));
    at = match.index + match[0].length;
  }
  pieces.push(line.slice(at));
  return pieces;
}
