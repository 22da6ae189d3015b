/* queue.js - filters, search, sort, links and keys for the work queue page. Pure ASCII: its SHA-256 stands in the page.
 * The page is whole without it: the tools stay hidden and the tier counts stay plain text. */
(() => {
	'use strict';

	const find = (id) => document.getElementById(id);
	const queue = find('queue'), tools = find('tools'), search = find('search'), sort = find('sort');
	const help = find('help'), keys = find('keys'), say = find('say'), shown = find('shown');
	const now = find('now'), todo = find('todo');
	const none = document.createElement('div');	/* what stands where no card is left */
	const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
	const names = new Intl.Collator('en');
	const tiers = new Set();	/* the pressed chips; none pressed: all tiers */
	let current = null, quiet = 0;

	/* One record for each card, in the order of the file; texts are made when first searched. */
	const cards = Array.from(queue.children, (card, place) => ({ card, place, text: null }));
	const number = (row, name) => (row.card.dataset[name] ? Number(row.card.dataset[name]) : -Infinity);
	const name = (row) => row.card.querySelector('h2').textContent.trim();
	const isOn = (button) => button.getAttribute('aria-pressed') === 'true';
	const press = (button, on) => button.setAttribute('aria-pressed', String(on));

	/* From when to when a card's person may be called; what it does not say has no bound. */
	function hoursOf(card) {
		const from = card.querySelector('time.from'), until = card.querySelector('time.until');
		return { from: from ? Date.parse(from.dateTime) : -Infinity, until: until ? Date.parse(until.dateTime) : Infinity };
	}
	const isOpen = (hours) => !(Date.now() < hours.from) && !(Date.now() >= hours.until);
	const closing = (row) => hoursOf(row.card).until;

	/* Only the clock moves after the page was made: what a card says is read once. */
	function canCall(row) {
		if (row.hours === undefined)
			row.hours = row.card.querySelector('.links .call') ? hoursOf(row.card) : null;
		return row.hours !== null && isOpen(row.hours);
	}
	const isWorked = (row) => row.card.classList.contains('worked');
	const orders = {
		queue: () => 0,
		score: (a, b) => b.key - a.key || 0,
		balance: (a, b) => b.key - a.key || 0,
		name: (a, b) => names.compare(a.key, b.key),
		window: (a, b) => a.key - b.key || 0,
	};
	const sortKeys = { queue: () => 0, score: (r) => number(r, 'score'), balance: (r) => number(r, 'balance'), name, window: closing };

	/* Accents and case do not matter: "munoz" finds "Mu\u00f1oz". */
	const plain = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

	function textOf(row) {
		if (row.text === null) {
			const phones = Array.from(row.card.querySelectorAll('a[href^="tel:"]'), (a) => a.getAttribute('href').replace(/\D/g, ''));
			row.text = plain(row.card.textContent + ' ' + phones.join(' '));
		}
		return row.text;
	}

	function tell(text) {
		say.textContent = text;
		clearTimeout(quiet);
		quiet = setTimeout(() => { say.textContent = ''; }, 4000);
	}

	/* Millionths are whole numbers, so the sum of many balances is exact. */
	function millionths(balance) {
		const [whole, part = ''] = balance.split('.');
		return BigInt(whole + part.padEnd(6, '0'));
	}

	function report(rows) {
		const total = rows.reduce((sum, row) => sum + millionths(row.card.dataset.balance || '0'), 0n);
		const cents = Number((total + (total < 0n ? -5000n : 5000n)) / 10000n);
		const sum = 'balance' in queue.dataset ? ', ' + (queue.dataset.currency || '') + money.format(cents / 100) : '';
		const some = rows.length < cards.length;
		const text = some
			? `Showing ${rows.length} of ${cards.length} accounts${sum}`
			: `Showing all ${cards.length} accounts${sum}`;
		if (shown.textContent !== text)
			shown.textContent = text;
		shown.classList.toggle('some', some);
	}

	/* "the next 19 from 08:30": those that can be called first of those that can later. */
	function nextOpen(rows) {
		const later = rows.filter((row) => row.hours && Date.now() < row.hours.from);
		const first = Math.min(...later.map((row) => row.hours.from));
		const next = later.filter((row) => row.hours.from === first);
		if (!next.length)
			return 'none later';
		const from = next[0].card.querySelector('time.from');
		const offset = from.parentNode.textContent.match(/ UTC\S*/);	/* said where not all cards have the same */
		return `the next ${next.length} from ${from.textContent}${offset ? offset[0].split('\u2013')[0] : ''}`;
	}

	/* Where no card is left: why, and a way back. @rows: what the other filters leave when it is too early or too late for all of them. */
	function reportNone(some, rows) {
		const text = some ? '' : rows.length ? `None now; ${nextOpen(rows)}` : 'Nothing found';
		if (none.firstChild.textContent !== text)
			none.firstChild.textContent = text;
		none.hidden = some;
	}

	/* @stays: the card at hand is not taken away, whatever the clock says. */
	function filter(stays) {
		const words = plain(search.value).split(/\s+/).filter(Boolean);
		const digits = search.value.replace(/[\s().+-]/g, '');
		const phone = /^\d{4,}$/.test(digits) ? digits : null;
		const fits = (row) => (!tiers.size || tiers.has(row.card.dataset.tier))
			&& (!isOn(todo) || !isWorked(row))
			&& (words.every((word) => textOf(row).includes(word)) || (phone && textOf(row).includes(phone)));
		const found = cards.filter(fits);
		const open = new Set(isOn(now) ? found.filter(canCall) : found);
		const rows = cards.filter((row) => {
			row.card.hidden = !open.has(row) && !(stays && row.card === current && !row.card.hidden);
			return !row.card.hidden;
		});
		report(rows);
		reportNone(rows.length > 0 || !cards.length, found.filter((row) => row.hours));
	}

	/* All cards are in sight again. */
	function unfilter() {
		search.value = '';
		[now, todo, ...document.querySelectorAll('.tiers button')].forEach((button) => press(button, false));
		tiers.clear();
		filter();
	}

	/* The hours of some begin or end while the page is open. */
	function tick() {
		now.lastElementChild.textContent = cards.filter(canCall).length;
		if (isOn(now))
			filter(true);
	}

	/* Yesterday's queue lying open in a browser says who could be called yesterday. */
	function checkDay() {
		const day = new Date();
		const today = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
		const stale = find('stale');
		stale.hidden = today === queue.dataset.day;
		stale.textContent = stale.hidden ? '' : `This queue is for ${queue.dataset.day}, and on this device it is ${today}.`;
	}

	function reorder() {
		const key = sortKeys[sort.value];
		const order = orders[sort.value];
		const all = document.createDocumentFragment();
		cards.forEach((row) => { row.key = key(row); });
		cards.sort((a, b) => order(a, b) || a.place - b.place).forEach((row) => all.append(row.card));
		queue.append(all);
	}

	/* The heading takes the focus, so a screen reader says the name and not the whole card. */
	function select(card, focus) {
		if (current)
			current.removeAttribute('aria-current');
		current = card;
		card.setAttribute('aria-current', 'true');
		if (!focus)
			return;
		const heading = card.querySelector('h2');
		heading.tabIndex = -1;
		heading.focus({ preventScroll: true });
		card.scrollIntoView({ block: 'nearest' });
	}

	function move(step) {
		const rows = cards.filter((row) => !row.card.hidden);
		const at = rows.findIndex((row) => row.card === current);
		const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
		if (rows.length)
			select(rows[next].card, true);
	}

	function act(scheme, word) {
		if (!current || current.hidden)
			return tell('No current account: j goes to the first one.');
		const link = current.querySelector(`.links a[href^="${scheme}:"]`);
		const stop = current.querySelector('.stop');
		if (link)
			return link.click();
		return tell(`${word} is not open for this account.` + (stop ? ' ' + stop.textContent : ''));
	}

	/* A call or a text outside the hours of its card is asked for twice. */
	function inHours(link) {
		const card = link.closest('.card');
		const from = card.querySelector('time.from'), until = card.querySelector('time.until');
		return isOpen(hoursOf(card)) || confirm('It is outside the hours of this account' + (from && until ? ` (${from.textContent} to ${until.textContent})` : '')
			+ ', by the clock of this device. Go on?');
	}

	/* A link to a card leads there even where a filter hides it. */
	function visit(hash) {
		const card = hash.length > 1 && document.getElementById(hash.slice(1));
		if (!card || card.parentNode !== queue)
			return false;
		if (card.hidden)
			unfilter();
		select(card, true);
		card.scrollIntoView({ block: 'start' });
		return true;
	}

	function openPart(part) {
		const details = current && current.querySelector(part);
		if (details)
			details.open = !details.open;
	}

	function openHelp() {
		if (!help.open)
			help.showModal();
	}

	const commands = {
		j: () => move(1),
		k: () => move(-1),
		c: () => act('tel', 'A call'),
		t: () => act('sms', 'A text'),
		e: () => act('mailto', 'E-mail'),
		a: () => openPart('.more .log'),
		o: () => openPart('.more details:not(.log)'),
		n: () => now.click(),
		'/': () => { search.focus(); search.select(); },
		'?': openHelp,
	};

	document.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open)
			return;
		if (event.target === search && event.key === 'Escape') {
			search.value = '';
			filter();
			search.blur();
			return;
		}
		if (event.target.matches('input, select') || !keys.checked || !Object.hasOwn(commands, event.key))
			return;
		event.preventDefault();
		commands[event.key]();
	});

	queue.addEventListener('click', (event) => {
		const card = event.target.closest('.card');
		const link = event.target.closest('a[href^="tel:"], a[href^="sms:"]');
		if (card)
			select(card, false);
		if (link && !inHours(link))
			event.preventDefault();
	});
	queue.addEventListener('focusin', (event) => {
		const card = event.target.closest('.card');
		if (card && card !== current)
			select(card, false);
	});

	const back = document.createElement('button');
	back.type = 'button';
	back.textContent = 'Show all';
	back.addEventListener('click', () => {
		unfilter();
		queue.focus();
	});
	none.className = 'none';
	none.hidden = true;
	none.append(document.createElement('p'), back);
	queue.after(none);

	/* The plain counts become buttons. */
	const chips = find('tiers');
	for (const chip of chips ? Array.from(chips.querySelectorAll('[data-tier]')) : []) {
		const button = document.createElement('button');
		button.type = 'button';
		button.className = chip.className;
		button.dataset.tier = chip.dataset.tier;
		press(button, false);
		button.append(...chip.childNodes);
		chip.replaceWith(button);
	}
	if (chips)
		chips.addEventListener('click', (event) => {
			const button = event.target.closest('button');
			if (!button)
				return;
			const on = !isOn(button);
			press(button, on);
			tiers[on ? 'add' : 'delete'](button.dataset.tier);
			filter();
		});

	/* A sort by what no card has would do nothing: it is not offered. */
	const needs = { score: '[data-score]', balance: '[data-balance]', window: 'time.until' };
	for (const option of Array.from(sort.options))
		if (needs[option.value] && !queue.querySelector(needs[option.value]))
			option.remove();

	/* Nor is a filter that would show all or nothing. */
	for (const [button, some] of [[now, '.links .call'], [todo, '.card.worked']]) {
		if (!queue.querySelector(some))
			button.hidden = true;
		button.addEventListener('click', () => {
			press(button, !isOn(button));
			filter();
		});
	}
	todo.lastElementChild.textContent = cards.filter((row) => !isWorked(row)).length;

	document.addEventListener('click', (event) => {
		const link = event.target.closest('.alerts a');
		if (link && visit(link.hash))
			event.preventDefault();
	});

	let typing = 0;
	search.addEventListener('input', () => {
		clearTimeout(typing);
		typing = setTimeout(() => filter(), 80);
	});
	sort.addEventListener('change', reorder);
	find('ask').addEventListener('click', openHelp);
	find('close').addEventListener('click', () => help.close());
	tools.hidden = false;
	if (search.value || sort.selectedIndex > 0)
		reorder();
	filter();
	tick();
	checkDay();
	setInterval(() => { tick(); checkDay(); }, 30000);
	visit(location.hash);
})();
