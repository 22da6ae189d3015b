/* read.js - the rows a page was made of. */
'use strict';

const fs = require('node:fs');

const readCsv = (file) => parseCsv(fs.readFileSync(file, 'utf8'));

/* RFC 4180: an array of objects by the names of the header. */
function parseCsv(text) {
	const rows = [];
	let row = [], at = 0;
	const cell = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/y;

	while (at < text.length) {
		cell.lastIndex = at;
		const [, quoted, plain, end] = cell.exec(text);
		row.push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
		at = cell.lastIndex;
		if (end !== ',') {
			rows.push(row);
			row = [];
		}
	}
	const [names, ...cells] = rows;
	return cells.map((values) => Object.fromEntries(names.map((name, i) => [name, values[i]])));
}

module.exports = { readCsv, parseCsv };
