/* queue_memory.js - what a browser keeps of the work queue page: what was ticked off, and how it was looked at. Pure ASCII: it stands before queue.js.
 * Of accounts digests are kept, on this device, until a page of a later day is opened; what was searched is kept by the tab alone. */
const queueMemory = (() => {
	'use strict';

	const day = document.getElementById('queue').dataset.day;
	const prefix = 'hl-ticked ';
	const viewKey = `hl-view ${day} ${location.pathname}`;
	let ticked = new Set();

	/* A browser may have no room for a page, or refuse it: then all is known until the page is closed. */
	function attempt(use) {
		try {
			return use();
		} catch {
			return null;
		}
	}

	/* Two numbers of 32 bits, each from all of the text. */
	function digest(text) {
		let a = 0xdeadbeef, b = 0x41c6ce57;
		for (let i = 0; i < text.length; i++) {
			a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
			b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
		}
		return (a >>> 0).toString(36) + '-' + ((b ^ (a >>> 15)) >>> 0).toString(36);
	}

	function list(text) {
		const read = attempt(() => JSON.parse(text));
		return Array.isArray(read) ? read.filter((one) => typeof one === 'string') : [];
	}

	/* What was ticked off on this day, by another page or another tab, too. */
	function readTicked() {
		const text = attempt(() => localStorage.getItem(prefix + day));
		if (text)
			ticked = new Set(list(text));
		return ticked;
	}

	/* False: it will not be known once the page is closed. */
	function tick(id, on) {
		readTicked()[on ? 'add' : 'delete'](id);
		return Boolean(attempt(() => {
			localStorage.setItem(prefix + day, JSON.stringify([...ticked]));
			return true;
		}));
	}

	function forgetEarlierDays() {
		for (const key of Object.keys(localStorage))
			if (key.startsWith(prefix) && key < prefix + day)
				localStorage.removeItem(key);
	}

	const readView = () => attempt(() => JSON.parse(sessionStorage.getItem(viewKey)));
	const keepView = (view) => attempt(() => sessionStorage.setItem(viewKey, JSON.stringify(view)));

	attempt(forgetEarlierDays);
	return { digest, readTicked, tick, readView, keepView, isTicks: (key) => key === null || key === prefix + day };
})();

