/*
 * list.js - the pages that are looked at. To add one: make it in pages.sh, a row here.
 *
 * kind  queue: also what a collector does with it (queue.test.js); rows: each cell of its CSV is in it;
 *       page: what holds for every page, and no more
 * many  too many parts to go through all of them by the tab key, or to look at all of them at each size
 */
'use strict';

const path = require('node:path');
const { readCsv } = require('./read.js');

const folder = process.env.PAGES;
const list = [
	{ name: 'queue-40', kind: 'queue' },
	{ name: 'queue-2000', kind: 'queue', many: true },
	{ name: 'queue-empty', kind: 'queue' },
	{ name: 'queue-hostile', kind: 'queue' },
	{ name: 'queue-night', kind: 'queue' },
	{ name: 'table', kind: 'rows' },
	{ name: 'table-hostile', kind: 'rows' },
	{ name: 'dashboard', kind: 'page', many: true },
	{ name: 'dashboard-team', kind: 'page' },
	{ name: 'dashboard-collector', kind: 'page' },
	{ name: 'dashboard-clients', kind: 'page' },
	{ name: 'index', kind: 'page' },
];

for (const page of list) {
	page.file = path.join(folder, `${page.name}.html`);
	page.url = `file://${page.file}`;
	page.rows = page.kind === 'page' ? [] : readCsv(path.join(folder, `${page.name}.csv`));
}

module.exports = { list, folder };
