/* dashboard.test.js - what a manager does with a dashboard: periods, metrics, groups, downloads; each figure is compared with its row. */
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { visit, schemes } = require('./browser.js');
const { violations } = require('./axe.js');
const { list, folder } = require('./list.js');
const { readCsv, parseCsv } = require('./read.js');

const shots = process.env.SHOTS;
const night = path.join(folder, 'night', '2026-03-02', 'dashboard');
const examples = path.join(__dirname, '..', '..', 'examples');
const pageOf = (name) => list.find((page) => page.name === name);
const desk = pageOf('dashboard');
const clients = pageOf('dashboard-clients');
const wide = [320, 360, 390, 768, 1024, 1280, 1920, 2560];

/* --- what the input says --- */

const cells = ['value', 'lo', 'hi', 'num', 'den', 'n', 'previous', 'change_pct', 'p', 'trend', 'target', 'attained', 'missing', 'flag'];
const titles = { rph: 'Revenue per hour', coll: 'Collection rate', rpc_att: 'Right-party contact rate', kept: 'Promises kept', conv: 'Conversion rate', cash: 'Cash' };
const whole = (group) => group.replace(/(^|\/)all$/, '');

/* The figures of a period by metric and group, "" for all. */
function byName(rows) {
	return new Map(rows.map((row) => [`${row.metric} ${whole(row.group)}`, row]));
}

const lastDays = (name, days) => byName(readCsv(path.join(night, `${name}-${days}.csv`)));

/* What hl-metrics says of two dates, the second of which is the last day; of the days before, where the page has them. */
function measured(from, last, split) {
	const to = new Date(Date.parse(last) + 86400000).toISOString().slice(0, 10);
	const isBefore = 2 * Date.parse(from) - Date.parse(to) >= Date.parse('2025-12-02');
	return byName(parseCsv(execFileSync('hl-metrics', ['--as-of', '2026-03-02T09:00:00Z', '--tz', 'America/New_York', '-r', 'collectors.csv', '-l', 'accounts.csv',
		'--from', from, '--to', to, ...(isBefore ? ['--previous'] : []), ...split, 'events.csv'], { cwd: examples, encoding: 'utf8', maxBuffer: 1 << 26 })));
}

const byTeam = ['--by', 'team,collector', '--totals', 'each', '-m', 'rph,coll,rpc_att,kept'];
const byClient = ['--by', 'client', '-m', 'coll,kept,cash,rpc_att'];

/* --- what the page shows --- */

const cards = (page) => page.evaluate(() => Array.from(document.querySelectorAll('#cards > li'), (card) => ({
	title: card.querySelector('h3').textContent, big: card.querySelector('.big data')?.value ?? '', text: card.innerText.replace(/\s+/g, ' '),
	numbers: Array.from(card.querySelectorAll('.note data'), (data) => data.value) })));
const period = (page) => page.locator('#period').textContent();

/* @is: the row of @metric. Of an interval over collector-days no days tell. */
function sameCard(card, is, metric, isSum) {
	assert.strictEqual(card.title, titles[metric]);
	assert.strictEqual(card.big, is.value, metric);
	for (const name of ['previous', 'lo', 'hi', ...(isSum ? [] : ['target'])])
		if (is[name] && !(isSum && metric === 'rph' && name !== 'previous'))
			assert.ok(card.numbers.includes(is[name]), `${metric}: ${name} ${is[name]} is not in ${card.text}`);
	if (isSum && metric === 'rph')
		assert.match(card.text, /the days added up: no interval/);
	else if (is.trend === 'ns')
		assert.match(card.text, /· may be chance/);
	else if (is.p)
		assert.match(card.text, /better|worse/);
}

/* The table under a part as rows by the names of its columns. */
const table = (page, id) => page.evaluate((name) => {
	const rows = Array.from(document.querySelector(`#${name} table`).rows);
	const exact = (cell) => cell.querySelector('data')?.value ?? (cell.querySelector('.none') ? '' : cell.textContent);
	const heads = Array.from(rows[0].cells, (cell) => cell.dataset.name);
	return rows.slice(1).map((row) => Object.fromEntries(Array.from(row.cells, (cell, i) => [heads[i], exact(cell)])));
}, id);

const nameOf = (row) => (row.group === 'all' ? '' : row.group);

async function sameTable(page, id, rows, metric) {
	const shown = await table(page, id);
	assert.ok(shown.length > 0, id);
	for (const row of shown)
		for (const name of cells)
			if (row[name])
				assert.strictEqual(row[name], rows.get(`${metric} ${nameOf(row)}`)[name], `${id}: ${name} of ${row.group}`);
	return shown;
}

async function choose(page, from, last) {
	await page.getByText('Custom', { exact: true }).click();
	await page.locator('#from').fill(from);
	await page.locator('#to').fill(last);
}

/* --- periods --- */

test('7, 30 and 90 days by mouse: cards, leaders and teams are the rows of that period', async () => {
	await visit(desk, {}, async (page) => {
		for (const days of [7, 90, 30]) {
			await page.getByText(`${days} days`, { exact: true }).click();
			assert.match(await period(page), new RegExp(`\\(${days} days\\)`));
			const rows = lastDays('last', days), shown = await cards(page);
			['rph', 'coll', 'rpc_att', 'kept'].forEach((metric, i) => sameCard(shown[i], rows.get(`${metric} `), metric, false));
			await sameTable(page, 'leaders-table', rows, 'rph');
			await sameTable(page, 'teams-table', rows, 'rph');
		}
	});
});

test('periods by keyboard: arrows along the ranges, dates typed', async () => {
	await visit(desk, { locale: 'en-US' }, async (page) => {
		await page.locator('#ranges input:checked').focus();
		await page.keyboard.press('ArrowLeft');
		assert.match(await period(page), /\(7 days\)/);
		sameCard((await cards(page))[0], lastDays('last', 7).get('rph '), 'rph', false);
		for (let i = 0; i < 3; i++)
			await page.keyboard.press('ArrowRight');
		assert.strictEqual(await page.locator('#custom').isVisible(), true);
		await page.keyboard.press('Tab');
		await page.keyboard.type('02032026');
		await page.locator('#to').focus();
		await page.keyboard.type('02172026');
		assert.match(await period(page), /^2026-02-03 to 2026-02-17 \(15 days\)/);
		const rows = measured('2026-02-03', '2026-02-17', byTeam);
		(await cards(page)).forEach((card, i) => sameCard(card, rows.get(`${['rph', 'coll', 'rpc_att', 'kept'][i]} `), ['rph', 'coll', 'rpc_att', 'kept'][i], true));
	});
});

for (const [from, last] of [['2025-12-20', '2026-01-11'], ['2026-02-09', '2026-02-13'], ['2026-01-01', '2026-03-01'], ['2026-02-26', '2026-03-01'], ['2025-12-02', '2026-02-15']])
	test(`from ${from} to ${last}: four cards, and all of them are what hl-metrics says of these dates`, async () => {
		const rows = measured(from, last, byTeam), ofClients = measured(from, last, byClient);
		await visit(desk, {}, async (page) => {
			await choose(page, from, last);
			const shown = await cards(page);
			['rph', 'coll', 'rpc_att', 'kept'].forEach((metric, i) => sameCard(shown[i], { ...rows.get(`${metric} `) }, metric, true));
			for (const metric of ['coll', 'rpc_att', 'kept']) {
				await page.locator('#metric').selectOption({ label: titles[metric] });
				for (const row of [...await table(page, 'leaders-table'), ...await table(page, 'teams-table')]) {
					const is = rows.get(`${metric} ${nameOf(row)}`);
					for (const name of ['value', 'num', 'den', 'lo', 'hi', 'n'])
						assert.strictEqual(row[name] ?? '', is[name], `${metric} of ${row.group}: ${name}`);
				}
			}
		});
		await visit(clients, {}, async (page) => {
			await choose(page, from, last);
			const shown = await cards(page);
			for (const [i, metric] of [[0, 'coll'], [1, 'kept'], [2, 'cash'], [3, 'rpc_att']])
				assert.strictEqual(shown[i].big, ofClients.get(`${metric} `).value, metric);
			for (const row of await table(page, 'teams-table'))
				assert.strictEqual(row.value, ofClients.get(`coll ${nameOf(row)}`).value, row.group);
		});
	});

test('two dates that are no period change nothing, and the page says which ones are', async () => {
	await visit(desk, {}, async (page) => {
		await choose(page, '2026-02-17', '2026-02-20');
		const before = await cards(page);
		await page.locator('#to').fill('2026-02-03');
		assert.match(await page.locator('#shown').textContent(), /^Choose two days from 2025-12-02 to 2026-03-01/);
		assert.strictEqual(await page.locator('#from').getAttribute('aria-invalid'), 'true');
		assert.deepStrictEqual(await cards(page), before);
		await page.locator('#to').fill('2026-02-20');
		assert.strictEqual(await page.locator('#from').getAttribute('aria-invalid'), null);
		assert.match(await period(page), /\(4 days\)/);
	});
});

/* --- metrics and groups --- */

test('each metric: leaders, teams and the trend are its own, best first by the worse end', async () => {
	await visit(desk, {}, async (page) => {
		const rows = lastDays('last', 30);
		const metrics = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).metrics);
		for (const option of await page.locator('#metric option').all()) {
			const { name, title, less } = metrics[Number(await option.getAttribute('value'))];
			await page.locator('#metric').selectOption({ label: title });
			for (const id of ['leaders-sub', 'teams-sub', 'trend-sub'])
				assert.ok((await page.locator(`#${id}`).textContent()).startsWith(title), `${id} of ${title}`);
			const shown = await sameTable(page, 'leaders-table', rows, name);
			await sameTable(page, 'teams-table', rows, name);
			const by = shown[0].lo ? (less ? 'hi' : 'lo') : 'value';
			const order = shown.filter((row) => row[by] !== '').map((row) => Number(row[by]) * (less ? -1 : 1));
			assert.deepStrictEqual(order, order.toSorted ? order.toSorted((a, b) => b - a) : [...order].sort((a, b) => b - a), title);
		}
	});
});

test('the trend of a collector: a row a day, as they are in the input; the keys go along it', async () => {
	await visit(desk, {}, async (page) => {
		const rows = new Map(readCsv(path.join(night, 'day.csv')).filter((row) => row.metric === 'attempts' && row.group === 'Aspen/lhart').map((row) => [row.from, row]));
		await page.locator('#metric').selectOption({ label: 'Attempts' });
		const number = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).groups.findIndex((group) => group.name === 'Aspen/lhart'));
		await page.locator('#group').selectOption(String(number));
		assert.match(await page.locator('#trend-sub').textContent(), /^Attempts of seven days each \(line\) and by day \(dots\): .*lhart/);
		const shown = await table(page, 'trend-table');
		assert.ok(shown.length > 15);
		for (const row of shown)
			assert.strictEqual(row.value, rows.get(row.day).value, row.day);
		await page.locator('#plot').focus();
		await page.keyboard.press('Home');
		const first = shown.find((row) => row.day === '2026-01-31');
		assert.match(await page.locator('#plot').getAttribute('aria-valuetext'), first ? new RegExp(`^2026-01-31: ${first.value}`) : /^2026-01-31: no value/);
		await page.keyboard.press('PageDown');
		await page.keyboard.press('End');
		assert.match(await page.locator('#readout').textContent(), /^2026-03-01/);
	});
});

/* --- everybody by every figure --- */

const glance = (page) => page.evaluate(() => document.getElementById('glance-rows').closest('table').outerHTML.replace(/\n/g, ''));

test('everybody by every figure: as it came, after other periods and back again; in the order of the leaders of any metric', async () => {
	for (const one of [desk, clients])
		await visit(one, {}, async (page) => {
			const came = await glance(page);
			await page.getByText('7 days', { exact: true }).click();
			assert.notStrictEqual(await glance(page), came);
			await page.getByText('30 days', { exact: true }).click();
			assert.strictEqual(await glance(page), came);
		});
	await visit(desk, {}, async (page) => {
		for (const metric of ['Attempts per payment', 'Cash', 'Queue adherence']) {
			await page.locator('#metric').selectOption({ label: metric });
			const leaders = await page.locator('#leaders-list .name bdi:first-of-type').first().textContent();
			assert.strictEqual(await page.locator('#glance-rows th bdi').first().textContent(), leaders);
		}
		const words = await page.locator('#glance .word').allTextContents();
		assert.ok(['few', 'below', 'above'].every((word) => words.includes(word)));
	});
});

test('on a phone it is scrolled by itself, by keys, too, and the name stays', async () => {
	await visit(desk, { viewport: { width: 390, height: 844 } }, async (page) => {
		const box = page.locator('#glance .wide').first();
		await box.focus();
		for (let i = 0; i < 8; i++)
			await page.keyboard.press('ArrowRight');
		for (let i = 0; i < 40 && await box.evaluate((it) => it.scrollLeft) < 100; i++)
			await page.waitForTimeout(50);
		assert.ok(await box.evaluate((it) => it.scrollLeft) >= 100);
		const [name, edge] = await page.evaluate(() => [document.querySelector('#glance-rows th'), document.querySelector('#glance .wide')].map((it) => it.getBoundingClientRect().left));
		assert.ok(Math.abs(name - edge) < 2);
		await page.screenshot({ path: path.join(shots, 'dashboard-glance-phone.png') });
	});
});

test('what there is nothing of says so: an empty chart, wrong dates; teams group those who are in them', async () => {
	await visit(desk, {}, async (page) => {
		assert.deepStrictEqual(await page.locator('#group optgroup').evaluateAll((all) => all.map((it) => it.label)), ['Aspen', 'Birch', 'Cedar']);
		assert.strictEqual(await page.locator('#group option', { hasText: '(none)' }).count(), 0);
		await page.locator('#metric').selectOption({ label: 'Queue adherence' });
		await choose(page, '2025-12-03', '2025-12-04');
		assert.notStrictEqual(await page.locator('#nothing').isVisible(), await page.locator('#chart').isVisible());
		await page.locator('#to').fill('2025-12-01');
		assert.strictEqual(await page.locator('#to').getAttribute('aria-invalid'), 'true');
		assert.match(await page.locator('#shown').textContent(), /^Choose two days/);
	});
});

/* --- downloads --- */

for (const one of [desk, clients])
	test(`${one.name}: each download is its table, number for number`, async () => {
		/* Chromium holds back what a page gives more than ten times in a row. */
		for (const begin of [0, 6])
			await visit(one, { acceptDownloads: true }, async (page) => {
				await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
				for (const button of (await page.locator('.csv').all()).slice(begin, begin + 6)) {
					const id = await button.evaluate((it) => (it.closest('section') || document.querySelector('.keys')).querySelector('details').id);
					const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
					const text = fs.readFileSync(await download.path(), 'utf8'), name = download.suggestedFilename();
					assert.match(name, /^(the-desk|all-clients)_[a-z-]+(_[a-z]+)?(_2[0-9-]{9}_2[0-9-]{9})?\.csv$/);
					assert.ok(text.startsWith('\ufeff') && !/[^\r]\n/.test(text), id);
					if (id === 'quality-table')
						continue;
					const rows = parseCsv(text.slice(1).replace(/\r\n/g, '\n'));
					/* Every row says what it is of, and as of when; the rest is the table. */
					for (const row of rows) {
						assert.ok(row.group && row.as_of === '2026-03-02T09:00:00Z' && (row.metric || id === 'funnel-table'), id);
						assert.ok(id === 'suppression-table' || (name.includes(`_${id === 'trend-table' ? '2026-01-31' : row.from}_`) && row.from < row.to), name);
					}
					const shown = await table(page, id);
					assert.strictEqual(rows.length, shown.length, id);
					shown.forEach(({ day, ...row }, i) => assert.deepStrictEqual(Object.fromEntries(Object.keys(row).map((key) => [key, rows[i][key]])), row, `${id}: ${day}`));
				}
			});
	});

/* --- whom it is for --- */

test('a team, a collector: their own figures, and nobody else by name', async () => {
	const rows = lastDays('last', 30);
	for (const [name, title, group, others] of [['dashboard-team', /^Dashboard: team Aspen$/, 'Aspen', ['Birch', 'Cedar', 'rsolano', 'wcole']],
		['dashboard-collector', /^Dashboard: collector .*lhart/, 'Aspen/lhart', ['Birch', 'ovega', 'tboyd', 'rsolano']]])
		await visit(pageOf(name), {}, async (page) => {
			const text = await page.content(), shown = await cards(page);
			assert.match(await page.title(), title);
			assert.deepStrictEqual(others.filter((other) => text.includes(other)), []);
			['rph', 'coll', 'rpc_att', 'kept'].forEach((metric, i) => sameCard(shown[i], rows.get(`${metric} ${group}`), metric, false));
			await choose(page, '2026-02-03', '2026-02-17');
			const is = measured('2026-02-03', '2026-02-17', byTeam), sums = await cards(page);
			['rph', 'coll', 'rpc_att', 'kept'].forEach((metric, i) => assert.strictEqual(sums[i].big, is.get(`${metric} ${group}`).value, metric));
		});
});

test('an agency: clients against their targets, each page says whose it is', async () => {
	await visit(clients, {}, async (page) => {
		const rows = lastDays('client', 30), shown = await cards(page);
		assert.strictEqual(await page.title(), 'Dashboard: all clients');
		['coll', 'kept', 'cash', 'rpc_att'].forEach((metric, i) => sameCard(shown[i], rows.get(`${metric} `), metric, false));
		assert.strictEqual(await page.locator('#targets-rows tr').count(), [...rows.values()].filter((row) => row.attained).length);
		await page.getByText('7 days', { exact: true }).click();
		assert.match(await page.locator('#targets-sub').textContent(), /^no targets for /);
	});
	await visit(desk, {}, async (page) => assert.strictEqual(await page.title(), 'Dashboard: the desk'));
});

/* --- how it looks --- */

const over = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const overTargets = (page) => page.evaluate(() => { const box = document.getElementById('targets-wide'); return box ? box.scrollWidth - box.clientWidth : 0; });

for (const one of [desk, clients])
	test(`${one.name}: from 320 to 2560 wide nothing sticks out, by two dates and with twice as large letters, too`, async () => {
		for (const width of wide)
			await visit(one, { viewport: { width, height: 800 } }, async (page) => {
				await page.screenshot({ path: path.join(shots, `${one.name}-at-${width}.png`) });
				await choose(page, '2026-02-03', '2026-02-17');
				assert.strictEqual(await over(page), 0, `${width} wide`);
				await page.getByText('30 days', { exact: true }).click();
				assert.strictEqual(await overTargets(page), 0, `targets at ${width}`);
				if (width < 700)
					return;
				await page.evaluate(() => { document.documentElement.style.setProperty('zoom', '2'); });
				assert.strictEqual(await over(page), 0, `${width} wide at 200 %`);
			});
	});

for (const one of [desk, clients])
	for (const colorScheme of schemes)
		test(`${one.name}, whole and by two dates, ${colorScheme}: axe finds nothing`, async () => {
			await visit(one, { colorScheme }, async (page) => {
				await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
				await choose(page, '2026-02-03', '2026-02-17');
				assert.deepStrictEqual(await violations(page, one), []);
				await page.screenshot({ path: path.join(shots, `${one.name}-whole-${colorScheme}.png`), fullPage: true });
			});
		});

test('forced colours: what is chosen, the line and the bars are seen; without motion nothing moves', async () => {
	await visit(desk, { forcedColors: 'active', reducedMotion: 'reduce' }, async (page) => {
		const seen = await page.evaluate(() => {
			const style = (selector) => getComputedStyle(document.querySelector(selector));
			const page = style('body').backgroundColor;
			return { chosen: style('#ranges label:has(:checked)').outlineStyle, line: style('.plot .line').stroke !== page, fill: style('.bar .fill').fill !== page,
				bar: style('#leaders-list .bar').borderTopStyle, moving: document.getAnimations().length };
		});
		assert.deepStrictEqual(seen, { chosen: 'solid', line: true, fill: true, bar: 'solid', moving: 0 });
		await page.screenshot({ path: path.join(shots, 'dashboard-forced-colours.png') });
	});
});

test('on paper: the figures that are on the screen, on few pages, without what is to be clicked', async () => {
	for (const one of [desk, clients])
		await visit(one, {}, async (page) => {
			await page.getByText('7 days', { exact: true }).click();
			const plain = (text) => text.replace(/\s+/g, ' ');
			const shown = await page.locator('#cards .big data').allInnerTexts(), pdf = path.join(shots, `${one.name}-7-days.pdf`);
			fs.writeFileSync(pdf, await page.pdf({ format: 'letter' }));
			const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
			for (const figure of shown)
				assert.ok(plain(text).includes(plain(figure)), `${figure} is on paper`);
			assert.match(text, /\(7 days\)/);
			assert.doesNotMatch(text, /CSV|Custom/);
			assert.ok(text.split('\f').length - 1 <= 3, 'three pages at most');
		});
});
