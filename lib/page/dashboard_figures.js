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

	/* --- since when there is a log --- */

	const begins = data.begins === null ? null : dayOf(data.begins);

	/* So many days of the period before are in it; null: all. */
	function daysBefore(figure) {
		const found = /(?:^|;)\s*previous_partial:(\d+)\//.exec(figure.flag);
		return found ? Number(found[1]) : null;
	}

	const noBefore = (figure) => (figure.value && daysBefore(figure) === 0 ? 'nothing to compare: the log begins ' + (data.begins || 'later') : '');
	const beforeText = (figure) => `${span(figure)} day${span(figure) === 1 ? '' : 's'} before${daysBefore(figure) === null ? '' : `, ${daysBefore(figure)} of them in the log`}: `;

	/* Flag @sum where the log does not cover all of @before, of which those days stay; false: none. */
	function noteCover(sum, before) {
		if (begins === null || begins <= before.from)
			return true;
		const from = Math.min(begins, before.to);
		sum.flag += `${sum.flag ? ';' : ''}previous_partial:${before.to - from}/${span(before)}`;
		before.from = from;
		return from < before.to;
	}

	/* --- what became of a figure --- */

	const hasChange = (figure) => Boolean(figure.value && figure.previous && figure.change_pct);
	const way = (figure) => ({ up: 1, down: -1 })[figure.trend] ?? Math.sign(Number(figure.change_pct || 0));
	const arrow = (figure) => ['\u25bc', '\u25ac', '\u25b2'][way(figure) + 1];

	/* Only what was tested is called better or worse. */
	function verdict(figure) {
		const { known, less } = data.metrics[figure.metric];
		if (daysBefore(figure) !== null)
			return ['ns', 'not the same days'];
		if (figure.trend === 'ns')
			return ['ns', 'may be chance'];
		if (!way(figure))
			return ['ns', 'no change'];
		if (!figure.p && !figure.isTested)
			return ['ns', 'chance not known'];
		if (!known)
			return ['ns', ''];
		return (way(figure) > 0) !== less ? ['good', 'better'] : ['bad', 'worse'];
	}

	const percent = (figure) => (Number(figure.change_pct) > 0 ? '+' : '') + show(figure.change_pct, 2);

	/* '2.4 points', by which a rate went up or down; '' of all else. */
	function pointsOf(figure) {
		if (styleOf(figure.metric, 'value') !== 2)
			return '';
		const more = micros(figure.value) - micros(figure.previous);
		return show(print(more < 0n ? -more : more, data.metrics[figure.metric].places[0]), 0) + '\u00a0points';
	}

	const changeText = (figure) => (pointsOf(figure) ? `${pointsOf(figure)} (${percent(figure)})` : percent(figure));
	const missingText = (figure) => (styleOf(figure.metric, 'missing') === 2 ? show(figure.missing, 0) + ' points short'
		: 'missing ' + show(figure.missing, styleOf(figure.metric, 'missing')));

	/* What became of a target. */
	function answerText(figure) {
		const uncertain = figure.flag.split(';').some((flag) => flag.trim() === 'uncertain');
		return figure.attained === 'yes' ? 'reached' + (uncertain ? ', but may be chance' : '') : missingText(figure) + (uncertain ? ', may be chance' : '');
	}

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

	/* How many of its days the events cover, by the rows of whom the page is about; nothing where it is all of them. */
	function cover(name, metric, period) {
		const all = Array.from({ length: span(period) }, (_, i) => exact(metric, data.root, { from: period.from + i, to: period.from + i + 1 }));
		const without = all.filter((row) => row && row.flag.split(';').some((flag) => flag.trim() === 'partial:0/1')).length;
		return without ? [`${name}:${all.length - without}/${all.length}`] : [];
	}

	/*
	 * As hl-metrics flags it, but that --min-n is not known here: with its default. Of the last day what is the period's, too: how
	 * it was counted, and what stands without an amount.
	 */
	function flagOf(metric, den, last, period) {
		const { timed, moves } = data.metrics[metric];
		const few = den === 0n ? ['no_data'] : den !== null && !timed && den < 20n * 1000000n ? ['low_n'] : [];
		const views = last.flag.split(';').map((flag) => flag.trim()).filter((flag) => /^(reversals|credit|hours):/.test(flag) || (moves && /^no_amount:/.test(flag)));
		return [...few, ...views, ...cover('partial', metric, period)].join(';');
	}

	/* --- intervals, of what num and den alone say: as hl-metrics works them out --- */

	const Z95 = 1.959964;
	const within = (x) => Math.min(1, Math.max(0, x));

	function wilson(hits, n) {
		const share = hits / n, z2n = (Z95 * Z95) / n, centre = (share + z2n / 2) / (1 + z2n);
		const half = (Z95 * Math.sqrt((share * (1 - share) + z2n / 4) / n)) / (1 + z2n);
		return [hits === 0 ? 0 : within(centre - half), hits === n ? 1 : within(centre + half)];
	}

	/* The ends of a figure, and of the change from @a to @b. */
	const intervals = {
		share: {
			ends: wilson,
			change(a, b) {
				const [lowA, highA] = wilson(...a), [lowB, highB] = wilson(...b), p = a[0] / a[1], q = b[0] / b[1];
				return [q - p - Math.sqrt((q - lowB) ** 2 + (highA - p) ** 2), q - p + Math.sqrt((highB - q) ** 2 + (p - lowA) ** 2)];
			},
		},
		counts: {
			ends(a, b) {
				const factor = Math.exp(Z95 * Math.sqrt(1 / a + 1 / b));
				return a && b ? [a / b / factor, (a / b) * factor] : [];
			},
			change(a, b) {
				const half = Z95 * Math.sqrt(1 / a[0] + 1 / a[1] + (1 / b[0] + 1 / b[1]));
				const middle = Math.log((b[0] / b[1]) / (a[0] / a[1]));
				return a[0] && a[1] && b[0] && b[1] ? [middle - half, middle + half] : [];
			},
		},
	};
	const wholes = (sum) => [Number(sum.exactNum / 1000000n), Number(sum.exactDen / 1000000n)];

	function setEnds(sum) {
		const { of, scale, places } = data.metrics[sum.metric];
		if (of)
			[sum.lo, sum.hi] = [...intervals[of].ends(...wholes(sum)), '', ''].slice(0, 2).map((end) => (end === '' ? '' : (end * scale).toFixed(places[0])));
	}

	/* --- sums --- */

	/* What moved from one of these days to another. */
	const moves = new Map();
	for (const [group, from, to, num] of data.moves || [])
		moves.set(group, moves.get(group) || []).get(group).push({ from: dayOf(from), to: dayOf(to), num: micros(num) });
	const moved = (group, period) => (moves.get(group) || []).reduce((sum, move) => sum + (move.from >= period.from && move.to < period.to ? move.num : 0n), 0n);
	const addsUp = (metric) => data.metrics[metric].summed || Boolean(data.metrics[metric].moves && data.moves);

	/* The days added up, where that is what the period would come to. */
	function addUp(metric, group, period) {
		const { scale, places } = data.metrics[metric], isMoved = data.metrics[metric].moves;
		const rows = [];
		if (!addsUp(metric) || period.from < days.from || period.to > days.to)
			return null;
		for (let day = period.from; day < period.to; day++)
			rows.push(exact(metric, group, { from: day, to: day + 1 }));
		const there = rows.filter(Boolean);
		if (!there.length)
			return null;
		const total = (name) => there.reduce((sum, row) => sum + (row[name] ? micros(row[name]) : 0n), 0n);
		const sum = Object.fromEntries(names.map((name) => [name, '']));
		const divided = there.some((row) => row.den), last = rows.at(-1);
		/* What moved between the days counts, too; all else is as it stands on the last of them. */
		const at = (name) => (!isMoved ? total(name) : last && last[name] ? micros(last[name]) : 0n);
		const num = total('num') + (isMoved ? moved(group, period) : 0n), den = at('den');
		Object.assign(sum, { metric, group, from: period.from, to: period.to, isSum: true, exactNum: num, exactDen: den,
			num: printSum(num, places[1]), n: printSum(at('n'), 0), flag: flagOf(metric, divided ? den : null, there.at(-1), period) });
		if (divided)
			sum.den = printSum(den, places[2]);
		if (!divided) {
			sum.value = printSum(num, places[0]);
			sum.dec = num;
		} else if (den !== 0n) {
			sum.dec = ratio(num * BigInt(scale) * 1000000n, den);
			sum.value = print(ratio(num * BigInt(scale) * 10n ** BigInt(places[0]), den) * 10n ** BigInt(6 - places[0]), places[0]);
			setEnds(sum);
		}
		return sum;
	}

	/* What became of it since as many days before, and whether that may be chance, where num and den say it. */
	function compare(sum) {
		const period = sum && { from: 2 * sum.from - sum.to, to: sum.from };
		const before = sum && noteCover(sum, period) && addUp(sum.metric, sum.group, period);
		if (before && period.from === 2 * sum.from - sum.to)
			sum.flag = [sum.flag, ...cover('previous_partial', sum.metric, before)].filter(Boolean).join(';');
		if (daysBefore(sum || { flag: '' }) === 0)
			return sum;
		if (!before || before.dec === undefined || sum.dec === undefined)
			return sum;
		sum.previous = before.value;
		if (before.dec > 0n)
			sum.change_pct = print(ratio((sum.dec - before.dec) * 100000000n, before.dec), 1);
		const { of } = data.metrics[sum.metric];
		if (of) {
			const [lo, hi] = intervals[of].change(wholes(before), wholes(sum));
			sum.isTested = true;
			sum.trend = lo > 0 ? 'up' : hi < 0 ? 'down' : 'ns';
		}
		return sum;
	}

	/* A sum that would have an interval if it were a row of its own. */
	const lacksInterval = (figure) => figure.isSum && figure.value && data.metrics[figure.metric].estimated && !data.metrics[figure.metric].of;

	const figureOf = (metric, group, period) => exact(metric, group, period) || compare(addUp(metric, group, period));

	/* --- what a figure is made of --- */

	/* Of all cash what is not in the collection rate; by collectors that is whose the account is, and cash whose it was posted to. */
	function otherCash(cash) {
		const at = data.metrics.findIndex(({ name }) => name === 'coll'), placed = data.byAccount && at >= 0 && figureOf(at, cash.group, cash);
		if (!placed || !placed.num || !cash.num || micros(cash.num) <= micros(placed.num))
			return '';
		return show(print(micros(cash.num) - micros(placed.num), 2), 1) + ` of it from accounts placed before ${data.begins || 'the log begins'} or taken back`;
	}

	/* '48 of 91', '$5.00 of $80.00 placed since 2026-01-05', or ''. */
	function partsText(figure) {
		const { name, hourly } = data.metrics[figure.metric], isRate = styleOf(figure.metric, 'value') === 2;
		if (name === 'cash')
			return otherCash(figure);
		if (!figure.value || !figure.num || !figure.den || !(isRate || hourly))
			return '';
		const since = name === 'coll' ? ' placed' + (data.begins ? ' since ' + data.begins : '') : '';
		return show(figure.num, styleOf(figure.metric, 'num')) + (isRate ? ' of ' : ' in ') + show(figure.den, styleOf(figure.metric, 'den')) + (isRate ? since : ' hours');
	}

	/* A day that is drawn: not one with nothing to divide by, or 0 of which no interval can be told where the metric has one. */
	function isDrawn(row) {
		if (!row || !row.value || !row.den)
			return Boolean(row);
		return Number(row.den) !== 0 && !(Number(row.value) === 0 && data.metrics[row.metric].interval && !row.lo);
	}

	/*
	 * The line of the chart: through the days or, over more than two weeks, of the seven days that end with each, so that weekends are
	 * no peaks: a ratio of all of them, of what is counted a seventh.
	 */
	function lineOf(points, metric, group, period) {
		if (!(span(period) > 14 && addsUp(metric)))
			return { isSmooth: false, line: points };
		return { isSmooth: true, line: points.map((_, i) => {
			const sum = addUp(metric, group, { from: period.from + i - 6, to: period.from + i + 1 });
			return !sum || sum.value === '' ? undefined : sum.den ? sum : { ...sum, value: print(ratio(sum.dec, 7n), Math.max(1, data.metrics[metric].places[0])) };
		}) };
	}

	/* The periods that are offered: of rows of their own, as new as the figures are. */
	const newest = span(days) > 0 ? days.to : dayOf(data.period[1]);
	const offered = (metric) => Array.from(new Set(Array.from(figures.values()).filter((row) => row.group === data.root && row.to === newest && span(row) > 1
		&& (metric === undefined || row.metric === metric)).map(span))).sort((a, b) => a - b);

	/* --- words --- */

	function flagWords(flags) {
		return flags.split(';').map((flag) => flag.trim()).filter(Boolean).map((flag) => {
			const at = flag.indexOf(':');
			const [name, detail] = at < 0 ? [flag, ''] : [flag.slice(0, at), flag.slice(at + 1)];
			return Object.hasOwn(data.words, name) ? data.words[name].replace('%', () => detail.replace('/', ' of ')).replace('~', detail === '1' ? '' : 's')
				: (name + ' ' + detail).replace(/_/g, ' ').trim();
		}).join('; ');
	}

	const covers = (flag) => /^\s*(previous_)?partial(:|$)/.test(flag);
	/* Cards and targets say themselves what may be chance, and where there is nothing to compare. */
	const ownFlags = (figure) => flagWords(figure.flag.split(';').filter((flag) => !covers(flag) && flag.trim() !== 'uncertain').join(';'));
	const periodFlags = (figure) => flagWords(figure.flag.split(';').filter((flag) => covers(flag) && !/^\s*previous_partial:0\//.test(flag)).join(';'));

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

	return { data, days, dayOf, textOf, span, figures, exact, figureOf, show, styleOf, csvCell, isDrawn, lineOf, newest, offered,
		flagWords, ownFlags, periodFlags, partsText, noBefore, beforeText, addsUp, lacksInterval, hasChange, way, arrow, verdict, changeText, answerText };
})();
