// Slack's Block Kit: https://docs.slack.dev/reference/block-kit/blocks
import { h, link } from './dom.js';

const decode = text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export function slack(json) {
  if (!json.blocks) return h('div.slack', null, h('p', null, decode(json.text ?? '')));
  return h('div.slack', null, json.blocks.map(block), (json.attachments ?? []).map(each => {
    const bar = h('div.bar', null, each.blocks.map(block));
    if (/^#[0-9a-f]{6}$/i.test(each.color)) bar.style.borderLeftColor = each.color;
    return bar;
  }));
}

function block(block) {
  switch (block.type) {
    case 'header': return h('h4', null, decode(block.text.text));
    case 'divider': return h('hr');
    case 'actions': return h('div.actions', null, block.elements.map(each => each.url
      ? link(each.url, decode(each.text.text)) : h('span', null, decode(each.text.text))));
    case 'context': return h('p.context', null, (block.elements ?? []).map(text));
    default:
      return h('div.section', null,
        block.text ? h('p', null, text(block.text)) : null,
        block.fields ? h('dl', null, block.fields.map(field => pair(decode(field.text)))) : null);
  }
}

/** A field has two lines: name and value. */
function pair(text) {
  const [name, ...rest] = text.split('\n');
  return h('div', null, h('dt', null, name), h('dd', null, rest.join('\n')));
}

/** In mrkdwn, angle brackets enclose links and mentions. */
function text(object) {
  if (object.type !== 'mrkdwn') return decode(object.text);
  return object.text.split(/(<[^<>]+>)/).map(piece => {
    if (!/^<.*>$/.test(piece)) return decode(piece);
    const [target, shown] = piece.slice(1, -1).split('|');
    if (/^[!@#]/.test(target)) return h('span.mention', null, `@${shown ?? target.replace(/^[!@#]/, '').split('^')[0]}`);
    return link(decode(target), decode(shown ?? target));
  });
}
