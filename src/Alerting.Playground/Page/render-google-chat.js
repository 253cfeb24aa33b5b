// Google Chat's cards: https://developers.google.com/workspace/chat/api/reference/rest/v1/cards
import { h, link } from './dom.js';

/** HTML-encoded text with line breaks and no other markup. */
const text = html => (html ?? '').split('<br>').flatMap((line, at) => [at ? h('br') : null,
  line.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&amp;', '&')]);

export function googleChat(json) {
  return h('div.google', null, json.text ? h('p', null, json.text) : null, (json.cardsV2 ?? []).map(({ card }) => h('div.chat-card', null,
    h('header', null, h('h4', null, card.header?.title), h('p', null, card.header?.subtitle)),
    (card.sections ?? []).map(section => h('div.section', null, section.header ? h('h5', null, text(section.header)) : null, (section.widgets ?? []).map(widget))))));
}

function widget(part) {
  if (part.textParagraph) return h('p', null, text(part.textParagraph.text));
  if (part.decoratedText) return h('p.labelled', null, h('small', null, text(part.decoratedText.topLabel)), h('span', null, text(part.decoratedText.text)));
  if (part.buttonList) return h('div.actions', null, (part.buttonList.buttons ?? []).map(button => link(button.onClick?.openLink?.url ?? '', text(button.text).filter(Boolean).join(' '))));
  return null;
}
