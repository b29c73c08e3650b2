'use strict';
const list = document.getElementById('alerts'), state = document.getElementById('state'), none = document.getElementById('none');
const known = new Set(), most = 200;

// Every text goes in as text: nothing that an article says becomes markup.
function make(name, kind, text) {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  if (text !== undefined) element.textContent = text;
  return element;
}

const signed = value => (value > 0 ? '+' : value < 0 ? '−' : '') + Math.abs(value).toFixed(3);

function rows(explanation) {
  const table = make('table'), head = table.appendChild(make('thead')).appendChild(make('tr'));
  head.append(make('th', '', 'term'), make('th', 'number', 'adds'), make('th', '', 'shifters'));
  const body = table.appendChild(make('tbody'));
  const row = (term, value, shifters) => body.appendChild(make('tr')).append(make('td', '', term), make('td', 'number', signed(value)), make('td', '', shifters || ''));
  for (const part of explanation.contributions) row(part.term, part.value, part.shifters);
  if (explanation.others !== 0) row('others', explanation.others);
  row('remainder', explanation.remainder);
  row('value', explanation.value, explanation.label + ' (' + explanation.method + ')');
  return table;
}

function show(alert) {
  if (known.has(alert.id)) return;
  known.add(alert.id);
  const item = make('li', alert.explanation.value > 0 ? 'up' : alert.explanation.value < 0 ? 'down' : '');
  const head = item.appendChild(make('div', 'head')), when = make('time', '', alert.at.replace('T', ' ').replace(/(\.\d+)?Z$/, 'Z'));
  when.dateTime = alert.at;
  head.append(make('span', 'rule', alert.rule), when);
  // What an article says may turn the direction of what stands beside it: each such text is kept apart.
  item.appendChild(make('p', 'because')).append(make('bdi', '', alert.subject), ': ' + alert.because);
  const title = alert.article.title || alert.article.id;
  if (title !== alert.subject) item.appendChild(make('p', 'title')).append(make('bdi', '', title));
  if (alert.article.source) item.appendChild(make('p', 'title')).append(make('bdi', '', alert.article.source));
  const details = item.appendChild(make('details'));
  details.append(make('summary', '', 'why'), rows(alert.explanation), make('p', 'receipt', 'receipt ' + alert.receipt));
  list.prepend(item);
  while (list.children.length > most) list.lastElementChild.remove();
  none.hidden = true;
}

const events = new EventSource('/events');
events.onopen = () => { state.textContent = 'live'; };
events.onerror = () => { state.textContent = 'not connected; trying again'; };
events.onmessage = event => show(JSON.parse(event.data));
