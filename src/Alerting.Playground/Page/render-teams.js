// The elements of Adaptive Cards that we send: https://adaptivecards.io/explorer
import { h, link } from './dom.js';

export function teams(json) {
  return h('div.teams', null, (json.attachments ?? []).map(each => h('div.adaptive', null, (each.content?.body ?? []).map(element))));
}

function element(part) {
  switch (part.type) {
    case 'Container': return h('div.container', { class: part.style ?? '' }, (part.items ?? []).map(element));
    case 'RichTextBlock': return h('p', { class: `${part.separator ? 'separated' : ''} ${size(part)}` }, (part.inlines ?? []).map(run));
    case 'TextBlock': return h('p.mention', null, (part.text ?? '').replace(/<at>(.*?)<\/at>/g, '@$1'));
    case 'ActionSet': return h('div.actions', null, (part.actions ?? []).map(action => link(action.url, action.title)));
    default: return null;
  }
}

const size = part => ({ Large: 'large', Small: 'little' })[part.inlines?.[0]?.size] ?? '';

const run = part => h(part.weight === 'Bolder' ? 'b' : part.fontType === 'Monospace' ? 'code' : 'span', { class: part.isSubtle ? 'subtle' : '' }, part.text);
