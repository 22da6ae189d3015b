/*
 * queue.js - a work queue page in a real browser: what a collector does, by hand, by keyboard, without script.
 *
 * usage: node queue.js PAGE (needs playwright-core and axe-core, and a Chromium: CHROMIUM or /usr/bin/chromium)
 *
 * The page has two cards or more, events, an alert that links to the second card, and a first card that was worked.
 */
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const url = 'file://' + path.resolve(process.argv[2]);
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const now = '2026-03-02T15:00:00Z';

/* A page in a window of its own; what it asks for or complains of is a failure. */
async function open(browser, options, at) {
	const context = await browser.newContext({ timezoneId: 'America/New_York', ...options });
	const page = await context.newPage();
	page.on('request', (request) => assert(request.url().startsWith(url), `a request: ${request.url()}`));
	page.on('console', (message) => assert.fail(message.text()));
	page.on('pageerror', (error) => assert.fail(error.message));
	if (options.javaScriptEnabled !== false)
		await page.clock.setFixedTime(new Date(at || now));
	await page.goto(url);
	return page;
}

async function layout(browser) {
	for (const width of [320, 390, 640, 800, 1280, 1920])
		for (const colorScheme of ['light', 'dark']) {
			const page = await open(browser, { viewport: { width, height: 844 }, colorScheme });
			await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
			const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			assert(over <= 0, `${over} px too wide at ${width}`);
			await page.evaluate(axe);
			const found = await page.evaluate(() => axe.run());
			const told = found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
			assert.deepStrictEqual(told, [], `axe at ${width}, ${colorScheme}`);
			await page.context().close();
		}
}

const current = (page) => page.evaluate(() => {
	const card = document.querySelector('[aria-current]');
	return card && card.id;
});
const seen = (page) => page.evaluate(() => Array.from(document.querySelectorAll('.card:not([hidden])'), (card) => card.id));

async function keyboard(browser) {
	const page = await open(browser, { viewport: { width: 1280, height: 800 } });
	const all = await seen(page);
	await page.keyboard.press('j');
	assert.strictEqual(await current(page), 'c1');
	await page.keyboard.press('j');
	assert.strictEqual(await current(page), 'c2');
	assert.strictEqual(await page.evaluate(() => document.activeElement.closest('.card').id), 'c2');
	await page.keyboard.press('k');
	await page.keyboard.press('a');
	assert(await page.locator('#c1 .log ol').isVisible(), 'a opens the activity');
	await page.keyboard.press('a');
	assert(!await page.locator('#c1 .log ol').isVisible(), 'and closes it');
	await page.keyboard.press('n');
	assert((await seen(page)).length < all.length, 'n leaves those that can be called now');
	await page.keyboard.press('n');
	await page.keyboard.press('/');
	await page.keyboard.type('no such account');
	await page.locator('#shown', { hasText: 'Showing 0 of' }).waitFor();
	assert.strictEqual(await page.locator('.none p').textContent(), 'Nothing found');
	await page.locator('.none button').click();
	assert.deepStrictEqual(await seen(page), all);
	assert(!await page.locator('.none').isVisible());
	await page.locator('#search').fill('no such account');
	await page.locator('#shown', { hasText: 'Showing 0 of' }).waitFor();
	await page.locator('#search').focus();
	await page.keyboard.press('Escape');
	assert.deepStrictEqual(await seen(page), all);
	await page.keyboard.press('?');
	assert(await page.locator('#help').isVisible());
	await page.keyboard.press('Escape');
	assert(!await page.locator('#help').isVisible());
	await page.keyboard.press('/');
	await page.keyboard.type('#3');
	await page.locator('#shown', { hasText: 'Showing 1 of' }).waitFor();
	await page.keyboard.press('Enter');
	assert.strictEqual(await current(page), 'c3', 'Enter goes to the first that was found');
	await page.context().close();
}

/* What was ticked off is known after a reload, on another page of the day, and not on another day; so is where the collector was. */
async function ticks(browser) {
	const page = await open(browser, { viewport: { width: 1280, height: 800 } });
	const goal = () => page.locator('.goal').innerText();
	const bar = () => page.locator('.goal .done').getAttribute('width');
	assert.match(await goal(), /^1 of 4 worked \(goal 40\)$/);
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	await page.keyboard.press('w');
	assert.strictEqual(await current(page), 'c3', 'w goes to the next');
	assert.match(await goal(), /^1 of 4 worked \(goal 40\), 1 ticked here$/);
	assert.strictEqual(await bar(), '50.0');
	await page.locator('#c1 .box').click();
	assert.match(await goal(), /, 1 ticked here$/, 'what the page calls worked is not counted twice');
	await page.locator('#c4 .box').click();
	await page.locator('#todo').click();
	assert.deepStrictEqual(await seen(page), ['c3', 'c5']);
	await page.locator('#sort').selectOption('name');
	await page.reload();
	assert.deepStrictEqual((await seen(page)).sort(), ['c3', 'c5']);
	assert.strictEqual(await page.locator('#sort').inputValue(), 'name');
	assert.strictEqual(await current(page), 'c4');
	assert.match(await goal(), /, 2 ticked here$/);
	assert.deepStrictEqual(await page.evaluate(() => Object.keys(localStorage)), ['hl-ticked 2026-03-02']);
	assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /Roe|002|Metro/, 'digests are kept, no names');
	await page.locator('#todo').click();
	await page.locator('#c4 .box').click();
	await page.reload();
	assert.match(await goal(), /, 1 ticked here$/, 'a tick is taken back');
	await page.evaluate(() => localStorage.setItem('hl-ticked 2026-03-01', '[]'));
	await page.evaluate(() => localStorage.setItem('hl-ticked 2026-03-02', '{"bad":'));
	await page.reload();
	assert.match(await goal(), /^1 of 4 worked \(goal 40\)$/, 'what is no list is none');
	assert.deepStrictEqual(await page.evaluate(() => Object.keys(localStorage)), ['hl-ticked 2026-03-02'], 'earlier days are forgotten');
	await page.context().close();
}

/* A browser that keeps nothing for a page: it works until it is closed, and says so. */
async function keepless(browser) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	const page = await context.newPage();
	page.on('pageerror', (error) => assert.fail(error.message));
	await page.addInitScript(() => ['localStorage', 'sessionStorage'].forEach((name) =>
		Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } })));
	await page.goto(url);
	await page.locator('#c2 .box').click();
	assert.match(await page.locator('#say').textContent(), /will not know it once the page is closed/);
	await page.locator('#c3 .box').click();
	assert.match(await page.locator('.goal').innerText(), /, 2 ticked here$/);
	await context.close();
}

async function filters(browser) {
	const page = await open(browser, { viewport: { width: 390, height: 844 } });
	const all = await seen(page);
	await page.locator('#todo').click();
	assert(!(await seen(page)).includes('c1'), 'what was worked is hidden');
	await page.locator('#todo').click();
	await page.locator('.tiers button').last().click();
	assert(!(await seen(page)).includes('c2'));
	await page.locator('.alerts a').first().click();
	assert((await seen(page)).includes('c2'), 'a link shows what a filter hid');
	assert.strictEqual(await current(page), 'c2');
	await page.locator('#sort').selectOption('balance');
	assert.deepStrictEqual((await seen(page)).sort(), all.sort(), 'a sort loses nothing');
	await page.context().close();
}

/* A call outside its hours is asked for twice. */
async function hours(browser) {
	const page = await open(browser, { viewport: { width: 390, height: 844 } }, '2026-03-02T12:00:00Z');
	let asked = 0;
	page.on('dialog', (dialog) => { asked++; dialog.dismiss(); });
	await page.locator('#c1 .call').click();
	assert.strictEqual(asked, 1);
	assert(!await page.locator('#stale').isVisible());
	await page.context().close();
}

/* The button to call says what the clock says, and goes on saying it. */
async function clock(browser) {
	const told = (page) => page.evaluate(() => Array.from(document.querySelectorAll('.links .call'), (link) =>
		`${link.closest('.card').id}${link.classList.contains('shut') ? ' shut' : ''}${link.querySelector('.clock')?.textContent || ''}`));
	for (const [at, said] of [
		['2026-03-02T12:00:00Z', ['c1 shut from 08:00', 'c3 shut from 11:00', 'c5 shut from 08:00']],
		['2026-03-02T15:00:00Z', ['c1', 'c3 shut from 11:00', 'c5']],
		['2026-03-03T01:30:00Z', ['c1 until 21:00', 'c3 shut closed at 18:00', 'c5 until 21:00']],
		['2026-03-03T02:00:00Z', ['c1 shut closed at 21:00', 'c3 shut closed at 18:00', 'c5 shut closed at 21:00']],
	]) {
		const page = await open(browser, { viewport: { width: 390, height: 844 } }, at);
		assert.deepStrictEqual(await told(page), said, at);
		assert.strictEqual(await page.locator('#c1 a[href^="sms:"]').evaluate((link) => link.classList.contains('shut')), said[0].includes('shut'));
		assert(!await page.locator('#c1 a[href^="mailto:"]').evaluate((link) => link.classList.contains('shut')));
		await page.emulateMedia({ media: 'print' });
		assert.strictEqual(await page.locator('.clock:visible').count(), 0, 'paper has no clock');
		await page.context().close();
	}
}

/* Too early for all of them, or too late: not an empty page. */
async function nobody_now(browser) {
	for (const [at, said] of [['2026-03-02T12:00:00Z', /^None now; the next \d+ from 08:00$/], ['2026-03-03T03:00:00Z', /^None now; none later$/]]) {
		const page = await open(browser, { viewport: { width: 390, height: 844 } }, at);
		await page.locator('#now').click();
		assert.match(await page.locator('.none p').textContent(), said);
		await page.locator('.none button').click();
		assert((await seen(page)).length > 1);
		await page.context().close();
	}
}

/* A phone shows the first card soon, and what is touched is large enough. */
async function phone(browser) {
	const page = await open(browser, { viewport: { width: 390, height: 844 } });
	const low = await page.evaluate(() => Array.from(document.querySelectorAll('.tools button, .tools select, .tools input, .tiers button'))
		.filter((part) => part.getClientRects().length && part.getBoundingClientRect().height < 40).map((part) => part.outerHTML));
	assert.deepStrictEqual(low, []);
	const head = await page.evaluate(() => {
		const alerts = document.querySelector('.alerts'), goal = document.querySelector('.goal');
		return document.getElementById('c1').getBoundingClientRect().top - (alerts ? alerts.offsetHeight + 8 : 0) - (goal ? goal.offsetHeight + 4 : 0);
	});
	assert(head <= 230, `the first card begins at ${head} px`);
	const height = await page.evaluate(() => document.querySelector('.alerts').offsetHeight);
	assert(height <= 80, `alerts take ${height} px`);
	await page.context().close();
}

/* Yesterday's queue says so. */
async function another_day(browser) {
	const page = await open(browser, { viewport: { width: 390, height: 844 } }, '2026-03-04T15:00:00Z');
	assert.strictEqual(await page.locator('#stale').textContent(), 'This queue is for 2026-03-02, and on this device it is 2026-03-04.');
	await page.context().close();
}

async function scriptless(browser) {
	const page = await open(browser, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
	assert(!await page.locator('#tools').isVisible());
	assert(await page.locator('#c1 .call').isVisible());
	assert.strictEqual(await page.locator('.shut:not(.cells *), .clock').count(), 0);
	await page.locator('#c1 .log summary').click();
	assert(await page.locator('#c1 .log ol').isVisible());
	await page.locator('.alerts a').first().click();
	assert((await page.locator('#c2').boundingBox()).y < 844, 'a link leads to its card');
	await page.context().close();
}

async function paper(browser) {
	const page = await open(browser, { viewport: { width: 800, height: 1000 } });
	await page.emulateMedia({ media: 'print', colorScheme: 'light' });
	assert(await page.locator('#c2 .tick').isVisible());
	assert(await page.locator('.running').isVisible());
	assert.strictEqual(await page.locator('#c1 .log summary span:is(.contact, .last):visible').count(), 1, 'the last contact, else the newest event');
	assert(!await page.locator('#search').isVisible());
	const colours = await page.evaluate(() => Array.from(document.querySelectorAll('.card, .card *'), (part) => getComputedStyle(part))
		.flatMap((style) => [style.color, style.backgroundColor]));
	for (const colour of new Set(colours)) {
		const [red, green, blue] = colour.match(/[\d.]+/g);
		assert(red === green && green === blue, `${colour} on paper`);
	}
	await page.context().close();
}

(async () => {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
	for (const check of [layout, keyboard, ticks, keepless, filters, hours, clock, nobody_now, phone, another_day, scriptless, paper])
		await check(browser).catch((error) => { error.message = `${check.name}: ${error.message}`; throw error; });
	await browser.close();
})().catch((error) => { console.error(error.message); process.exit(1); });
