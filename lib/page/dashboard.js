/* dashboard.js - other periods, metrics and groups on the dashboard, and downloads. Pure ASCII: its SHA-256 stands in the page.
 * The page is whole without it: the tools stay hidden, and what stands there is the period it opens with. */
(() => {
	'use strict';

	const { data, days, dayOf, textOf, span, figures, exact, figureOf, show, styleOf, csvCell } = figuresOfPage;
	const { flagWords, ownFlags, periodFlags, partsText, noBefore, beforeText } = figuresOfPage;
	const { addsUp, lacksInterval, isDrawn, lineOf, newest, offered, hasChange, way, arrow, verdict, changeText, briefText, missingText } = figuresOfPage;
	const find = (id) => document.getElementById(id);

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
		['change_pct', 'Change'], ['p', 'p'], ['trend', 'Trend'], ['target', 'Target'], ['attained', 'Attained'], ['missing', 'Missing'], ['flag', 'Notes']];
	/* A download has the name that came. */
	const groupLabel = ({ group }) => (fullOf(group) === data.groups[group].name ? bdi(fullOf(group) || 'all')
		: el('data', { value: data.groups[group].name }, bdi(fullOf(group))));
	const labels = {
		metric: ['Metric', (figure) => bdi(titleOf(figure.metric))],
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

	/* @before: a column before the label, 'rank' or 'metric', or ''. */
	function fillTable(id, rows, label, before) {
		const details = find(id);
		if (!details)
			return;
		const there = columns.filter(([name]) => name === 'value' || rows.some((row) => row[name]));
		const head = [...(before ? [[before, before === 'rank' ? 'Rank' : 'Metric']] : []), [label, labels[label][0]], ...there];
		const table = details.querySelector('table');
		table.tHead.replaceChildren(el('tr', null, ...head.map(([name, text]) => el('th', { scope: 'col', class: name === label || ['metric', 'trend', 'attained', 'flag'].includes(name) ? null : 'n', 'data-name': name }, text))));
		table.tBodies[0].replaceChildren(...rows.map((row, place) => el('tr', null, before === 'rank' ? el('td', { class: 'n' }, String(place + 1)) : before ? el('td', null, bdi(titleOf(row.metric))) : null,
			el('th', { scope: 'row' }, labels[label][1](row)), ...there.map(([name]) => cell(row, name)))));
	}

	function csvOf(table) {
		const text = (at) => {
			const exactly = at.querySelector('data');
			return at.dataset.name || (exactly ? exactly.getAttribute('value') : at.querySelector('.none') ? '' : at.textContent);
		};
		return '\ufeff' + Array.from(table.rows, (row) => Array.from(row.cells, (at) => csvCell(text(at))).join(',') + '\r\n').join('');
	}

	for (const button of document.querySelectorAll('.csv')) {
		button.hidden = false;
		button.addEventListener('click', () => {
			const table = (button.closest('details') || button.closest('section')).querySelector('table');
			const link = el('a', { download: button.dataset.file, href: URL.createObjectURL(new Blob([csvOf(table)], { type: 'text/csv' })) });
			link.click();
			setTimeout(() => URL.revokeObjectURL(link.href), 60000);
		});
	}

	/* --- cards --- */

	function changeOf(figure) {
		const [kind, text] = hasChange(figure) ? verdict(figure) : [];
		return [
			...(kind ? [el('p', { class: 'change ' + kind }, el('span', { 'aria-hidden': 'true' }, arrow(figure)), ' ',
				el('span', { class: 'sr' }, ['down ', 'unchanged ', 'up '][way(figure) + 1]), changeText(figure), ' ', el('b', null, text))] : []),
			...(noBefore(figure) ? [el('p', { class: 'note' }, noBefore(figure))] : []),
			...(figure.previous ? [el('p', { class: 'note' }, beforeText(figure), number(figure, 'previous'))] : []),
		];
	}

	function targetOf(figure) {
		if (!figure.target)
			return [];
		const end = figure.attained === 'yes' ? [': attained'] : figure.missing ? [': ', missingText(figure)] : [];
		return [el('p', { class: 'note ' + ({ yes: 'good', no: 'bad' }[figure.attained] || '') }, 'target ', number(figure, 'target'), ...end)];
	}

	function absence(metric) {
		const only = offered(metric);
		const why = addsUp(metric) ? '' : data.metrics[metric].moves ? ': it is of the accounts that stand at their end, so days do not add up to it' : ': days do not add up to it';
		return 'no figure for these days' + why + (only.length ? `; choose ${only.join(', ')} days` : '');
	}

	function drawCards(period) {
		const found = data.cards.map((metric) => figureOf(metric, data.root, period));
		data.cards.forEach((metric, i) => {
			const figure = found[i], card = find('cards').children[i], help = data.metrics[metric].help;
			const note = (text, more) => el('p', { class: 'note' + (more || '') }, text);
			card.replaceChildren(el('h3', null, bdi(titleOf(metric))),
				el('p', { class: 'big' }, figure ? number(figure, 'value') : nothing()),
				...(figure && partsText(figure) ? [note(partsText(figure))] : []), ...(figure ? [...changeOf(figure), ...targetOf(figure)] : [note(absence(metric))]),
				...(figure && figure.lo && figure.hi ? [el('p', { class: 'note' }, '95\u00a0% interval: ', number(figure, 'lo'), ' to ', number(figure, 'hi'))] : []),
				...(figure && lacksInterval(figure) ? [note('the days added up: no interval')] : []),
				...(figure && ownFlags(figure) ? [note(ownFlags(figure), figure.value ? ' flags' : '')] : []),
				...(help ? [el('p', { class: 'formula' }, help)] : []));
		});
		find('cover').textContent = found.filter(Boolean).map(periodFlags).find(Boolean) || '';
		find('cover').hidden = !find('cover').textContent;
		fillTable('cards-table', found.filter(Boolean), 'metric', '');
	}

	/* --- bars --- */

	const dec = (figure, name) => (figure[name] === '' ? null : Number(figure[name]));
	const boundOf = (metric) => (data.metrics[metric].less ? 'hi' : 'lo');

	/* As hl-metrics --order lo. */
	function ranked(rows, metric) {
		const bound = boundOf(metric), sign = data.metrics[metric].less ? -1 : 1;
		const standing = (row) => sign * Number(row[bound] || row.value);
		return rows.filter((row) => data.groups[row.group].label !== '(none)')
			.sort((a, b) => (b[bound] !== '') - (a[bound] !== '') || standing(b) - standing(a));
	}

	function drawBars(id, rows) {
		const value = Math.max(0, ...rows.map((row) => dec(row, 'value'))), high = Math.max(0, ...rows.map((row) => dec(row, 'hi') ?? 0));
		const most = Math.max(value, Math.min(high, 2 * value));
		const x = (at) => (most > 0 ? Math.floor(Math.min(1, Math.max(0, at / most)) * 1000) : 0);
		find(id).replaceChildren(...rows.map((row) => {
			const group = data.groups[row.group];
			const above = group.above && data.groups[data.root].depth < group.depth - 1 ? [' ', el('span', { class: 'soft' }, bdi(group.above))] : [];
			const name = group.depth ? bdi(group.label) : 'All';
			const whisker = row.lo && row.hi ? [svg('path', { class: 'whisker', d: `M${x(dec(row, 'lo'))} 10H${x(dec(row, 'hi'))}` })] : [];
			return el('li', row.group === data.root ? { class: 'total' } : null, el('span', { class: 'name' }, group.link ? el('a', { href: group.link }, name) : name, ...above), el('span', { class: 'value' }, number(row, 'value'),
				...(hasChange(row) ? [' ', el('span', { class: 'change ' + verdict(row)[0] }, briefText(row), el('span', { class: 'sr' }, ' ' + verdict(row)[1]))] : [])),
				svg('svg', { class: 'bar', viewBox: '0 0 1000 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
					svg('rect', { class: 'fill', width: x(dec(row, 'value')), height: 20 }), ...whisker),
				ownFlags(row) ? el('span', { class: 'note flags' }, ownFlags(row)) : null);
		}));
	}

	function tellMore(id, more) {
		find(id).hidden = more <= 0;
		find(id).textContent = `and ${Math.max(0, more)} more in the table`;
	}

	function drawLeaders(metric, period) {
		const rows = ranked(data.leaders.map((group) => figureOf(metric, group, period)).filter((row) => row && row.value), metric);
		const less = data.metrics[metric].less, bound = rows.length && rows[0][boundOf(metric)];
		find('leaders-sub').replaceChildren(bdi(titleOf(metric)), bound
			? `, ${less ? 'lowest first, ' : ''}ranked by the ${less ? 'high' : 'low'} end of the 95\u00a0% interval (black line), so that luck counts less`
			: ', ranked by value' + (less ? ': lowest first' : ''));
		drawBars('leaders-list', rows.slice(0, 10));
		tellMore('leaders-more', rows.length - 10);
		fillTable('leaders-table', rows, 'group', 'rank');
	}

	function drawTeams(metric, period) {
		const rows = [...data.teams, data.root].map((group) => figureOf(metric, group, period)).filter((row) => row && row.value);
		find('teams-sub').replaceChildren(bdi(titleOf(metric)));
		drawBars('teams-list', rows.length > 30 ? [...rows.slice(0, 29), rows.at(-1)] : rows);
		tellMore('teams-more', rows.length - 30);
		fillTable('teams-table', rows, 'group', '');
	}

	/* --- targets --- */

	function drawTargets(period) {
		const rows = Array.from(figures.values()).filter((row) => row.target && row.from === period.from && row.to === period.to
			&& data.groups[row.group].depth <= data.groups[data.root].depth + 1);
		const answered = rows.filter((row) => row.attained);
		find('targets-sub').textContent = (rows.length ? '' : 'no targets for ') + periodText(period);
		find('targets-wide').hidden = !rows.length;
		find('targets-rows').replaceChildren(...answered.map((row) => {
			const group = data.groups[row.group], above = group.depth && group.above ? [' ', el('span', { class: 'soft' }, bdi(group.above))] : [];
			const answer = row.attained === 'yes' ? ['good', '\u2713 attained'] : ['bad', '\u2717 ' + missingText(row)];
			return el('tr', null, el('th', { scope: 'row' }, bdi(titleOf(row.metric))), el('td', null, group.depth ? bdi(group.label) : 'All', ...above),
				el('td', { class: 'n' }, number(row, 'value')), el('td', { class: 'n' }, number(row, 'target')), el('td', { class: answer[0] }, answer[1]));
		}));
		find('targets-more').hidden = rows.length === answered.length;
		find('targets-more').textContent = `and ${rows.length - answered.length} without a value in the table`;
		fillTable('targets-table', rows, 'group', 'metric');
	}

	/* --- the trend --- */

	const plot = find('plot');
	let points = [], line = [], scale = null, current = null;

	function scaleOf() {
		const values = [...points, ...line].filter((row) => row && row.value).map((row) => dec(row, 'value'));
		const most = Math.max(0, ...values), least = Math.min(0, ...values), band = Math.max(0, ...line.map((row) => (row && dec(row, 'hi')) ?? 0));
		const high = band > most ? Math.min(band, 1.5 * most) : most;
		const need = (Math.max(high, -least) || 1) / 4;
		const unit = 10 ** Math.floor(Math.log10(need));
		const step = [1, 2, 2.5, 5, 10].map((size) => size * unit).find((size) => size >= need * (1 - 1e-9));
		return { step, low: -Math.ceil(-least / step - 1e-9) * step, high: Math.max(1, Math.ceil(high / step - 1e-9)) * step };
	}

	const xOf = (i) => (1000 * (2 * i + 1)) / (2 * points.length);
	const yOf = (at) => (240 * (scale.high - Math.min(scale.high, Math.max(scale.low, at)))) / (scale.high - scale.low);
	const place = (command, i, at) => `${command}${xOf(i).toFixed(1)} ${yOf(at).toFixed(1)}`;

	/* Runs of days whose point of the line has what @has asks for, one behind the other. */
	function runs(has) {
		const all = [];
		line.forEach((row, i) => {
			if (!row || !has(row))
				return;
			const last = all[all.length - 1];
			if (last && last[last.length - 1] === i - 1)
				last.push(i);
			else
				all.push([i]);
		});
		return all;
	}

	function paths() {
		const value = (i) => dec(line[i], 'value'), lines = runs((row) => row.value), bands = runs((row) => row.lo && row.hi);
		const steps = Array.from({ length: Math.round((scale.high - scale.low) / scale.step) + 1 }, (_, i) => scale.low + i * scale.step);
		const along = (run, name, first) => run.map((i, at) => place(at || !first ? 'L' : 'M', i, dec(line[i], name))).join('');
		return { steps, grid: steps.map((at) => `M0 ${yOf(at).toFixed(1)}H1000`).join(''),
			band: bands.map((run) => along(run, 'hi', true) + along(run.toReversed(), 'lo', false) + 'Z').join(''),
			gaps: lines.slice(1).map((run, i) => place('M', lines[i].at(-1), value(lines[i].at(-1))) + place('L', run[0], value(run[0]))).join(''),
			line: lines.map((run) => along(run, 'value', true)).join(''),
			dots: points.map((row, i) => (row && row.value ? place('M', i, dec(row, 'value')) + 'h0' : '')).join('') };
	}

	function pointText(i) {
		const row = points[i], mean = line[i] && line[i] !== row ? `; seven days: ${show(line[i].value, styleOf(line[i].metric, 'value'))}` : '';
		if (!row || !row.value)
			return 'no value' + mean;
		const style = styleOf(row.metric, 'value');
		return show(row.value, style) + (row.lo && row.hi ? ` (${show(row.lo, style)} to ${show(row.hi, style)})` : '') + (row.flag ? ', ' + flagWords(row.flag) : '') + mean;
	}

	function point(i) {
		current = Math.min(points.length - 1, Math.max(0, i));
		const day = textOf(state.period.from + current), text = pointText(current), row = points[current];
		plot.setAttribute('aria-valuenow', current);
		plot.setAttribute('aria-valuetext', `${day}: ${text}`);
		find('readout').replaceChildren(el('b', null, day), ' ' + text);
		plot.querySelector('.mark').setAttribute('d', `M${xOf(current).toFixed(1)} 0V240`);
		plot.querySelector('.spot').setAttribute('d', row && row.value ? place('M', current, dec(row, 'value')) + 'h0' : '');
	}

	function drawTrend(metric, group, period) {
		const rows = Array.from({ length: span(period) }, (_, i) => exact(metric, group, { from: period.from + i, to: period.from + i + 1 }));
		points = rows.map((row) => (isDrawn(row) ? row : undefined));
		const drawn = lineOf(points, metric, group, period);
		line = drawn.line;
		scale = scaleOf();
		const { steps, ...lines } = paths(), style = [0, 3, 2][styleOf(metric, 'value')];
		for (const name of ['grid', 'band', 'gaps', 'line', 'dots'])
			plot.querySelector('.' + name).setAttribute('d', lines[name]);
		find('scale').replaceChildren(...steps.toReversed().map((at) => el('span', null, show(String(Number(at.toFixed(6))), style))));
		const ends = [period.from, ...(span(period) > 4 ? [period.from + Math.floor((span(period) - 1) / 2)] : []), ...(span(period) > 1 ? [period.to - 1] : [])];
		find('times').replaceChildren(...ends.map((day) => el('span', null, textOf(day))));
		find('trend-sub').replaceChildren(bdi(titleOf(metric)), drawn.isSmooth ? ' of seven days each (line) and by day (dots): ' : ' by day: ', bdi(nameOf(group)));
		plot.parentElement.classList.toggle('smooth', drawn.isSmooth);
		find('trend').classList.toggle('many', span(period) > 60);
		fillTable('trend-table', rows.filter(Boolean), 'day', '');
		plot.setAttribute('aria-valuemax', points.length - 1);
		plot.setAttribute('aria-label', `${titleOf(metric)} of ${nameOf(group)}, day`);
		point(points.findLastIndex((row) => row && row.value));
	}

	const keys = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 7, PageDown: -7, Home: -Infinity, End: Infinity };
	function openPlot() {
		const chart = plot.querySelector('svg');
		chart.removeAttribute('role');
		chart.removeAttribute('aria-label');
		chart.setAttribute('aria-hidden', 'true');
		chart.append(svg('path', { class: 'mark', d: '' }), svg('path', { class: 'spot', d: '' }));
		for (const [name, value] of Object.entries({ role: 'slider', tabindex: 0, 'aria-valuemin': 0, 'aria-orientation': 'horizontal' }))
			plot.setAttribute(name, value);
		find('readout').hidden = false;
		plot.addEventListener('keydown', (event) => {
			if (!Object.hasOwn(keys, event.key) || event.ctrlKey || event.metaKey || event.altKey)
				return;
			event.preventDefault();
			point(current + keys[event.key]);
		});
		const follow = (event) => {
			const box = plot.getBoundingClientRect();
			point(Math.floor(((event.clientX - box.left) / box.width) * points.length));
		};
		plot.addEventListener('pointermove', follow);
		plot.addEventListener('pointerdown', follow);
	}

	/* --- choosing --- */

	const state = { period: { from: dayOf(data.period[0]), to: dayOf(data.period[1]) }, metric: data.chosen, group: data.root };
	const hasDays = span(days) > 0;

	function draw() {
		const { period, metric, group } = state;
		const summed = data.cards.map((card) => figureOf(card, data.root, period)).some((figure) => !figure || figure.isSum);
		find('period').textContent = periodText(period);
		find('shown').textContent = summed ? `${periodText(period)}: the days added up, beside as many days before.` : '';
		find('shown').classList.remove('bad');
		['from', 'to'].forEach((id) => find(id).removeAttribute('aria-invalid'));
		drawCards(period);
		if (find('leaders'))
			drawLeaders(metric, period);
		if (find('teams'))
			drawTeams(metric, period);
		if (find('targets'))
			drawTargets(period);
		if (plot)
			drawTrend(metric, group, period);
	}

	/* Periods that end with the days there are: of rows of their own, and what the days are enough for. */
	function lengths() {
		const asked = hasDays ? [7, 30, 90].filter((length) => length <= span(days)) : [];
		return Array.from(new Set([...offered(), ...asked])).sort((a, b) => a - b).map((length) => ({ from: newest - length, to: newest }));
	}

	function addRange(text, checked, choose) {
		const input = el('input', { type: 'radio', name: 'range' });
		input.checked = checked;
		input.addEventListener('change', () => {
			find('custom').hidden = text !== 'Custom';
			choose();
		});
		find('ranges').append(el('label', null, input, text));
	}

	function custom() {
		const from = dayOf(find('from').value), to = dayOf(find('to').value) + 1;
		if (!(from < to) || from < days.from || to > days.to) {
			find('shown').textContent = `Choose two days from ${textOf(days.from)} to ${textOf(days.to - 1)}, the first one first. The figures are still those of ${periodText(state.period)}.`;
			find('shown').classList.add('bad');
			['from', 'to'].forEach((id) => find(id).setAttribute('aria-invalid', 'true'));
			return;
		}
		state.period = { from, to };
		draw();
	}

	function openTools() {
		const { from, to } = state.period;
		for (const period of lengths())
			addRange(`${span(period)} days`, period.from === from && period.to === to, () => { state.period = period; draw(); });
		for (const [id, day] of [['from', from], ['to', to - 1]]) {
			Object.assign(find(id), { min: textOf(days.from), max: textOf(days.to - 1), value: textOf(day) });
			find(id).addEventListener('change', custom);
		}
		if (hasDays)
			addRange('Custom', false, custom);
		const any = new Set(Array.from(figures.values(), (row) => (row.group === data.root ? row.metric : -1)));
		const fill = (id, list, text, chosen) => {
			find(id).append(...list.map((at) => el('option', { value: at }, text(at))));
			find(id).value = state[id] = chosen;
			find(id).addEventListener('change', () => { state[id] = Number(find(id).value); draw(); });
		};
		fill('metric', data.metrics.map((_, at) => at).filter((at) => any.has(at)), titleOf, state.metric);
		fill('group', [data.root, ...data.teams, ...data.leaders], (at) => fullOf(at) || 'All', state.group);
		find('group').closest('label').hidden = !plot || find('group').options.length < 2;
		find('tools').hidden = false;
	}

	if (plot)
		openPlot();
	if (data.cards.length) {
		openTools();
		if (plot)
			drawTrend(state.metric, state.group, state.period);
	}
})();
