// Discord embeds and Mattermost attachments: Markdown with bold, links and escapes.
import { h, link } from './dom.js';

const PATTERN = /\\([\s\S])|\*\*\[((?:\\.|[^\]\\])*)\]\((\S+?)\)\*\*|\[((?:\\.|[^\]\\])*)\]\((\S+?)\)|\*\*((?:\\.|[^*\\])*)\*\*/g;
const bare = text => text.replace(/\\([\s\S])/g, '$1');

export function markdown(text) {
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > at) pieces.push(text.slice(at, match.index));
    if (match[1] !== undefined) pieces.push(match[1]);
    else if (match[3]) pieces.push(h('b', null, link(match[3], bare(match[2]))));
    else if (match[5]) pieces.push(link(match[5], bare(match[4])));
    else pieces.push(h('b', null, bare(match[6])));
    at = match.index + match[0].length;
  }
  pieces.push(text.slice(at));
  return pieces;
}

export function discord(json) {
  return h('div.discord', null, json.content ? h('p', null, h('span.mention', null, json.content)) : null, embeds(json), buttons(json));
}

/** Below the embed; each opens a link. */
function buttons(json) {
  const rows = json.components ?? [];
  return rows.length ? h('div.actions', null, rows.flatMap(row => row.components).map(button => link(button.url, button.label))) : null;
}

function embeds(json) {
  return (json.embeds ?? []).map(embed => {
    const element = h('div.embed', null,
      h('h4', null, embed.url ? link(embed.url, bare(embed.title ?? '')) : bare(embed.title ?? '')),
      embed.description ? h('p', null, markdown(embed.description)) : null,
      embed.fields ? h('dl', null, embed.fields.map(field => h('div', { class: field.inline ? '' : 'wide' }, h('dt', null, markdown(field.name)), h('dd', null, markdown(field.value))))) : null);
    if (Number.isInteger(embed.color)) element.style.borderLeftColor = `#${embed.color.toString(16).padStart(6, '0')}`;
    return element;
  });
}

export function mattermost(json) {
  return h('div.discord', null, json.text ? h('p', null, h('span.mention', null, json.text)) : null, (json.attachments ?? []).map(each => {
    const element = h('div.embed', null,
      h('h4', null, each.title_link ? link(each.title_link, bare(each.title ?? '')) : bare(each.title ?? '')),
      h('p', null, markdown(each.text ?? '')),
      each.fields ? h('dl', null, each.fields.map(field => h('div', { class: field.short ? '' : 'wide' }, h('dt', null, markdown(field.title)), h('dd', null, markdown(field.value))))) : null);
    if (/^#[0-9a-f]{6}$/i.test(each.color ?? '')) element.style.borderLeftColor = each.color;
    return element;
  }));
}
