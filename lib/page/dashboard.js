/* dashboard.js - other periods, metrics and groups on the dashboard, and downloads. Pure ASCII: its SHA-256 stands in the page.
 * The page is whole without it: the tools stay hidden, and what stands there is the period it opens with. */
(() => {
	'use strict';

	const { data, days, dayOf, textOf, span, figures, exact, figureOf, show, styleOf } = figuresOfPage;
	const { flagWords, ownFlags, periodFlags, partsText, noBefore, beforeText } = figuresOfPage;
	const { addsUp, lacksInterval, isDrawn, lineOf, newest, offered, hasChange, way, arrow, verdict, changeText, answerText } = figuresOfPage;
	const { find, el, svg, bdi, nothing, number, titleOf, fullOf, nameOf, periodText, fillTable } = tablesOfPage;

	/* --- cards --- */

	/* An arrow, how much, and what that is worth: said like this wherever a change is told. */
	function changeIn(tag, figure) {
		const [kind, text] = verdict(figure);
		return el(tag, { class: 'change ' + kind }, el('span', { 'aria-hidden': 'true' }, arrow(figure)), ' ',
			el('span', { class: 'sr' }, ['down ', 'unchanged ', 'up '][way(figure) + 1]), changeText(figure), ...(text ? [' ', el('b', null, '\u00b7 ' + text)] : []));
	}

	function changeOf(figure) {
		return [
			...(hasChange(figure) ? [changeIn('p', figure)] : []),
			...(noBefore(figure) ? [el('p', { class: 'note' }, noBefore(figure))] : []),
			...(figure.previous ? [el('p', { class: 'note' }, beforeText(figure), number(figure, 'previous'))] : []),
		];
	}

	function targetOf(figure) {
		if (!figure.target)
			return [];
		const end = figure.attained ? [': ', answerText(figure)] : [];
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

	/* A name that leads to the group's own page where there is one, and what it is part of. */
	function linked(number) {
		const group = data.groups[number], name = group.depth ? bdi(group.label) : 'All';
		const above = group.above && data.groups[data.root].depth < group.depth - 1 ? [' ', el('span', { class: 'soft' }, bdi(group.above))] : [];
		return [group.link ? el('a', { href: group.link }, name) : name, ...above];
	}

	/* By what it is ranked, and what became of it. */
	function standing(row, ranked) {
		const bound = ranked && row[boundOf(row.metric)];
		if (!bound && !hasChange(row))
			return null;
		return el('span', { class: 'standing' }, el('span', null, ...(bound ? [data.metrics[row.metric].less ? 'at most ' : 'at least ', number(row, boundOf(row.metric))] : [])),
			...(hasChange(row) ? [' ', changeIn('span', row)] : []));
	}

	/* What a total is of counts is no bar beside those of its parts. */
	function drawBars(id, rows, ranked) {
		const isBar = (row) => row.group !== data.root || row.den !== '', bars = rows.filter(isBar);
		const value = Math.max(0, ...bars.map((row) => dec(row, 'value'))), high = Math.max(0, ...bars.map((row) => dec(row, 'hi') ?? 0));
		const most = Math.max(value, Math.min(high, 2 * value));
		const x = (at) => (most > 0 ? Math.floor(Math.min(1, Math.max(0, at / most)) * 1000) : 0);
		const none = rows.length ? [] : [el('li', { class: 'nothing' }, 'no figure for these days')];
		find(id).replaceChildren(...none, ...rows.map((row) => {
			const whisker = row.lo && row.hi ? [svg('path', { class: 'whisker', d: `M${x(dec(row, 'lo'))} 10H${x(dec(row, 'hi'))}` })] : [];
			return el('li', row.group === data.root ? { class: 'total' } : null, el('span', { class: 'name' }, ...linked(row.group)), el('span', { class: 'value' }, number(row, 'value')),
				isBar(row) ? svg('svg', { class: 'bar', viewBox: '0 0 1000 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
					svg('rect', { class: 'fill', width: x(dec(row, 'value')), height: 20 }), ...whisker) : null,
				standing(row, ranked),
				ownFlags(row) ? el('span', { class: 'note flags' }, ownFlags(row)) : null);
		}));
	}

	function tellMore(id, more) {
		find(id).hidden = more <= 0;
		find(id).textContent = `and ${Math.max(0, more)} more in the table`;
	}

	const leadersOf = (metric, period) => ranked(data.leaders.map((group) => figureOf(metric, group, period)).filter((row) => row && row.value), metric);

	function drawLeaders(metric, period) {
		const rows = leadersOf(metric, period);
		const less = data.metrics[metric].less, bound = rows.length && rows[0][boundOf(metric)];
		find('leaders-sub').replaceChildren(bdi(titleOf(metric)), bound
			? `, ${less ? 'lowest first, ' : ''}ranked by the ${less ? 'high' : 'low'} end of the 95\u00a0% interval (black line), so that luck counts less`
			: ', ranked by value' + (less ? ': lowest first' : ''));
		drawBars('leaders-list', rows.slice(0, 10), true);
		tellMore('leaders-more', rows.length - 10);
		fillTable('leaders-table', rows, 'group', 'rank');
	}

	function drawTeams(metric, period) {
		const rows = [...data.teams, data.root].map((group) => figureOf(metric, group, period))
			.filter((row) => row && row.value && !(data.groups[row.group].label === '(none)' && Number(row.value) === 0));
		find('teams-sub').replaceChildren(bdi(titleOf(metric)));
		drawBars('teams-list', rows.length > 30 ? [...rows.slice(0, 29), rows.at(-1)] : rows, false);
		tellMore('teams-more', rows.length - 30);
		fillTable('teams-table', rows, 'group', '');
	}

	/* --- everybody by every figure --- */

	/* How a figure stands to that of the whole: a name for the colour, and a word. */
	function stands(row, whole) {
		const less = data.metrics[row.metric].less;
		if (row.flag.split(';').some((flag) => flag.trim() === 'low_n'))
			return ['few', 'few'];
		if (!row.lo || !row.hi || !whole || !whole.value)
			return ['', ''];
		if (dec(row, 'hi') < dec(whole, 'value'))
			return [less ? 'good' : 'bad', 'below'];
		return dec(row, 'lo') > dec(whole, 'value') ? [less ? 'bad' : 'good', 'above'] : ['', ''];
	}

	function glanceCell(row, whole) {
		const [kind, word] = row && row.value && row !== whole ? stands(row, whole) : ['', ''];
		return el('td', { class: ('n ' + kind).trim() }, ...(word ? [el('span', { class: 'word' }, word), ' '] : []), row ? number(row, 'value') : nothing());
	}

	/* Those who are ranked, in their order, then the others, nobody last; then the whole. */
	function drawGlance(metric, period) {
		const all = data.leaders.length ? data.leaders : data.teams, nobody = (group) => data.groups[group].label === '(none)';
		const any = (group) => data.columns.some((column) => Number(figureOf(column, group, period)?.value || 0) !== 0);
		const first = data.leaders.length ? leadersOf(metric, period).map((row) => row.group) : [];
		const others = all.filter((group) => !first.includes(group) && any(group));
		const groups = [...first, ...others.filter((group) => !nobody(group)), ...others.filter(nobody)];
		const columns = data.columns.filter((column) => groups.some((group) => figureOf(column, group, period)?.value));
		const whole = columns.map((column) => figureOf(column, data.root, period));
		const rows = [...groups, data.root].map((group) => columns.map((column, i) => (group === data.root ? whole[i] : figureOf(column, group, period))));
		find('glance-heads').tHead.rows[0].replaceChildren(el('th', { scope: 'col' }, 'Name'), ...columns.map((column) => el('th', { scope: 'col', class: 'n' }, bdi(titleOf(column)))));
		find('glance-rows').replaceChildren(...rows.map((row, at) => el('tr', at === groups.length ? { class: 'total' } : null,
			el('th', { scope: 'row' }, ...linked(groups[at] ?? data.root)), ...row.map((figure, i) => glanceCell(figure, whole[i])))));
		fillTable('glance-table', rows.flat().filter(Boolean), 'group', 'metric');
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
			const answer = row.attained === 'yes' ? ['good', '\u2713 ' + answerText(row)] : ['bad', '\u2717 ' + answerText(row)];
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
		const isAny = points.some((row) => row && row.value);
		find('chart').hidden = find('readout').hidden = !isAny;
		find('nothing').hidden = isAny;
		find('nothing').textContent = rows.some(Boolean) ? 'no value on any of these days' : 'not measured by day';
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
		if (find('glance'))
			drawGlance(metric, period);
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

	/* Each team with who is in it; nobody's only where there is anything of it but nil. */
	function groupOptions(option) {
		const some = new Set(Array.from(figures.values()).filter((row) => Number(row.value) !== 0).map((row) => row.group));
		const isThere = (at) => data.groups[at].label !== '(none)' || some.has(at);
		const said = option((at) => (data.groups[at].depth ? data.groups[at].label : 'All'));
		const teams = data.teams.filter(isThere), leaders = data.leaders.filter(isThere), isIn = (at, team) => data.groups[at].name.startsWith(data.groups[team].name + '/');
		const parts = teams.map((team) => [team, leaders.filter((at) => isIn(at, team))]);
		return [said(data.root), ...parts.map(([team, list]) => (list.length ? el('optgroup', { label: data.groups[team].label }, option((at) => 'All of ' + data.groups[at].label)(team), ...list.map(said)) : said(team))),
			...leaders.filter((at) => !teams.some((team) => isIn(at, team))).map(said)];
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
		const option = (text) => (at) => el('option', { value: at }, text(at));
		const fill = (id, options, chosen) => {
			find(id).append(...options);
			find(id).value = state[id] = chosen;
			find(id).addEventListener('change', () => { state[id] = Number(find(id).value); draw(); });
		};
		fill('metric', data.metrics.map((_, at) => at).filter((at) => any.has(at)).map(option(titleOf)), state.metric);
		fill('group', groupOptions(option), state.group);
		find('group').closest('label').hidden = !plot || find('group').length < 2;
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
