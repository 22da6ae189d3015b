/* axe.js - what axe-core finds in a page. */
'use strict';

const { axe } = require('./browser.js');

/* Of long lists the first @most parts are left: to look at each part of two thousand cards takes minutes. */
const thin = (page, most) => page.evaluate((len) => document.querySelectorAll(
	`.queue > :nth-child(n+${len + 1}), tbody > :nth-child(n+${len + 1}), .more .log li:nth-child(n+4)`).forEach((part) => part.remove()), most);

async function violations(page, most) {
	await thin(page, most);
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
	return found.violations.map((one) => `${one.id}: ${one.nodes.length} times, ${one.nodes[0].html.slice(0, 160)}`);
}

module.exports = { thin, violations };
