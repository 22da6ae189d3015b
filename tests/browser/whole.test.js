/* whole.test.js - many cards at once: all of two thousand take axe more than eight minutes, two hundred half of one. */
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { visit, schemes } = require('./browser.js');
const { violations } = require('./axe.js');
const { list } = require('./list.js');

for (const colorScheme of schemes)
	test(`queue-2000, ${colorScheme}: axe finds nothing in two hundred cards`, async () => {
		const one = list.find((each) => each.name === 'queue-2000');

		await visit(one, { viewport: { width: 390, height: 844 }, colorScheme }, async (page) => {
			assert.deepStrictEqual(await violations(page, one, 200), []);
		});
	});
