/* index.test.js - the front page of the night: what matters at the top, a queue a line, links for a finger. */
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const path = require('node:path');
const { visit } = require('./browser.js');
const { folder } = require('./list.js');

const front = { name: 'index.html', url: `file://${path.join(folder, 'night', '2026-03-02', 'index.html')}` };

/* Of each queue: where what a reader takes in at one look begins, and its links. */
const queues = (page) => page.locator('table.wide tbody tr').evaluateAll((rows) => rows.map((row) => {
	const box = (part) => { const { top, bottom, left, right, height } = part.getBoundingClientRect(); return { top, bottom, left, right, height }; };
	return { text: row.textContent, height: row.offsetHeight, line: ['.what bdi', 'td.note bdi', 'td.rows'].map((part) => row.querySelector(part)).filter(Boolean).map(box),
		links: [...row.querySelectorAll('.links a')].map(box) };
}));

test('figures stand above the first queue, and the desk above the fold', async () => {
	await visit(front, { viewport: { width: 1280, height: 800 } }, async (page) => {
		const tops = await page.locator('.card').evaluateAll((all) => all.map((card) => card.getBoundingClientRect().bottom));
		assert.strictEqual(tops.length, 7);
		assert.ok(Math.max(...tops) < 500, String(tops));
		for (const queue of await queues(page))
			assert.ok(queue.height < 50, queue.text);
	});
});

for (const width of [360, 390, 430])
	test(`on a phone of ${width} a queue is a line of name, team and accounts, and a row of links for a finger`, async () => {
		await visit(front, { viewport: { width, height: 844 } }, async (page) => {
			const all = await queues(page);
			assert.ok(all.length > 10);
			for (const { text, line, links } of all) {
				assert.ok(line.every((part) => part.top < line[0].bottom && part.bottom > line[0].top), text);
				assert.ok(links.every((link) => link.height >= 44 && link.top === links[0].top), text);
				assert.ok(links.every((link, i) => i === 0 || link.left >= links[i - 1].right), text);
			}
			assert.ok((await page.locator('.links a').evaluateAll((found) => found.map((link) => link.getBoundingClientRect().height))).every((height) => height >= 44));
			assert.strictEqual(await page.evaluate(() => document.documentElement.scrollWidth), width);
		});
	});
