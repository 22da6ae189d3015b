/* queue_cards.js - what the cards of the work queue page say: names, hours, texts, orders. Pure ASCII: it stands before queue.js. */
const queueCards = (() => {
	'use strict';

	const names = new Intl.Collator('en');

	/* One record for each card, in the order of the file, later in that of the list. */
	const cards = Array.from(document.getElementById('queue').children, (card, place) => ({ card, place, text: null }));
	const nameOf = (row) => row.card.querySelector('h2').textContent.trim();
	const isKnown = (row) => row.card.classList.contains('worked');	/* to whoever made the page */
	const isTicked = (row) => row.card.classList.contains('ticked');
	const isWorked = (row) => isKnown(row) || isTicked(row);

	/* --- hours --- */

	/* From when to when a card's person may be called; what it does not say has no bound. */
	function hoursOf(card) {
		const from = card.querySelector('time.from'), until = card.querySelector('time.until');
		return { from: from ? Date.parse(from.dateTime) : -Infinity, until: until ? Date.parse(until.dateTime) : Infinity };
	}
	const isOpen = (hours) => !(Date.now() < hours.from) && !(Date.now() >= hours.until);

	/* Only the clock moves after the page was made: what a card says is read once. */
	function canCall(row) {
		if (row.hours === undefined)
			row.hours = row.card.querySelector('.links .call') ? hoursOf(row.card) : null;
		return row.hours !== null && isOpen(row.hours);
	}

	/* "from 09:30", and the offset that is said where not all cards have the same. */
	function clock(row, word, end) {
		const time = row.card.querySelector(`time.${end}`);
		const offset = time.parentNode.textContent.match(/ UTC\S*/);
		return `${word} ${time.textContent}${offset ? offset[0].split('\u2013')[0] : ''}`;
	}

	/* What a call is told: when it may be made, or, in the last hour, how long yet; "" where that needs no word. */
	function clockOf(row) {
		const at = Date.now(), hours = row.hours;
		if (!hours || canCall(row))
			return hours && hours.until - at <= 3600000 ? clock(row, 'until', 'until') : '';
		return at < hours.from ? clock(row, 'from', 'from') : clock(row, 'closed at', 'until');
	}

	/* The links of a card look like what may be done at this moment. */
	function showClock(row) {
		const isShut = !canCall(row), said = clockOf(row), seen = `${isShut} ${said}`;
		if (!row.hours || row.seen === seen)
			return;
		row.seen = seen;
		for (const link of row.card.querySelectorAll('.links a[href^="tel:"], .links a[href^="sms:"]'))
			link.classList.toggle('shut', isShut);
		const call = row.card.querySelector('.links .call');
		call.querySelector('.clock')?.remove();
		call.classList.toggle('told', said !== '');
		if (said) {
			const words = document.createElement('span');
			words.className = 'clock';
			words.textContent = ` ${said}`;
			call.append(words);
		}
	}

	/* --- order --- */

	const number = (row, name) => (row.card.dataset[name] ? Number(row.card.dataset[name]) : -Infinity);
	const orders = {
		queue: [() => 0, () => 0],
		score: [(row) => number(row, 'score'), (a, b) => b.key - a.key || 0],
		balance: [(row) => number(row, 'balance'), (a, b) => b.key - a.key || 0],
		name: [nameOf, (a, b) => names.compare(a.key, b.key)],
		window: [(row) => hoursOf(row.card).until, (a, b) => a.key - b.key || 0],
	};

	function sortBy(name) {
		const [keyOf, order] = orders[name];
		cards.forEach((row) => { row.key = keyOf(row); });
		return cards.sort((a, b) => order(a, b) || a.place - b.place);
	}

	/* --- texts --- */

	/* Accents and case do not matter: "munoz" finds "Mu\u00f1oz". */
	const plain = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

	/* All of it, and its numbers by their digits: who calls may be one who is not to be called. */
	function textOf(row) {
		if (row.text === null) {
			const text = Array.from(row.card.children, (part) => (part.className === 'box' ? '' : part.textContent)).join(' ');
			const numbers = text.match(/\d[\d\s().\/-]{5,}\d/g) || [];
			row.text = plain(`${text} ${numbers.map((one) => one.replace(/\D/g, '')).join(' ')}`);
		}
		return row.text;
	}

	/* The texts of two thousand cards, a few at a time, so that the first search is as fast as the next. */
	function readAhead(from) {
		const begun = performance.now();
		let at = from;
		while (at < cards.length && performance.now() - begun < 8)
			textOf(cards[at++]);
		if (at < cards.length)
			setTimeout(readAhead, 30, at);
	}

	/* A card is known again by what is said of it, on another page of the day, too; of several that say the same by their order. */
	function idOf(row) {
		if (row.id === undefined) {
			const met = new Map();
			for (const one of [...cards].sort((a, b) => a.place - b.place)) {
				const text = Array.from(one.card.querySelectorAll('h2, .id'), (part) => part.textContent).join('\n');
				met.set(text, (met.get(text) || 0) + 1);
				one.id = queueMemory.digest(`${text}\n${met.get(text)}`);
			}
		}
		return row.id;
	}

	return { cards, nameOf, textOf, plain, hoursOf, isOpen, canCall, clock, showClock, isKnown, isTicked, isWorked, idOf, sortBy, readAhead };
})();

