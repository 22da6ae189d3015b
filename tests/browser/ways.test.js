/* ways.test.js - from page to page of the night: names, links, and that a finger hits them. */
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { visit } = require('./browser.js');
const { folder } = require('./list.js');

const night = path.join(folder, 'night', '2026-03-02');
const pageOf = (name) => ({ name, url: `file://${path.join(night, name)}` });
const board = pageOf('dashboard/dashboard.html');
const hrefs = (page, of) => page.locator(of).evaluateAll((all) => all.map((link) => link.getAttribute('href')));

/* What a list is, but for blanks between elements. */
const inside = (page, id) => page.locator(id).evaluate((list) => list.innerHTML.replace(/>\s+</g, '><').trim());

test('each page of the night begins with the way back, which paper does not show', async () => {
	for (const [name, ways] of [
		['dashboard/dashboard.html', ['../index.html', '../dashboard/dashboard.pdf']],
		['dashboard/collectors/lhart.html', ['../../index.html', '../../queues/lhart.html']],
		['queues/lhart.html', ['../index.html', '../dashboard/collectors/lhart.html']],
	])
		await visit(pageOf(name), {}, async (page) => {
			assert.deepStrictEqual(await hrefs(page, '.ways a'), ways.filter((file) => fs.existsSync(path.join(night, path.dirname(name), file))));
			await page.keyboard.press('Tab'); /* skip to what the page is about */
			await page.keyboard.press('Tab');
			assert.strictEqual(await page.evaluate(() => document.activeElement.textContent), 'All pages');
			await page.emulateMedia({ media: 'print' });
			assert.strictEqual(await page.locator('.ways').isVisible(), false);
		});
});

test('bars lead to pages that are there, the same after another period was looked at', async () => {
	await visit(board, {}, async (page) => {
		const links = await hrefs(page, '#leaders-list a, #teams-list a');
		assert.ok(links.length > 10);
		assert.deepStrictEqual(links.filter((file) => !fs.existsSync(path.join(night, 'dashboard', decodeURIComponent(file)))), []);
		const drawn = [await inside(page, '#leaders-list'), await inside(page, '#teams-list')];
		assert.match(drawn[0], /<bdi>Lena Hart \(lhart\)<\/bdi><\/a>/);
		await page.getByText('7 days', { exact: true }).click();
		assert.notStrictEqual(await inside(page, '#leaders-list'), drawn[0]);
		await page.getByText('30 days', { exact: true }).click();
		assert.deepStrictEqual([await inside(page, '#leaders-list'), await inside(page, '#teams-list')], drawn);
	});
});

test('names stand in tables and in the list to choose from, ids in a download', async () => {
	await visit(board, { acceptDownloads: true }, async (page) => {
		assert.ok((await page.locator('#group option').allTextContents()).includes('Lena Hart (lhart)'));
		await page.locator('#leaders-table summary').click();
		const shown = await page.locator('#leaders-table tbody th').allTextContents();
		const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#leaders .csv').click()]);
		const rows = fs.readFileSync(await download.path(), 'utf8').trim().split('\r\n').slice(1).map((row) => row.split(',')[1]);
		assert.strictEqual(rows.length, shown.length);
		assert.ok(shown.includes('Aspen/Lena Hart (lhart)') && rows.includes('Aspen/lhart'));
		assert.deepStrictEqual(rows.filter((row) => /[ (]/.test(row)), []);
	});
});

test('on a phone a link is as large as a finger, and none lies on another', async () => {
	for (const [name, width] of [['dashboard/dashboard.html', 390], ['dashboard/dashboard.html', 320], ['queues/lhart.html', 360]])
		await visit(pageOf(name), { viewport: { width, height: 844 } }, async (page) => {
			const small = await page.locator('.ways a, .bars a').evaluateAll((all) => all.map((link) => [link.textContent, link.getBoundingClientRect()])
				.filter(([, box]) => box.height < 44 || box.width < 44).map(([text]) => text));
			assert.deepStrictEqual(small, []);
			const missed = await page.locator('.bars a').evaluateAll((all) => all.filter((link) => {
				link.scrollIntoView({ block: 'center' });
				const box = link.getBoundingClientRect();
				return [box.top + 4, box.bottom - 4].some((y) => document.elementFromPoint(box.left + 8, y)?.closest('a') !== link);
			}).map((link) => link.textContent));
			assert.deepStrictEqual(missed, []);
		});
});
