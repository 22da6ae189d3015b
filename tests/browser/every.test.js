/* every.test.js - what holds for every page, at every size, by light and in the dark. */
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { visit, sizes, schemes } = require('./browser.js');
const { thin, violations } = require('./axe.js');
const { list } = require('./list.js');

const shots = process.env.SHOTS;

/* --- what is asked of a page in the browser --- */

const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));

/* By how many pixels the document is wider than the window. */
const wider = (page) => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/* What sticks out of the window or is cut off by it; what scrolls by itself may. */
const sticksOut = (page) => page.evaluate(() => {
	const width = document.documentElement.clientWidth;
	const scrolls = (part) => part && (/auto|scroll|hidden/.test(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
	return Array.from(document.body.querySelectorAll('*')).filter((part) => {
		const box = part.getBoundingClientRect();
		return box.width > 1 && (box.right > width + 1 || box.left < -1) && !scrolls(part.parentElement);
	}).slice(0, 3).map((part) => part.outerHTML.slice(0, 100));
});

/* Of hostile cells only the window is asked for: marks that combine without end are one letter, which nothing can break. */
async function fits(page, one, when) {
	assert.strictEqual(await wider(page), 0, `the document is wider than the window ${when}`);
	await thin(page, one, 40);
	if (!one.name.includes('hostile'))
		assert.deepStrictEqual(await sticksOut(page), [], when);
}

/* Letters, digits and marks of a text, in their order: how it is broken into lines and spaced does not matter. */
const bare = (text) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/* What a cell must be found by: control characters are written as U+FFFD. */
const found = (cell) => bare(cell.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' '));

const cellsOf = (one) => one.rows.flatMap((row) => (one.kind === 'queue'
	? [row.name, row.account_id] : Object.values(row))).map(found).filter(Boolean);

/* --- sizes --- */

for (const one of list) {
	const looks = sizes.flatMap((size) => schemes.map((scheme) => [size, scheme]));

	for (const [[width, height], colorScheme] of one.many ? [looks[2], looks[7]] : looks)
		test(`${one.name}, ${width} wide, ${colorScheme}: nothing is asked for, nothing sticks out, axe finds nothing`, async () => {
			await visit(one, { viewport: { width, height }, colorScheme }, async (page) => {
				await page.screenshot({ path: path.join(shots, `${one.name}-${width}-${colorScheme}.png`) });
				await fits(page, one, 'as it is');
				await openAll(page);
				await fits(page, one, 'with all details open');
				assert.deepStrictEqual(await violations(page, one, one.many ? 8 : 40), []);
			});
		});

	test(`${one.name}: at 200 % nothing sticks out, nor with letters twice as large`, async () => {
		await visit(one, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, async (page) => {
			await fits(page, one, 'at 200 %');
		});
		await visit(one, { viewport: { width: 768, height: 1024 } }, async (page) => {
			await thin(page, one, 40);
			await page.evaluate(() => {
				const sizes = Array.from(document.body.querySelectorAll('*'), (part) => [part, parseFloat(getComputedStyle(part).fontSize)]);
				sizes.forEach(([part, size]) => part.style?.setProperty('font-size', `${2 * size}px`));
			});
			await page.screenshot({ path: path.join(shots, `${one.name}-large-letters.png`) });
			await fits(page, one, 'with large letters');
		});
	});
}

/* --- keyboard --- */

/* What the tab key must reach: of a group of radio buttons the one that is checked. */
const stops = () => Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]'))
	.filter((part) => !part.disabled && part.tabIndex >= 0 && part.checkVisibility({ visibilityProperty: true })
		&& !(part.type === 'radio' && !part.checked));

/* The part that has the focus: its place among the stops, and what is wrong with how it is seen. */
const focused = (list) => {
	const part = document.activeElement;
	const shows = [part, part.parentElement, part.nextElementSibling].filter(Boolean).some((near) => {
		const style = getComputedStyle(near);
		return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
	});
	const box = part.getBoundingClientRect();
	const isIn = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
	const at = isIn && document.elementFromPoint(
		(Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2);
	const isFree = at && (part.contains(at) || at.contains(part));
	return { place: window.stops.indexOf(part), wrong: !shows ? 'no outline' : !isIn ? 'out of sight' : !isFree ? 'behind something' : '',
		html: part.outerHTML.slice(0, 120) };
};

for (const one of list.filter((page) => !page.many))
	test(`${one.name}: the tab key reaches everything, and it is seen where it is`, async () => {
		await visit(one, { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' }, async (page) => {
			const len = await page.evaluate(`window.stops = (${stops})(); window.stops.length`);
			const reached = new Set();

			for (let i = 0; i < len; i++) {
				await page.keyboard.press('Tab');
				await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
				const { place, wrong, html } = await page.evaluate(focused);
				assert.strictEqual(wrong, '', html);
				reached.add(place);
			}
			reached.delete(-1);
			assert.strictEqual(reached.size, len, await page.evaluate((seen) => window.stops.filter((part, i) => !seen.includes(i))
				.map((part) => part.outerHTML.slice(0, 120)).join('\n'), [...reached]));
		});
	});

/* --- without the script, on paper --- */

/*
 * The texts that are shown, also those too far down to be laid out yet. Whether each of very many parts is shown takes minutes:
 * of those it is asked of the cards alone.
 */
const shownText = (isMany) => {
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const hidden = Array.from(document.querySelectorAll('.card')).filter((card) => getComputedStyle(card).display === 'none');
	const texts = [];
	while (walk.nextNode()) {
		const part = walk.currentNode.parentElement;
		if (isMany ? !part.closest('script, style, [hidden], details') && !hidden.includes(part.closest('.card')) : part.checkVisibility({ visibilityProperty: true }))
			texts.push(walk.currentNode.data);
	}
	return texts.join(' ');
};

for (const one of list) {
	test(`${one.name}: without its script everything is there`, async () => {
		await visit(one, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (page) => {
			const text = await page.evaluate(shownText, Boolean(one.many));
			const seen = bare(text);
			const lost = cellsOf(one).filter((cell) => !seen.includes(cell));
			assert.deepStrictEqual(lost.slice(0, 3), []);
			assert.match(text, /END\s/);
			assert.deepStrictEqual(await page.locator('button:visible, input:visible, select:visible').count(), 0,
				'what needs the script is not shown');
		});
	});

	test(`${one.name}: on paper every account is there, and each page says what it is of`, async () => {
		await visit(one, {}, async (page) => {
			const pdf = path.join(shots, `${one.name}.pdf`);
			fs.writeFileSync(pdf, await page.pdf({ format: 'A4', preferCSSPageSize: true }));
			const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { maxBuffer: 1 << 28 }).toString().split('\f').slice(0, -1);
			const printed = bare(pages.join(''));
			/* Marks that combine without end lie over the letters around them: pdftotext makes anything of those. */
			const keys = one.rows.filter((row) => !/\p{M}{20}|\p{M}Z/u.test(row.name)).map((row) => row.account_id).filter((key) => /^\d{9}$/.test(key));
			assert.deepStrictEqual(keys.filter((key) => !printed.includes(key)).slice(0, 3), []);
			assert.match(pages.at(-1), /END /);
			if (one.kind === 'queue')
				assert.deepStrictEqual(pages.filter((text) => !/Work queue.*2026-03-02.*confidential/s.test(text)).length, 0, 'the head of a page');
			if (one.kind === 'rows')
				assert.deepStrictEqual(pages.filter((text) => !bare(text).includes('accountid')).length, 0, 'the head of a page');
		});
	});
}

/* --- what cells hold --- */

test('cells stay text: no element, link or script is made of one', async () => {
	for (const one of list)
		await visit(one, {}, async (page) => {
			assert.deepStrictEqual(await page.evaluate(() => window.bad), undefined);
			const wrong = await page.evaluate(() => {
				const parts = Array.from(document.querySelectorAll('body *'));
				const links = Array.from(document.querySelectorAll('[href], [src], [action], [srcdoc], [data]'), (part) => part.getAttribute('href') ?? part.outerHTML);
				return [
					...parts.filter((part) => /^(img|iframe|object|embed|base|meta|link|form|style|template|frame|audio|video)$/i.test(part.tagName)).map((part) => part.outerHTML),
					...parts.flatMap((part) => Array.from(part.attributes)).filter((attribute) => /^on|^style$/.test(attribute.name)).map((attribute) => `${attribute.name}="${attribute.value}"`),
					...links.filter((href) => !/^#[\w-]+$|^(tel|sms):\+?\d+(;ext=\d+)?$|^mailto:[\w.~%@-]+$|^(?!\/)([\w.~/-]|%[0-9A-F]{2})+$/.test(href)),
				].slice(0, 3);
			});
			assert.deepStrictEqual(wrong, [], one.name);
			assert.strictEqual(await page.evaluate(() => document.querySelectorAll('script:not([type="application/json"])').length <= 1), true, one.name);
		});
});
