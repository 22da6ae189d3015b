/* dashboard_tables.js - elements, the tables under figures and their downloads. Pure ASCII: it stands between dashboard_figures.js and dashboard.js. */
const tablesOfPage = (() => {
	'use strict';

	const { data, dayOf, textOf, span, show, styleOf, csvCell, flagWords } = figuresOfPage;

	/* --- elements --- */

	function el(tag, attributes, ...children) {
		const it = document.createElement(tag);
		for (const [name, value] of Object.entries(attributes || {}))
			if (value !== null)
				it.setAttribute(name, value);
		it.append(...children.filter((child) => child !== null));
		return it;
	}

	function svg(tag, attributes, ...children) {
		const it = document.createElementNS('http://www.w3.org/2000/svg', tag);
		for (const [name, value] of Object.entries(attributes))
			it.setAttribute(name, value);
		it.append(...children);
		return it;
	}

	const find = (id) => document.getElementById(id);
	const bdi = (text) => el('bdi', null, text);
	const nothing = () => el('span', { class: 'none' }, '\u2013', el('span', { class: 'sr' }, ' no figure'));
	const number = (figure, name) => (figure[name] === '' ? nothing()
		: el('data', { value: figure[name] }, show(figure[name], styleOf(figure.metric, name))));
	const titleOf = (metric) => data.metrics[metric].title;
	const fullOf = (group) => data.groups[group].full ?? data.groups[group].name;
	const nameOf = (group) => (data.groups[group].depth ? data.groups[group].label : 'All');
	const periodText = (period) => textOf(period.from) + (span(period) > 1 ? ' to ' + textOf(period.to - 1) : '')
		+ ` (${span(period)} day${span(period) === 1 ? '' : 's'})`;

	/* --- tables --- */

	const columns = [['value', 'Value'], ['lo', '95\u00a0% low'], ['hi', '95\u00a0% high'], ['num', 'Part'], ['den', 'Of'], ['n', 'Observations'], ['previous', 'Before'],
		['change_pct', 'Change'], ['p', 'p'], ['trend', 'Trend'], ['target', 'Target'], ['attained', 'Target reached'], ['missing', 'Missing'], ['flag', 'Notes']];
	/* A download has the name that came. */
	const groupLabel = ({ group }) => (fullOf(group) === data.groups[group].name ? bdi(fullOf(group) || 'all')
		: el('data', { value: data.groups[group].name }, bdi(fullOf(group))));
	const metricLabel = ({ metric }) => el('data', { value: data.metrics[metric].name }, bdi(titleOf(metric)));
	const labels = {
		metric: ['Metric', metricLabel],
		group: ['Name', groupLabel],
		day: ['Day', (figure) => bdi(textOf(figure.from))],
	};

	function cell(figure, name) {
		if (name === 'flag')
			return el('td', { class: 'flags' }, figure.flag ? el('data', { value: figure.flag }, flagWords(figure.flag)) : '');
		if (name === 'trend' || name === 'attained')
			return el('td', null, figure[name]);
		return el('td', { class: 'n' }, figure[name] || name === 'value' ? number(figure, name) : '');
	}

	/* 'net cash' and 'hours worked', of 'net cash / hours worked' */
	function formulaOf(metric) {
		const [, num, den] = /^(?:.*: )?(.+?) \/ (.+)$/.exec(data.metrics[metric].help) || [];
		return num ? { num, den } : {};
	}

	/* What a download says of each row, where no column does. */
	function setScope(details, rows, label, before) {
		const first = rows[0], last = rows.at(-1);
		const scope = first ? { metric: label === 'metric' || before === 'metric' ? null : data.metrics[first.metric].name,
			group: label === 'group' ? null : data.groups[first.group].name || 'all', from: textOf(first.from), to: textOf(last.to) } : {};
		for (const name of ['metric', 'group', 'from', 'to'])
			if (scope[name])
				details.dataset[name] = scope[name];
			else
				delete details.dataset[name];
	}

	/* @before: a column before the label, 'rank' or 'metric', or ''. */
	function fillTable(id, rows, label, before) {
		const details = find(id);
		if (!details)
			return;
		const parts = rows.length && label !== 'metric' && before !== 'metric' ? formulaOf(rows[0].metric) : {};
		const there = columns.filter(([name]) => name === 'value' || rows.some((row) => row[name]));
		const head = [...(before ? [[before, before === 'rank' ? 'Rank' : 'Metric']] : []), [label, labels[label][0]], ...there];
		setScope(details, rows, label, before);
		const table = details.querySelector('table');
		table.tHead.replaceChildren(el('tr', null, ...head.map(([name, text]) => el('th', { scope: 'col', class: name === label || ['metric', 'trend', 'attained', 'flag'].includes(name) ? null : 'n', 'data-name': name }, parts[name] ?? text))));
		table.tBodies[0].replaceChildren(...rows.map((row, place) => el('tr', null, before === 'rank' ? el('td', { class: 'n' }, String(place + 1)) : before ? el('td', null, metricLabel(row)) : null,
			el('th', { scope: 'row' }, labels[label][1](row)), ...there.map(([name]) => cell(row, name)))));
	}

	/* --- downloads --- */

	const scopes = ['metric', 'group', 'from', 'to', 'as_of'];

	function exactly(cell) {
		const at = cell.querySelector('data');
		return at ? at.getAttribute('value') : cell.querySelector('.none') ? '' : cell.textContent;
	}

	/* What is told of: first the metric, the group, the days and as of when, whatever columns the table has. A day ends with the next. */
	function csvOf(details) {
		const { metric, group, from, to } = details.dataset, table = details.querySelector('table');
		const names = Array.from(table.tHead.rows[0].cells, (cell) => cell.dataset.name);
		const first = from || metric || names.includes('metric') ? scopes.filter((name) => name !== 'metric' || metric || names.includes(name)) : ['as_of'], own = names.filter((name) => !['metric', 'group', 'day'].includes(name));
		const lines = Array.from(table.tBodies[0].rows, (row) => {
			const cells = Object.fromEntries(names.map((name, i) => [name, exactly(row.cells[i])]));
			const told = { metric, group, from, to, ...cells, ...(cells.day ? { from: cells.day, to: textOf(dayOf(cells.day) + 1) } : {}), as_of: data.asOf };
			return [...first, ...own].map((name) => told[name] ?? '');
		});
		return '\ufeff' + [[...first, ...own], ...lines].map((line) => line.map(csvCell).join(',') + '\r\n').join('');
	}

	const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60);

	/* page_section_metric_group_from_last.csv, as far as there are such and they are not the page's own */
	function fileOf(section, { metric, group, from, to }) {
		const page = slug(document.title.replace(/^Dashboard:?/, '')) || 'dashboard';
		const whose = group && group !== (data.groups[data.root].name || 'all') ? [slug(group)] : [];
		return [page, section, ...(metric ? [slug(metric)] : []), ...whose, ...(from ? [from, textOf(dayOf(to) - 1)] : [])].join('_') + '.csv';
	}

	for (const button of document.querySelectorAll('.csv')) {
		button.hidden = false;
		button.addEventListener('click', () => {
			const details = (button.closest('section') || find('cards').closest('section')).querySelector('details');
			const link = el('a', { download: fileOf(button.dataset.file, details.dataset), href: URL.createObjectURL(new Blob([csvOf(details)], { type: 'text/csv' })) });
			link.click();
			setTimeout(() => URL.revokeObjectURL(link.href), 60000);
		});
	}

	return { find, el, svg, bdi, nothing, number, titleOf, fullOf, nameOf, periodText, fillTable, csvOf, fileOf };
})();
