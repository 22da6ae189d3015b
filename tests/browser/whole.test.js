/* whole.test.js - many cards at once: all of two thousand take axe more than eight minutes, two hundred half of one. */
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { visit, schemes } = require('./browser.js');
const { violations } = require('./axe.js');
const { list } = require('./list.js');

for (const colorScheme of schemes)
	test(`queue-2000, ${colorScheme}: axe finds nothing in two hundred cards`, async () => {
		await visit(list.find((one) => one.name === 'queue-2000'), { viewport: { width: 390, height: 844 }, colorScheme }, async (page) => {
			assert.deepStrictEqual(await violations(page, 200), []);
		});
	});
