/* queue.test.js - what a collector does with a work queue, held against the rows it was made of. */
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { visit, workDay } = require('./browser.js');
const { list } = require('./list.js');

const queues = list.filter((one) => one.kind === 'queue' && one.rows.length > 0 && one.name !== 'queue-hostile');
const large = list.find((one) => one.name === 'queue-2000');
const small = list.find((one) => one.name === 'queue-40');
const slow = Number(process.env.SLOW || 1); /* how many times as long as here it may take */

/* The accounts that are shown, in their order. */
const shown = (page) => page.evaluate(() => Array.from(document.querySelectorAll('.card:not([hidden])'), (card) =>
	card.querySelector('.id bdi').textContent));
const keys = (rows) => rows.map((row) => row.account_id);

/* The amounts of rows, as the page spells their sum. */
function sum(rows) {
	const millionths = rows.reduce((all, row) => all + Math.round(Number(row.balance) * 1e6), 0);
	const cents = Math.round(millionths / 1e4);
	return (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

async function search(page, words, count) {
	await page.locator('#search').fill(words);
	await page.locator('#shown', { hasText: new RegExp(`^Showing (all )?${count} `) }).waitFor({ timeout: 5000 * slow });
}

const sorted = (rows, value) => rows.map((row, place) => ({ row, place, value: value(row) }))
	.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.place - b.place)).map((one) => one.row);

for (const one of queues) {
	test(`${one.name}: a card for each row, in their order, with the sum`, async () => {
		await visit(one, {}, async (page) => {
			assert.deepStrictEqual(await shown(page), keys(one.rows));
			const told = await page.locator('#shown').textContent();
			assert.ok(told.includes(`${one.rows.length} accounts`) && told.includes(sum(one.rows)), told);
			const ends = await page.locator('.end').textContent();
			assert.ok(ends.includes(`END ${one.rows.length} accounts`) && ends.includes(sum(one.rows)), ends);
		});
	});

	test(`${one.name}: search finds names, accounts, mail and numbers, and nothing else`, async () => {
		await visit(one, {}, async (page) => {
			const some = one.rows[Math.floor(one.rows.length / 2)];
			const plain = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

			for (const words of [some.account_id, some.email, some.name, plain(some.name.split(' ')[0])].filter(Boolean)) {
				/* A word is somewhere in the card; these are in cells that no other text of a card spells. */
				const fits = one.rows.filter((row) => words.split(' ').every((word) =>
					Object.values(row).some((cell) => plain(cell).includes(plain(word)))));
				await search(page, words, fits.length);
				assert.deepStrictEqual(await shown(page), keys(fits), words);
				assert.ok((await page.locator('#shown').textContent()).includes(sum(fits)));
			}
			const digits = some.phone.replace(/\D/g, '');
			const ring = one.rows.filter((row) => [row.phone, row.cell].some((cell) => cell.replace(/\D/g, '').includes(digits)));
			await page.locator('#search').fill(digits);
			while ((await shown(page)).length > ring.length)
				await new Promise((resolve) => setTimeout(resolve, 10));
			assert.ok((await shown(page)).length > 0, 'a number by its digits');
			await search(page, 'no such account anywhere', 0);
			await page.keyboard.press('Escape');
			assert.deepStrictEqual(await shown(page), keys(one.rows));
		});
	});

	test(`${one.name}: a tier shows its accounts, two show both`, async () => {
		await visit(one, {}, async (page) => {
			const chips = page.locator('#tiers button');
			const tiers = [...new Set(one.rows.map((row) => row.tier))];
			assert.strictEqual(await chips.count(), tiers.length);
			const pressed = new Set();
			for (let i = 0; i < Math.min(2, tiers.length); i++) {
				pressed.add(await chips.nth(i).locator('b').innerText());
				await chips.nth(i).click();
				const fits = one.rows.filter((row) => pressed.has(row.tier));
				assert.deepStrictEqual(await shown(page), keys(fits));
				assert.ok((await page.locator('#shown').textContent()).includes(sum(fits)));
			}
		});
	});

	test(`${one.name}: each sort puts the rows in its order, the next ones in that of the queue`, async () => {
		await visit(one, {}, async (page) => {
			const names = new Intl.Collator('en');
			const orders = {
				balance: sorted(one.rows, (row) => -Number(row.balance)),
				score: sorted(one.rows, (row) => -Number(row.score)),
				queue: one.rows,
			};
			for (const [order, rows] of Object.entries(orders)) {
				await page.locator('#sort').selectOption(order);
				assert.deepStrictEqual(await shown(page), keys(rows), order);
			}
			await page.locator('#sort').selectOption('name');
			const heads = await page.locator('.card h2').allTextContents();
			assert.deepStrictEqual(heads, [...heads].sort(names.compare));
			assert.deepStrictEqual((await shown(page)).sort(), keys(one.rows).sort());
		});
	});
}

/* --- keyboard --- */

const current = (page) => page.evaluate(() => document.querySelector('[aria-current]')?.querySelector('.id bdi').textContent);

/* Links of other programs are noted and not followed. */
const noteLinks = (page) => page.evaluate(() => {
	window.followed = [];
	document.addEventListener('click', (event) => {
		const link = event.target.closest('a[href]');
		if (link && !event.defaultPrevented && /^\w+:/.test(link.getAttribute('href'))) {
			window.followed.push(link.getAttribute('href').split(':')[0]);
			event.preventDefault();
		}
	});
});

test('queue-40: j k c t e o / ? and Escape do what the list of keys says', async () => {
	await visit(small, {}, async (page) => {
		const followed = () => page.evaluate(() => window.followed.splice(0));
		await noteLinks(page);
		await page.keyboard.press('c');
		assert.deepStrictEqual(await followed(), [], 'no account is current yet');
		for (const [i, row] of small.rows.slice(0, 12).entries()) {
			await page.keyboard.press('j');
			assert.strictEqual(await current(page), row.account_id, `account ${i}`);
			const open = row.channels.split(',');
			for (const [key, scheme, isOpen] of [
				['c', 'tel', open.includes('call') && row.calls_left !== '0'], ['t', 'sms', open.includes('sms')],
				['e', 'mailto', open.includes('email') && row.email !== '']]) {
				await page.keyboard.press(key);
				assert.deepStrictEqual(await followed(), isOpen ? [scheme] : [], `${key} of ${row.account_id}`);
			}
		}
		await page.keyboard.press('k');
		assert.strictEqual(await current(page), small.rows[10].account_id);
		const isOpen = () => page.evaluate(() => document.querySelector('[aria-current] .more details:not(.log)').open);
		await page.keyboard.press('o');
		assert.strictEqual(await isOpen(), true);
		await page.keyboard.press('o');
		assert.strictEqual(await isOpen(), false);
		await page.keyboard.press('/');
		assert.strictEqual(await page.evaluate(() => document.activeElement.id), 'search');
		await page.keyboard.type('jcteo?');
		assert.strictEqual(await page.locator('#search').inputValue(), 'jcteo?');
		await page.keyboard.press('Escape');
		assert.strictEqual(await page.locator('#search').inputValue(), '');
		await page.keyboard.press('?');
		assert.ok(await page.locator('#help').isVisible());
		await page.keyboard.press('j');
		assert.strictEqual(await current(page), small.rows[10].account_id, 'no key reaches the queue behind the list');
		await page.keyboard.press('Escape');
		assert.ok(!await page.locator('#help').isVisible());
	});
});

test('queue-40: the head, the goal, the links and the limits are those of the rows', async () => {
	await visit(small, {}, async (page) => {
		assert.match(await page.locator('.goal').innerText(), /12 of 40 worked/);
		for (const [i, row] of small.rows.entries()) {
			const card = page.locator('.card').nth(i);
			const links = await card.locator('.links a').evaluateAll((all) => all.map((link) => link.getAttribute('href').split(':')[0]));
			const open = row.channels.split(',');
			assert.deepStrictEqual(links, ['tel', 'sms', 'mailto'].filter((scheme) => ({
				tel: open.includes('call') && row.calls_left !== '0', sms: open.includes('sms'), mailto: open.includes('email') && row.email !== '' })[scheme]));
			assert.strictEqual(await card.locator('h2').textContent(), row.name);
			assert.ok((await card.locator('.ring text').textContent()) === row.score);
			assert.ok((await card.locator('.money').textContent()).endsWith(sum([row])));
			if (row.next_ok)
				assert.match(await card.locator('.limits').textContent(), new RegExp(`before ${row.next_ok}`));
		}
	});
});

test('queue-40: a call outside the hours of an account is asked about', async () => {
	await visit(small, { dialogs: true }, async (page) => {
		const asked = [];
		page.on('dialog', (dialog) => { asked.push(dialog.message()); dialog.dismiss(); });
		await noteLinks(page);
		await page.clock.setFixedTime(new Date('2026-03-03T04:00:00Z'));
		await page.locator('.links .call').first().click();
		assert.strictEqual(asked.length, 1);
		assert.deepStrictEqual(await page.evaluate(() => window.followed), []);
		await page.clock.setFixedTime(workDay);
		await page.locator('.links .call').first().click();
		assert.strictEqual(asked.length, 1);
		assert.deepStrictEqual(await page.evaluate(() => window.followed), ['tel']);
	});
});

/* --- time --- */

test('queue-2000: it is there within two seconds, a search takes no longer than a blink', async (t) => {
	await visit(large, { viewport: { width: 390, height: 844 }, ownClock: true }, async (page) => {
		const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
		t.diagnostic(`first contentful paint ${Math.round(paint)} ms`);
		assert.ok(paint < 2000 * slow, `first contentful paint ${paint} ms`);
		const times = [];
		for (const words of ['nu', 'person1999', 'metro bank', 'no such account', '']) { /* each with another answer */
			times.push(await page.evaluate((typed) => new Promise((resolve) => {
				const field = document.getElementById('search'), told = document.getElementById('shown');
				const start = performance.now();
				const seen = new MutationObserver(() => { seen.disconnect(); requestAnimationFrame(() => resolve(performance.now() - start)); });
				seen.observe(told, { childList: true, characterData: true, subtree: true });
				field.value = typed;
				field.dispatchEvent(new Event('input', { bubbles: true }));
			}), words));
		}
		t.diagnostic(`searches ${times.map(Math.round).join(', ')} ms`);
		assert.ok(Math.max(...times) < 1000 * slow, `searches took ${times} ms`);
	});
});
