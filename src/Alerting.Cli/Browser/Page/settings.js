// The configuration: checked, its routes as a tree, and where an event would go.
import { $, h, fill } from './dom.js';
import { act, post } from './api.js';
import { colour } from './yaml.js';
import * as time from './time.js';

export const title = () => 'Configuration';
export const path = () => '/api/config';

export function enter(view) {
  fill(view,
    h('section', { 'aria-labelledby': 'config-title' }, h('h2', { id: 'config-title' }, 'Configuration'), h('p.hint', { id: 'config-name' }), h('ul.places', { id: 'config-places' })),
    h('section.panel', { 'aria-labelledby': 'where-title' }, h('h2', { id: 'where-title' }, 'Where would this go?'),
      h('form', { id: 'where-form' }, h('label.hint', { for: 'where-event' }, 'An event: an SNS message, a webhook body, a log event, any JSON, or text. Nothing is sent.'),
        h('textarea', { id: 'where-event', rows: 4, spellcheck: 'false', placeholder: '{"title":"disk full","severity":"error"}' }), h('div.row', null, h('button.primary', { type: 'submit', id: 'where-do' }, 'Show'))),
      h('div', { id: 'where', role: 'status' })),
    h('section', { 'aria-labelledby': 'routes-title' }, h('h2', { id: 'routes-title' }, 'Routes'), h('p.hint', null, 'From top to bottom: the first route that matches takes the alert, and its children refine it.'), h('div', { id: 'routes' })),
    h('section', { 'aria-labelledby': 'text-title' }, h('h2', { id: 'text-title' }, 'Text'), h('pre.message.yaml', { id: 'config-text', tabindex: '0', 'aria-labelledby': 'text-title' })));
  $('where-form').addEventListener('submit', event => { event.preventDefault(); where(); });
}

export function show(view, config) {
  $('config-name').textContent = config.name.startsWith('ssm:') ? `${config.name}: the parameter that the functions read.` : `${config.name} on this machine. The functions have the copy of their last deployment.`;
  const places = [...config.errors.map(each => ({ ...each, kind: 'error' })), ...config.notes.map(each => ({ ...each, kind: 'note' }))];
  fill($('config-places'), places.length ? places.map(each => h('li.place', { class: each.kind }, h('b', null, `Line ${each.line}`), ` ${each.text}`)) : config.problem ? h('li.place.error', null, config.problem) : h('li.fine', null, '✓ Valid'));
  fill($('routes'), config.routes.length ? tree(config.routes) : h('p.empty', null, 'No routes.'));
  const lines = config.text.split('\n');
  fill($('config-text'), lines.map((line, at) => [colour(line), at < lines.length - 1 ? '\n' : '']));
}

const tree = routes => h('ul.tree', null, routes.map(route => h('li', null, h('div', null,
  h('strong', null, h('bdi', null, route.name)), route.continues ? h('span.tag', null, 'continue') : null, route.isNull ? h('span.tag', null, 'notifies nobody') : null,
  h('p', null, route.match.length ? h('code', null, route.match.join(', ')) : 'everything',
    route.to.length ? [' → ', h('bdi', null, route.to.join(', '))] : '', route.escalate ? [' → escalation ', h('bdi', null, route.escalate)] : '', route.hold ? ` · held outside ${route.hold}` : '',
    h('small', null, `grouped by ${route.groupBy.join(', ') || 'nothing'}`))),
route.routes.length ? tree(route.routes) : null)));

const where = () => act($('where-do'), async () => {
  const found = await post('/api/config/where', { event: $('where-event').value });
  fill($('where'), found.alerts.length ? found.alerts.map(alert => h('article.group', { class: alert.severity },
    h('h3', null, h('span.tag', { class: alert.severity }, alert.severity), ' ', h('bdi', null, alert.title)), h('p.facts', null, `${alert.severityReason} · `, h('bdi', null, alert.labels)),
    h('ul.decisions', null, alert.decisions.map(one => h('li', { class: one.action }, h('b', null, one.action), ' ', one.receiver ? h('bdi', null, one.receiver) : '', ' ', h('span.route', null, one.route), one.action === 'suppress' ? '' : ` ${time.moment(one.at)}`, h('small', null, one.reason)))))) : h('p.empty', null, 'The event has no alerts.'));
});
