/* axe.js - what axe-core finds in a page. */
'use strict';

const { axe } = require('./browser.js');

/* Of long lists the first @most parts are left: to look at each part of two thousand cards takes minutes. All of a dashboard is looked at. */
const thin = (page, one, most) => one.kind !== 'page' && page.evaluate((len) => document.querySelectorAll(
	`.queue > :nth-child(n+${len + 1}), tbody > :nth-child(n+${len + 1}), .more .log li:nth-child(n+4)`).forEach((part) => part.remove()), most);

async function violations(page, one, most) {
	await thin(page, one, most);
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
	return found.violations.map((rule) => `${rule.id}: ${rule.nodes.length} times, ${rule.nodes[0].html.slice(0, 160)}`);
}

module.exports = { thin, violations };
