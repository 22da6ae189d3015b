/* dashboard_figures.js - the figures of the dashboard, their sums and how they are spelled. Pure ASCII: it stands before dashboard.js.
 * It rounds as hl-metrics does: whole millionths, half away from zero. */
const figuresOfPage = (() => {
	'use strict';

	const data = JSON.parse(document.getElementById('data').textContent);
	const names = ['value', 'num', 'den', 'lo', 'hi', 'n', 'flag', 'previous', 'change_pct', 'p', 'trend', 'target', 'attained', 'missing'];
	const dayOf = (text) => Date.parse(text + 'T00:00:00Z') / 86400000;
	const textOf = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
	const span = (period) => period.to - period.from;

	/* --- numbers --- */

	function micros(text) {
		const [, sign, whole, part] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
		const size = BigInt(whole) * 1000000n + BigInt((part || '').padEnd(6, '0'));
		return sign ? -size : size;
	}

	/* a / b to the nearest whole, half away from zero */
	function ratio(a, b) {
		const size = (x) => (x < 0n ? -x : x);
		const quotient = (2n * size(a) + size(b)) / (2n * size(b));
		return (a < 0n) === (b < 0n) ? quotient : -quotient;
	}

	function print(dec, places) {
		const unit = 10n ** BigInt(6 - places);
		const rounded = ratio(dec, unit);
		const digits = String(rounded < 0n ? -rounded : rounded).padStart(places + 1, '0');
		const point = digits.length - places;
		return (rounded < 0n ? '-' : '') + digits.slice(0, point) + (places ? '.' + digits.slice(point) : '');
	}

	/* With no more decimals than it needs, but at least so many. */
	function printSum(dec, least) {
		const text = print(dec, 6).replace(/0+$/, '');
		const places = Math.max(least, text.length - text.indexOf('.') - 1);
		return print(dec, places);
	}

	/* As people read it: 0 plain, 1 money, 2 percent, 3 money without cents where there are none. */
	function show(text, style) {
		if (text === '')
			return '\u2013';
		const money = style === 1 || style === 3;
		const fixed = money && !(style === 3 && micros(text) % 1000000n === 0n) ? print(micros(text), 2) : text;
		const [whole, part] = fixed.replace('-', '').split('.');
		return (fixed.startsWith('-') ? '\u2212' : '') + (money ? data.currency : '')
			+ whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? '.' + part : '') + (style === 2 ? '\u00a0%' : '');
	}

	function styleOf(metric, name) {
		const [value, num, den] = data.metrics[metric].styles;
		return { num, den, n: 0, p: 0, change_pct: 2 }[name] ?? value;
	}

	/* --- what became of a figure --- */

	const hasChange = (figure) => Boolean(figure.value && figure.previous && figure.change_pct);
	const way = (figure) => ({ up: 1, down: -1 })[figure.trend] ?? Math.sign(Number(figure.change_pct || 0));
	const arrow = (figure) => ['\u25bc', '\u25ac', '\u25b2'][way(figure) + 1];

	/* Only what was tested is called better or worse. */
	function verdict(figure) {
		const { known, less } = data.metrics[figure.metric];
		if (figure.trend === 'ns')
			return ['ns', 'ns, may be chance'];
		if (!way(figure))
			return ['ns', 'no change'];
		if (!figure.p)
			return ['ns', (way(figure) > 0 ? 'up' : 'down') + ', not tested'];
		if (!known)
			return ['ns', ''];
		return (way(figure) > 0) !== less ? ['good', 'better'] : ['bad', 'worse'];
	}

	const percent = (figure) => show(figure.change_pct.replace('-', ''), 2);

	/* '+2.4 points', what a rate went up by; '' of all else. */
	function pointsOf(figure) {
		if (styleOf(figure.metric, 'value') !== 2)
			return '';
		const more = micros(figure.value) - micros(figure.previous);
		return (more > 0n ? '+' : '') + show(print(more, data.metrics[figure.metric].places[0]), 0) + '\u00a0points';
	}

	const changeText = (figure) => (pointsOf(figure) ? `${pointsOf(figure)} (${percent(figure)})` : percent(figure));
	const briefText = (figure) => (figure.trend === 'ns' ? 'ns' : `${arrow(figure)} ${pointsOf(figure) || percent(figure)}`);
	const missingText = (figure) => (styleOf(figure.metric, 'missing') === 2 ? show(figure.missing, 0) + ' points short'
		: 'missing ' + show(figure.missing, styleOf(figure.metric, 'missing')));

	/* --- figures --- */

	const figures = new Map();
	const key = (metric, group, period) => `${metric},${group},${period.from},${period.to}`;
	for (const [metric, group, from, to, ...cells] of data.figures) {
		const figure = { metric, group, from: dayOf(from) };
		figure.to = to === 1 ? figure.from + 1 : dayOf(to);
		names.forEach((name, i) => { figure[name] = cells[i] || ''; });
		figures.set(key(metric, group, figure), figure);
	}
	const days = { from: dayOf(data.days[0]), to: dayOf(data.days[1]) };
	const exact = (metric, group, period) => figures.get(key(metric, group, period));

	/* As hl-metrics flags it, but that --min-n is not known here: with its default. */
	function flagOf(metric, den) {
		if (den === 0n)
			return 'no_data';
		return !data.metrics[metric].timed && den < 20n * 1000000n ? 'low_n' : '';
	}

	/* The days added up, where that is what the period would come to. */
	function addUp(metric, group, period) {
		const { summed, scale, places } = data.metrics[metric];
		const rows = [];
		if (!summed || period.from < days.from || period.to > days.to)
			return null;
		for (let day = period.from; day < period.to; day++)
			rows.push(exact(metric, group, { from: day, to: day + 1 }));
		const there = rows.filter(Boolean);
		if (!there.length)
			return null;
		const total = (name) => there.reduce((sum, row) => sum + (row[name] ? micros(row[name]) : 0n), 0n);
		const sum = Object.fromEntries(names.map((name) => [name, '']));
		const num = total('num'), den = total('den'), divided = there.some((row) => row.den);
		Object.assign(sum, { metric, group, from: period.from, to: period.to, isSum: true, num: printSum(num, places[1]), n: printSum(total('n'), 0) });
		if (!divided) {
			sum.value = printSum(num, places[0]);
			sum.dec = num;
		} else if (den !== 0n) {
			sum.dec = ratio(num * BigInt(scale) * 1000000n, den);
			sum.value = print(sum.dec, places[0]);
		}
		if (divided)
			Object.assign(sum, { den: printSum(den, places[2]), flag: flagOf(metric, den) });
		return sum;
	}

	/* What became of it since as many days before; nothing tells whether that is chance. */
	function compare(sum) {
		const before = sum && addUp(sum.metric, sum.group, { from: 2 * sum.from - sum.to, to: sum.from });
		if (!before || before.dec === undefined || sum.dec === undefined)
			return sum;
		sum.previous = before.value;
		if (before.dec !== 0n)
			sum.change_pct = print(ratio((sum.dec - before.dec) * 100000000n, before.dec < 0n ? -before.dec : before.dec), 1);
		return sum;
	}

	const figureOf = (metric, group, period) => exact(metric, group, period) || compare(addUp(metric, group, period));

	/* A day that is drawn: not one with nothing to divide by, or 0 of which no interval can be told where the metric has one. */
	function isDrawn(row) {
		if (!row || !row.value || !row.den)
			return Boolean(row);
		return Number(row.den) !== 0 && !(Number(row.value) === 0 && data.metrics[row.metric].interval && !row.lo);
	}

	/* The periods that are offered: of rows of their own, as new as the figures are. */
	const newest = span(days) > 0 ? days.to : dayOf(data.period[1]);
	const offered = (metric) => Array.from(new Set(Array.from(figures.values()).filter((row) => row.group === data.root && row.to === newest && span(row) > 1
		&& (metric === undefined || row.metric === metric)).map(span))).sort((a, b) => a - b);

	/*
	 * A cell that a spreadsheet would run is kept from it, as by csv-excel: wide signs are signs; blanks, quotes and what is not seen do
	 * not count. A number is left as it is.
	 */
	function csvCell(text) {
		const runs = /^[\s"'\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\ufe00-\ufe0f\u{e0000}-\u{e0fff}]*[=+\-@]/u.test(text.normalize('NFKC')) || /^[\t\r\n]/.test(text);
		const isNumber = /^[+-]?(?!,)[\d.,]*\d[\d.,]*(e[+-]?\d+|%)?$/i.test(text.trim());
		const guarded = runs && !isNumber ? "'" + text : text;
		return /[",\r\n]/.test(guarded) ? '"' + guarded.replace(/"/g, '""') + '"' : guarded;
	}

	return { data, days, dayOf, textOf, span, figures, exact, figureOf, show, styleOf, csvCell, isDrawn, newest, offered,
		hasChange, way, arrow, verdict, changeText, briefText, missingText };
})();
