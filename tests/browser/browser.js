/* browser.js - one browser for a file of tests, and pages that note whatever they ask for or complain of. */
'use strict';

const fs = require('node:fs');
const { after, before } = require('node:test');
const assert = require('node:assert');
const { chromium } = require('playwright-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const sizes = [[320, 640], [390, 844], [768, 1024], [1280, 900]];
const schemes = ['light', 'dark'];
const workDay = new Date('2026-03-02T17:00:00Z'); /* within the hours of all accounts */
let browser;

before(async () => {
	browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
});
after(() => browser?.close());

/*
 * @use gets the page @one in a context of its own. What is asked for beside the page itself, an error, a warning, a violation
 * of the policy or a dialog that nobody waited for is a failure.
 */
async function visit(one, options, use) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const told = [];

	try {
		const page = await context.newPage();
		page.on('request', (request) => { if (request.url().split('#')[0] !== encodeURI(one.url)) told.push(`request: ${request.url()}`); });
		page.on('console', (message) => { if (['error', 'warning', 'assert'].includes(message.type())) told.push(`console: ${message.text()}`); });
		page.on('pageerror', (error) => told.push(`error: ${error.message}`));
		page.on('popup', () => told.push('a window opened'));
		if (!options.dialogs)
			page.on('dialog', (dialog) => { told.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
		if (options.javaScriptEnabled !== false) {
			await page.addInitScript(() => document.addEventListener('securitypolicyviolation',
				(event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
			if (!options.ownClock) /* which stands still, and times nothing */
				await page.clock.setFixedTime(workDay);
		}
		await page.goto(one.url);
		await use(page);
		assert.deepStrictEqual(told, []);
	} finally {
		await context.close();
	}
}

module.exports = { visit, axe, sizes, schemes, workDay };
