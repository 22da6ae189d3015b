/* queue.js - filters, search, sort, ticks, links and keys for the work queue page. Pure ASCII: its SHA-256 stands in the page.
 * The page is whole without it: the tools stay hidden and the tier counts stay plain text. */
(() => {
	'use strict';

	const { cards, nameOf, textOf, plain, hoursOf, isOpen, canCall, clock, showClock, isKnown, isTicked, isWorked, idOf, sortBy } = queueCards;
	const find = (id) => document.getElementById(id);
	const queue = find('queue'), tools = find('tools'), search = find('search'), sort = find('sort');
	const help = find('help'), keys = find('keys'), say = find('say'), shown = find('shown');
	const now = find('now'), todo = find('todo'), none = find('none');
	const goal = document.querySelector('.goal'), goalSaid = goal && (goal.querySelector('span') || goal);
	const goalText = goal ? goalSaid.textContent : '';	/* as the page was made */
	const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
	const tiers = new Set();	/* the pressed chips; none pressed: all tiers */
	let current = null, quiet = 0;

	const isOn = (button) => button.getAttribute('aria-pressed') === 'true';
	const press = (button, on) => button.setAttribute('aria-pressed', String(on));

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
		return `the next ${next.length} ${clock(next[0], 'from', 'from')}`;
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
		const place = /^\s*#\s*(\d+)\s*$/.exec(search.value);	/* "#57": the card of that number */
		const phone = /^\d{4,}$/.test(digits) ? digits : null;
		const fits = (row) => (!tiers.size || tiers.has(row.card.dataset.tier))
			&& (!isOn(todo) || !isWorked(row))
			&& (place ? row.place + 1 === Number(place[1])
				: words.every((word) => textOf(row).includes(word)) || (phone && textOf(row).includes(phone)));
		const found = cards.filter(fits);
		const open = new Set(isOn(now) ? found.filter(canCall) : found);
		const rows = cards.filter((row) => {
			const hidden = !open.has(row) && !(stays && row.card === current && !row.card.hidden);
			if (row.card.hidden !== hidden)
				row.card.hidden = hidden;
			return !hidden;
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

	/* --- what was worked --- */

	function showTick(row, on) {
		row.card.classList.toggle('ticked', on);
		press(row.card.querySelector('.box'), on);
	}

	/* What is ticked off comes on top of what the page knew. */
	function countWorked() {
		const here = cards.filter((row) => isTicked(row) && !isKnown(row)).length;
		todo.lastElementChild.textContent = cards.filter((row) => !isWorked(row)).length;
		if (!goal)
			return;
		goalSaid.textContent = here ? `${goalText}, ${here} ticked here` : goalText;
		const bar = goal.querySelector('svg');
		if (!bar)
			return;
		const most = Number(bar.getAttribute('aria-valuemax'));
		const sum = Math.min(most, parseInt(goalText, 10) + here);
		bar.setAttribute('aria-valuenow', sum);
		bar.querySelector('.done').setAttribute('width', (100 * sum / most).toFixed(1));
	}

	function readTicks() {
		const ticked = queueMemory.readTicked();
		for (const row of cards)
			if (isTicked(row) || ticked.size)
				showTick(row, ticked.has(idOf(row)));
		countWorked();
	}

	function turn(row) {
		const on = !isTicked(row);
		showTick(row, on);
		countWorked();
		if (!queueMemory.tick(idOf(row), on) && on)
			tell('Ticked, but this browser will not know it once the page is closed.');
	}

	/* The card at hand is ticked off, and the next one is at hand. */
	function finish() {
		const row = current && !current.hidden && cards.find((one) => one.card === current);
		if (!row)
			return tell('No current account: j goes to the first one.');
		const card = row.card;
		turn(row);
		if (isTicked(row))
			move(1);
		if (isOn(todo))
			filter(current === card);
		return isTicked(row) ? tell(`Worked: ${nameOf(row)}`) : tell(`Not worked: ${nameOf(row)}`);
	}

	/* --- the clock --- */

	/* The hours of some begin or end while the page is open. */
	function tick() {
		now.lastElementChild.textContent = cards.filter(canCall).length;
		cards.forEach(showClock);
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
		const all = document.createDocumentFragment();
		sortBy(sort.value).forEach((row) => all.append(row.card));
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

	/* Enter in the search: to the first that was found. */
	function leaveSearch(event) {
		if (event.key === 'Escape') {
			search.value = '';
			filter();
			search.blur();
			if (current && !current.hidden)
				select(current, true);
		} else if (event.key === 'Enter') {
			filter();
			const first = cards.find((row) => !row.card.hidden);
			if (first)
				select(first.card, true);
		}
	}

	const commands = {
		j: () => move(1),
		k: () => move(-1),
		c: () => act('tel', 'A call'),
		t: () => act('sms', 'A text'),
		e: () => act('mailto', 'E-mail'),
		a: () => openPart('.more .log'),
		o: () => openPart('.more details:not(.log)'),
		w: finish,
		n: () => now.click(),
		'/': () => { search.focus(); search.select(); },
		'?': openHelp,
	};

	document.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open)
			return;
		if (event.target === search)
			return leaveSearch(event);
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
		if (event.target.closest('.box'))
			turn(cards.find((row) => row.card === card));
		if (link && !inHours(link))
			event.preventDefault();
	});
	queue.addEventListener('focusin', (event) => {
		const card = event.target.closest('.card');
		if (card && card !== current)
			select(card, false);
	});

	find('all').addEventListener('click', () => {
		unfilter();
		queue.focus();
	});

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
	for (const [button, some] of [[now, '.links .call'], [todo, '.card']]) {
		if (!queue.querySelector(some))
			button.hidden = true;
		button.addEventListener('click', () => {
			press(button, !isOn(button));
			filter();
		});
	}
	document.addEventListener('click', (event) => {
		const link = event.target.closest('.alerts a');
		if (link && visit(link.hash))
			event.preventDefault();
	});

	/* Of several letters that come before a picture is drawn one is looked at. */
	let typing = 0;
	search.addEventListener('input', () => {
		cancelAnimationFrame(typing);
		typing = requestAnimationFrame(() => filter());
	});
	sort.addEventListener('change', reorder);
	find('ask').addEventListener('click', openHelp);
	find('close').addEventListener('click', () => help.close());
	tools.hidden = false;
	queue.classList.add('live');

	/* --- as it was left --- */

	/* Who calls leaves the page for another program, and a phone may load it anew: it comes back as it was. */
	function keepView() {
		const top = cards.find((row) => !row.card.hidden && row.card.getBoundingClientRect().bottom > 90);
		const pressed = [now, todo, ...document.querySelectorAll('.tiers button')].map(isOn);
		queueMemory.keepView({ sort: sort.value, search: search.value, pressed, current: current && current.id,
			top: scrollY > 90 && top ? top.card.id : null });
	}

	function restoreView() {
		const view = queueMemory.readView();
		if (!view)
			return;
		[now, todo, ...document.querySelectorAll('.tiers button')].forEach((button, i) => {
			press(button, Boolean(view.pressed[i]));
			if (view.pressed[i] && button.dataset.tier)
				tiers.add(button.dataset.tier);
		});
		search.value = view.search;
		if (Array.from(sort.options).some((option) => option.value === view.sort))
			sort.value = view.sort;
		const [at, top] = [view.current, view.top].map((id) => id && document.getElementById(id));
		if (at)
			select(at, false);
		addEventListener('load', () => {
			if (top && !location.hash)
				top.scrollIntoView({ block: 'start' });
		});
	}

	addEventListener('pagehide', keepView);
	document.addEventListener('visibilitychange', () => { if (document.hidden) keepView(); });
	addEventListener('storage', (event) => { if (queueMemory.isTicks(event.key)) readTicks(); });
	restoreView();
	readTicks();
	if (sort.selectedIndex > 0)
		reorder();
	filter();
	tick();
	checkDay();
	setInterval(() => { tick(); checkDay(); }, 30000);
	setTimeout(queueCards.readAhead, 200, 0);
	visit(location.hash);
})();
