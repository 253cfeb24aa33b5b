// Telegram's HTML has a few tags, so it needs no HTML parser.
import { h, link } from './dom.js';

const TAGS = { b: 'b', i: 'i', u: 'u', s: 's', code: 'code', pre: 'pre' };
const decode = text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

export function telegram(json) {
  const root = h('div.telegram');
  const open = [root];
  for (const piece of (json.text ?? '').split(/(<\/?[a-z]+(?: href="[^"]*")?>)/)) {
    const tag = /^<(\/?)([a-z]+)(?: href="([^"]*)")?>$/.exec(piece);
    const top = open[open.length - 1];
    if (!tag) top.append(decode(piece));
    else if (tag[1]) { if (open.length > 1) open.pop(); }
    else {
      const element = tag[2] === 'a' ? link(decode(tag[3] ?? ''), '') : h(TAGS[tag[2]] ?? 'span');
      top.append(element);
      open.push(element);
    }
  }
  return root;
}
