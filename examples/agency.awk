# agency.awk - make a small collection agency: accounts.csv, events.csv, collectors.csv
#
# usage: awk -v dir=FOLDER -f agency.awk          (FOLDER: default ".")
#
# Everything here is invented. Telephone numbers are 555-0100 to 555-0199, mail goes to
# example.com, .org and .net. The same bytes come out of every POSIX awk: the random
# numbers are our own (Lehmer, 16807 mod 2^31-1, no product above 2^46), nothing looks at
# the clock, the locale or the order of "for (k in array)", and no expression draws twice,
# because awk does not say which operand it evaluates first.
#
# Days count from 2025-12-02 (day 0); day 90 is 2026-03-02, and the data end at 09:00 UTC
# on it. Money is in cents. A moment is a day and a second, both UTC.

BEGIN {
	if (dir == "")
		dir = "."
	seed = 20260301
	ACCOUNTS = 500; LAST = 90; CUT = 9 * 3600; FIRST_QUEUE = 79
	BASE = 20424                            # 2025-12-02 in days since 1970-01-01
	tables()
	roster()
	accounts()
	write_collectors(dir "/collectors.csv")
	for (today = 0; today <= LAST; today++) {
		arrivals(today)
		consumers(today)
		due_payments(today)
		office(today)
	}
	sales()
	contact_facts()                         # draws after all else: the rest stays as it is
	write_events(dir "/events.csv")
	write_accounts(dir "/accounts.csv")
}

# ---- chance -------------------------------------------------------------------------

function rnd(n) { seed = (seed * 16807) % 2147483647; return seed % n }
function chance(permille) { return rnd(1000) < permille }
function between(lo, hi) { return lo + rnd(hi - lo + 1) }
function pick(list, n) { n = split(list, PICKED, ";"); return PICKED[1 + rnd(n)] }

# ---- days and money -----------------------------------------------------------------

function date(day, z, era, doe, yoe, doy, mp, y, m) {
	z = BASE + day + 719468
	era = int(z / 146097)
	doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153)
	m = mp < 10 ? mp + 3 : mp - 9
	y = yoe + era * 400 + (m <= 2)
	return sprintf("%04d-%02d-%02d", y, m, doy - int((153 * mp + 2) / 5) + 1)
}

function day_or_blank(day) { return day == "" ? "" : date(day) }
function weekday(day) { return (BASE + day + 4) % 7 }           # 0 is Sunday
function closed_day(day) { return weekday(day) == 0 || day == 23 || day == 30 }  # Sundays, 25 Dec, 1 Jan
function money(cents) { return sprintf("%d.%02d", int(cents / 100), cents % 100) }
function quote(s) {
	if (s !~ /[",]/)
		return s
	gsub(/"/, "\"\"", s)
	return "\"" s "\""
}

# ---- the fixed tables ---------------------------------------------------------------

function tables(n, i, f, list) {
	# name / how it is spelled in an address
	FIRST = "Ada/ada;Bruno/bruno;Carla/carla;Dmitri/dmitri;Elsie/elsie;Farid/farid;Greta/greta;Hugo/hugo;Ines/ines;" \
		"Jamal/jamal;Keiko/keiko;Leroy/leroy;Mabel/mabel;Nadia/nadia;Otis/otis;Pearl/pearl;Quentin/quentin;Rhoda/rhoda;" \
		"Selma/selma;Tobias/tobias;Una/una;Vikram/vikram;Wanda/wanda;Yusuf/yusuf;" \
		"Zo\303\253/zoe;J\303\274rgen/juergen"
	FIRST_ES = "Jos\303\251/jose;Luz/luz;Ram\303\263n/ramon;Pilar/pilar;I\303\261igo/inigo;Marisol/marisol;Ofelia/ofelia"
	SURNAME = "Abbot/abbot;Birdsong/birdsong;Cobble/cobble;Dunmore/dunmore;Eastlake/eastlake;Fairbairn/fairbairn;Gantry/gantry;" \
		"Holloway/holloway;Ironside/ironside;Jessop/jessop;Kettle/kettle;Lindqvist/lindqvist;Marrow/marrow;Nettles/nettles;" \
		"O'Hanlon/ohanlon;Pemberly/pemberly;Quist/quist;Rook/rook;Saltmarsh/saltmarsh;Tarrant/tarrant;Umber/umber;" \
		"Vale-Winter/valewinter;Wexcombe/wexcombe;Yarrow/yarrow;Bj\303\266rk/bjoerk;W\303\263jcik/wojcik"
	SURNAME_ES = "Ib\303\241\303\261ez/ibanez;Quintanar/quintanar;Robledo/robledo;Z\303\272\303\261iga/zuniga;Cort\303\251s Lima/corteslima;Montalvo/montalvo"

	# state / hours its clocks are behind UTC in winter / area codes
	n = split("GA/5/404 470;FL/5/305 407;NY/5/212 716;OH/5/614 216;TX/6/713 214;IL/6/312 217;AZ/7/602 520;CA/8/213 415", list, ";")
	for (i = 1; i <= n; i++) {
		split(list[i], f, "/")
		STATE[i] = f[1]; BEHIND[f[1]] = f[2]; AREAS[i] = f[3]
	}
	STATES = n

	# client / its own rank / share of the accounts / what its debts are worth, in percent
	n = split("Larkmoor Credit Union/1/16/210;Fenwick & Daughters, Inc./1/14/150;Tidewell Clinic/2/30/110;Quillon Mobile/2/24/75;Emberly Energy/3/16/80", list, ";")
	for (i = 1; i <= n; i++) {
		split(list[i], f, "/")
		CLIENT[i] = f[1]; PRIORITY[i] = f[2]; SHARE[i] = f[3]; WORTH[i] = f[4]
	}
	CLIENTS = n

	# signal / points / days it counts: roughly the model "hot", to lay the queues out
	n = split("abandoned_payment/25/7;viewed_plans/20/7;partial_payment/20/30;inbound_call/20/7;portal_visit/15/7;promise/15/30;sms_click/10/3;email_open/5/3", list, ";")
	for (i = 1; i <= n; i++) {
		split(list[i], f, "/")
		SIGNAL[i] = f[1]; POINTS[i] = f[2]; LASTS[i] = f[3]
	}
	SIGNALS = n
}

function roster(list, n, i, f, k) {
	HEAD = "collector,name,team,weight,capacity,skills,clients,states,sources,languages,available,absent_from,absent_to,shift_from,shift_to,email"
	# ... and the last cell, which is not written: how well the person collects (1 to 9)
	n = split("lhart;Lena Hart;Aspen;3;60;hardship|legal;;;;en;yes;;;08:00;17:00;9\n" \
		"ovega;Oscar Vega;Aspen;2;45;hardship;;;;en|es;yes;;;08:30;17:30;7\n" \
		"mquill;Milo Quill;Aspen;2;40;medical;;;;en;yes;;;08:00;17:00;6\n" \
		"tboyd;Tess Boyd;Aspen;1;30;;;;;en;yes;;;09:00;18:00;3\n" \
		"rsolano;Rita Solano;Birch;3;55;hardship|medical;;;;en|es;yes;;;08:00;17:00;8\n" \
		"jpike;Jonas Pike;Birch;2;45;legal;;;;en;yes;;;08:00;17:00;5\n" \
		"efarr;Esme Farr;Birch;2;40;medical;;;;en;yes;2026-02-27;2026-03-06;08:00;17:00;7\n" \
		"dpruitt;Dana Pruitt;Birch;1;30;;;;;en;no;;;08:00;17:00;4\n" \
		"kmoss;Kit Moss;Cedar;2;45;hardship;;CA|AZ|TX|IL;;en;yes;;;10:00;19:00;6\n" \
		"wcole;Wim Cole;Cedar;2;50;legal;Larkmoor Credit Union;;;en;yes;;;08:00;17:00;7\n" \
		"pdoyle;Petra Doyle;Cedar;1;35;hardship;;;web|referral;en;yes;;;10:00;19:00;5\n" \
		"gashby;Gil Ashby;Cedar;1;25;;;;;en;yes;;;09:00;18:00;4", list, "\n")
	for (i = 1; i <= n; i++) {
		split(list[i], f, ";")
		who[i] = f[1]; weight[i] = f[4]; skills[i] = f[6]; only_client[i] = f[7]; only_state[i] = f[8]
		only_source[i] = f[9]; speaks[i] = f[10]; starts[i] = (f[14] + 5) * 3600; good[i] = f[16]
		number[f[1]] = i
		row[i] = f[1]
		for (k = 2; k <= 15; k++)
			row[i] = row[i] "," quote(f[k])
		row[i] = row[i] "," f[1] "@example.org"
	}
	COLLECTORS = n
}

function working(c, day) {
	if (who[c] == "dpruitt")
		return day < 73                 # left on 2026-02-13
	if (who[c] == "efarr")
		return day < 87                 # on leave from 2026-02-27
	return 1
}

# ---- accounts -----------------------------------------------------------------------

function accounts(i, j, n, t, show) {
	for (i = 1; i <= ACCOUNTS; i++) {       # ages, oldest first
		t = rnd(100)
		n = t < 20 ? between(3, 30) : t < 45 ? between(31, 90) : t < 66 ? between(91, 180) : \
			t < 84 ? between(181, 365) : t < 95 ? between(366, 730) : between(731, 1095)
		if (i <= 3)
			n = i == 1 ? 3 : i == 2 ? 1095 : 45
		for (j = i; j > 1 && LAST - placed[j - 1] < n; j--)
			placed[j] = placed[j - 1]
		placed[j] = LAST - n
	}
	for (i = 1; i <= ACCOUNTS && placed[i] < 45; i++)
		;
	show = i                                # the account of the manual's worked example
	id[show] = 481223
	for (i = show - 1; i >= 1; i--)
		id[i] = id[i + 1] - between(7, 190)
	for (i = show + 1; i <= ACCOUNTS; i++)
		id[i] = id[i - 1] + between(7, 190)
	for (i = 1; i <= ACCOUNTS; i++)
		account(i)
	showcase(show)
	assigned[ACCOUNTS - 1] = balance[ACCOUNTS - 1] = 1840
	assigned[ACCOUNTS] = balance[ACCOUNTS] = 1400000
}

function account(a, c, t, s) {
	t = rnd(100)
	for (c = 1; t >= SHARE[c]; c++)
		t -= SHARE[c]
	client[a] = CLIENT[c]; priority[a] = PRIORITY[c]

	t = rnd(100)                            # many small, few large
	s = t < 12 ? between(2200, 9900) : t < 32 ? between(10000, 29900) : t < 60 ? between(30000, 89900) : \
		t < 82 ? between(90000, 219900) : t < 95 ? between(220000, 499900) : between(500000, 666000)
	s = int(s * WORTH[c] / 100)
	assigned[a] = balance[a] = s < 2000 ? s + 2000 : s

	if (a > 1 && chance(60))
		same_person(a, a - 1 - rnd(a < 20 ? a - 1 : 19))
	else
		person(a)

	source[a] = chance(130) ? "web" : chance(60) ? "referral" : chance(40) ? "" : "placement"
	needs[a] = chance(60) ? "hardship" : chance(40) ? "legal" : ""
	if (c == 3 && chance(120))
		needs[a] = needs[a] == "hardship" ? "hardship medical" : "medical"

	# how willing to pay, 0 to 99: new debts more, old ones less
	will[a] = rnd(100)
	if (placed[a] > LAST - 60)
		will[a] = 30 + int(will[a] * 7 / 10)
	if (placed[a] < LAST - 365)
		will[a] = int(will[a] / 2)
	if (placed[a] < -20) {                  # what happened before day 0
		tries[a] = between(1, 4 + int(-placed[a] / 60))
		worked[a] = -between(1, 20)
		if (chance(220)) {
			s = placed[a] + between(5, -placed[a] - 12)
			t = int(balance[a] * between(5, 40) / 100)
			if (balance[a] - t > 2500) {
				balance[a] -= t
				last_pay[a] = s
			}
		}
	}
	if (chance(34) && placed[a] < LAST - 10)
		recalled_on[a] = between(placed[a] < 0 ? 3 : placed[a] + 3, LAST - 2)
	else if (chance(14) && placed[a] < -200)
		recalled_on[a] = -between(5, 40)
}

function person(a, f, l, fa, la, t, n, areas) {
	t = chance(110)                         # one in nine speaks Spanish
	f = pick(t ? FIRST_ES : FIRST)
	l = pick(t ? SURNAME_ES : SURNAME)
	split(f, fa, "/"); split(l, la, "/")
	language[a] = t ? "es" : chance(250) ? "" : "en"
	persons++
	pid[a] = sprintf("P%06d", 31000 + persons * 17)
	name[a] = fa[1] " " la[1]
	t = rnd(100)
	if (t < 9)
		name[a] = la[1] ", " fa[1]
	else if (t < 12)
		name[a] = name[a] ", Jr."
	else if (t < 14)
		name[a] = fa[1] " \"" pick("Ace;Bunny;Red;Skip") "\" " la[1]
	t = 1 + rnd(STATES)
	state[a] = STATE[t]
	n = split(AREAS[t], areas, " ")
	t = areas[1 + rnd(n)]
	if (chance(860))
		phone[a] = number_in(t)
	if (chance(700) || phone[a] == "")
		cell[a] = number_in(t)
	if (chance(740)) {
		t = pick("com;org;net")
		email[a] = fa[2] "." la[2] persons "@example." t
	}
	if (chance(15))
		state[a] = ""
}

function number_in(area) {
	return sprintf("(%s) 555-%04d", area, 102 + used[area]++)
}

function same_person(a, b) {
	pid[a] = pid[b]; name[a] = name[b]; language[a] = language[b]; state[a] = state[b]
	phone[a] = phone[b]; cell[a] = cell[b]; email[a] = email[b]
}

# The worked example: 93.1 points, Critical, at 2026-03-02T09:00:00Z.
function showcase(a) {
	asleep[a] = 1
	pid[a] = "P000481"; name[a] = "DOE, JANE"; client[a] = CLIENT[1]; priority[a] = 1
	assigned[a] = balance[a] = 184000; phone[a] = "(404) 555-0101"; cell[a] = ""; email[a] = "jane.doe@example.com"
	state[a] = "GA"; language[a] = "en"; needs[a] = ""; source[a] = "placement"; recalled_on[a] = ""; placed[a] = 45          # 2026-01-16
	SHOW = a
}

function showcase_day(day, c) {
	c = owner[SHOW]
	if (day == 49)
		attempt(SHOW, c, day, 55380, "no_answer")
	if (day == 58)
		attempt(SHOW, c, day, 69120, "vm_no_message")
	if (day == 84)
		attempt(SHOW, c, day, 61740, "vm_message")
	if (day == 89) {
		signal(SHOW, "portal_visit", day, 73800)
		signal(SHOW, "viewed_plans", day, 73800)
		signal(SHOW, "abandoned_payment", day, 75600)
	}
}

# ---- events -------------------------------------------------------------------------

function late(day, s) { return day > LAST || (day == LAST && s > CUT) }

# Write one down (by: channel,direction,result); the number given back serves as a reference to it.
function event(day, s, key, type, c, by, amount, due, hours, stage, rank, ref, i) {
	while (s >= 86400) {
		s -= 86400
		day++
	}
	if (day < 0 || late(day, s))
		return 0
	events++
	when[events] = s
	refers[events] = ref
	text[events] = sprintf("%sT%02d:%02d:%02dZ,%s,%s,%s,%s,%s,%s,%s,%s,%s",
		date(day), int(s / 3600), int(s % 3600 / 60), s % 60, key, type, c ? who[c] : "",
		by == "" ? ",," : by, amount == "" ? "" : money(amount), due, hours, stage, rank)
	for (i = ++count[day]; i > 1 && when[order[day, i - 1]] > s; i--)
		order[day, i] = order[day, i - 1]
	order[day, i] = events
	return events
}

function account_id(a) { return sprintf("%09d", id[a]) }

function signal(a, type, day, s, channel) {
	if (!late(day, s)) {
		newest[a, type] = day * 86400 + s
		event(day, s, account_id(a), type, 0, channel == "" ? "" : channel ",in,")
	}
}

function attempt(a, c, day, s, result) {
	event(day, s, account_id(a), "attempt", c, "call,out," result)
	tries[a]++
	worked[a] = day
}

function promise(a, c, day, s, amount, wait, part, shift) {
	wait = between(3, 14)
	part = between(20, 70)
	shift = between(-1, 3)
	if (amount > balance[a])
		amount = balance[a]
	newest[a, "promise"] = day * 86400 + s
	event(day, s, account_id(a), "promise", c, "", amount, date(day + wait))
	promised[a] = day + wait
	# does it come? the willing and the well advised keep their word
	if (chance(330 + will[a] * 3 + good[c] * 18))
		plan(day + wait + between(-2, 2), a, c, amount)
	else if (chance(260))
		plan(day + wait + shift, a, c, int(amount * part / 100))
}

function plan(day, a, c, amount) { planned[day] = planned[day] " " a " " c " " amount }

function payment(a, c, day, s, amount, paid, part) {
	if (closed[a] || late(day, s))
		return
	part = between(80, 110)
	if (amount > balance[a] || balance[a] - amount < 2500)
		amount = balance[a]
	paid = event(day, s, account_id(a), "payment", c, "", amount)
	balance[a] -= amount
	last_pay[a] = day
	payments[a]++
	if (balance[a] == 0)
		closed[a] = "paid"
	else {
		signal(a, "partial_payment", day, s + 1)
		if (chance(28))
			bounce(a, c, day + between(3, 6), amount, paid)
		if (payments[a] < 4 && chance(60 + will[a]))
			plan(day + between(13, 31), a, c, int(amount * part / 100))
	}
}

function bounce(a, c, day, amount, ref) {
	if (!late(day, 40000)) {
		event(day, 40000, account_id(a), "reversal", c, "", amount, "", "", "", "", ref)
		balance[a] += amount
	}
}

# What a person can pay at once.
function instalment(a, part) {
	part = balance[a] < 15000 ? (chance(180) ? 100 : 35) : balance[a] < 60000 ? between(12, 30) : \
		balance[a] < 300000 ? between(8, 24) : between(5, 14)
	part = int(balance[a] * part / 100)
	return part < 1500 ? 1500 : part > 10000 ? part - part % 500 : part
}

# ---- the days -----------------------------------------------------------------------

function arrivals(day, a) {
	for (a = 1; a <= ACCOUNTS; a++) {
		if (placed[a] == day) {
			event(day, 39600, account_id(a), "placed", 0, "", assigned[a])
			hand_out(a, day)
		} else if (day == 0 && placed[a] < 0) {
			if (recalled_on[a] != "" && recalled_on[a] < 0)
				closed[a] = "recalled"
			else
				hand_out(a, day)
		}
		if (recalled_on[a] == day && day > 0 && !closed[a] && !payments[a] && !asleep[a]) {
			event(day, 40500, account_id(a), "recalled")
			closed[a] = "recalled"
		}
		if (day == 73 && !closed[a] && owner[a] && who[owner[a]] == "dpruitt")
			hand_out(a, day)
	}
	showcase_day(day)
}

function has(list, word) { return index("|" list "|", "|" word "|") }

function may_take(c, a, i, n, f) {
	if (only_client[c] != "" && !has(only_client[c], client[a]))
		return 0
	if (only_state[c] != "" && !has(only_state[c], state[a]))
		return 0
	if (only_source[c] != "" && !has(only_source[c], source[a]))
		return 0
	if (language[a] != "" && !has(speaks[c], language[a]))
		return 0
	n = split(needs[a], f, " ")
	for (i = 1; i <= n; i++)
		if (!has(skills[c], f[i]))
			return 0
	return 1
}

# To whoever has least for his weight; to nobody if nobody may (legal matters in Spanish).
function hand_out(a, day, c, best) {
	best = 0
	for (c = 1; c <= COLLECTORS; c++)
		if (working(c, day) && may_take(c, a) && (!best || holds[c] * weight[best] < holds[best] * weight[c]))
			best = c
	owner[a] = best
	holds[best]++
	if (best)
		event(day, 39900 + holds[best] % 60, account_id(a), "assigned", best)
}

# A moment in a private person's day, in UTC: mostly the evening, on the coast an hour or three later.
function at_home(a, h) {
	h = rnd(100)
	h = h < 12 ? between(7, 9) : h < 36 ? between(10, 15) : h < 50 ? between(16, 18) : between(19, 22)
	h += state[a] == "" ? 5 : BEHIND[state[a]]
	return h * 3600 + rnd(3600)
}

function consumers(day, a, s, w, more) {
	w = weekday(day)
	more = day == 89 ? 10 : day == 88 ? 2 : 1        # month end: a campaign over the weekend
	for (a = 1; a <= ACCOUNTS; a++) {
		if (closed[a] || asleep[a] || placed[a] > day - 2 || day == LAST)
			continue
		if (email[a] != "" && (w == 2 || w == 4 || day == 89) && chance(40 + will[a] + more * 16))
			signal_at_home(a, "email_open", day, "email")
		if (cell[a] != "" && (w == 1 || w == 3 || day == 89) && chance(8 + int(will[a] / 2) + more * 10))
			signal_at_home(a, "sms_click", day, "sms")
		if (chance((4 + int(will[a] / 4)) * more)) {
			s = at_home(a)
			visit(a, day, s)
		}
		if (!closed[a] && !closed_day(day) && chance(1 + int(will[a] / 12)))
			inbound(a, day)
	}
}

function signal_at_home(a, type, day, channel, s) {
	s = at_home(a)
	if (s >= 86400)
		signal(a, type, day + 1, s - 86400, channel)
	else
		signal(a, type, day, s, channel)
}

function visit(a, day, s, t) {
	if (s >= 86400) {
		s -= 86400
		day++
	}
	signal(a, "portal_visit", day, s, "web")
	t = rnd(100)
	s += between(40, 400)
	if (t < 55)
		signal(a, "viewed_plans", day, s, "web")
	s += between(40, 300)
	if (t < 24)
		signal(a, "abandoned_payment", day, s, "web")
	else if (t < 32 || t > 93)
		payment(a, owner[a], day, s, instalment(a))
}

function inbound(a, day, s, c) {
	c = owner[a]
	if (!c || !working(c, day))
		return
	s = starts[c] + between(1800, 27000)
	newest[a, "inbound_call"] = day * 86400 + s
	event(day, s, account_id(a), "inbound_call", c, "call,in,inbound_rpc")
	rest[a] = day + 7
	s += between(180, 600)
	if (chance(300))
		payment(a, c, day, s, instalment(a))
	else if (chance(400) && promised[a] < day)
		promise(a, c, day, s, instalment(a))
}

function due_payments(day, n, f, i, s) {
	n = split(planned[day], f, " ")
	for (i = 1; i <= n; i += 3) {
		s = between(46800, 82800)
		payment(f[i], f[i + 1], day, s, f[i + 2])
	}
}

# ---- the office ---------------------------------------------------------------------

function heat(a, day, k, age, sum, young, now) {
	now = day * 86400 + 43200
	young = 30
	for (k = 1; k <= SIGNALS; k++) {
		if (newest[a, SIGNAL[k]] == "")
			continue
		age = (now - newest[a, SIGNAL[k]]) / 86400
		if (age >= 0 && age < LASTS[k]) {
			sum += POINTS[k]
			if (age < young)
				young = age
		}
	}
	sum *= young < 1 ? 10 : young < 3 ? 7 : young < 7 ? 4 : 1
	return sum * (balance[a] < 10000 ? 2 : balance[a] < 50000 ? 6 : balance[a] < 250000 ? 10 : 14)
}

function callable(a, c, day) {
	return owner[a] == c && !closed[a] && !asleep[a] && rest[a] <= day
}

# Lay out the accounts of c, best first: line[1], line[2], ...
function lay_out(c, day, a, i, n, h) {
	n = 0
	for (a = 1; a <= ACCOUNTS; a++) {
		if (!callable(a, c, day) || placed[a] > day)
			continue
		h = heat(a, day) * 2000 + int(balance[a] / 1000)
		for (i = ++n; i > 1 && hot[i - 1] < h; i--) {
			line[i] = line[i - 1]
			hot[i] = hot[i - 1]
		}
		line[i] = a
		hot[i] = h
	}
	return n
}

function office(day, c, n, hours, half, i) {
	if (closed_day(day) || day == LAST)
		return
	half = weekday(day) == 6
	for (c = 1; c <= COLLECTORS; c++) {
		if (!working(c, day) || (half && (c + int(day / 7)) % 2))
			continue
		if (chance(25))                 # a day off
			continue
		n = lay_out(c, day)
		if (day >= FIRST_QUEUE && !half)
			for (i = 1; i <= n && i <= 25; i++)
				event(day, 43200, account_id(line[i]), "queue", c, "", "", "", "", "", i)
		hours = half ? between(4, 6) : between(6, 10)           # quarters
		n = calls(c, day, n, hours)
		event(day, starts[c] + (half ? 16200 : 32100), "", "hours", c, "", "", "", sprintf("%d.%02d", int(hours / 4), hours % 4 * 25))
	}
}

function calls(c, day, n, hours, todo, i, j, k, s, step, a) {
	todo = hours + rnd(4) + (weekday(day) == 1)
	step = int((hours < 6 ? 14400 : 30600) / todo)
	for (i = 0; i < todo && n > 0; i++) {
		s = starts[c] + 900 + i * step
		s += rnd(step - 60)
		# down the queue, or elsewhere: the good ones keep to it
		if (chance(250 + good[c] * 55))
			k = 1 + rnd(n < 4 ? n : 4)
		else
			k = n - rnd(int((n + 1) / 2))
		a = line[k]
		if (state[a] != "" && s < (8 + BEHIND[state[a]]) * 3600)
			continue                # it is not yet eight o'clock there
		for (j = k; j < n; j++)
			line[j] = line[j + 1]
		n--
		dial(a, c, day, s)
	}
}

function dial(a, c, day, s, t, warm) {
	rest[a] = day + 2
	warm = heat(a, day) > 900
	t = rnd(1000) - (warm ? 90 : 0) - int(will[a] / 2) - good[c] * 4
	if (t < 150)
		right_party(a, c, day, s, warm)
	else if (t < 480)
		attempt(a, c, day, s, "no_answer")
	else if (t < 530)
		attempt(a, c, day, s, "busy")
	else if (t < 630)
		attempt(a, c, day, s, "vm_no_message")
	else if (t < 850)
		attempt(a, c, day, s, "vm_message")
	else if (t < 910)
		attempt(a, c, day, s, "answered_hangup")
	else if (t < 960)
		attempt(a, c, day, s, "third_party")
	else if (t < 980) {
		attempt(a, c, day, s, "wrong_number")
		rest[a] = day + 21
	} else {
		attempt(a, c, day, s, "not_in_service")
		rest[a] = day + 30
	}
}

function right_party(a, c, day, s, warm, t, amount) {
	rest[a] = day + 7                       # a week's peace after a talk
	t = rnd(1000) - (warm ? 120 : 0) - will[a] * 3 - good[c] * 12
	amount = instalment(a)
	if (t < -190) {
		attempt(a, c, day, s, "rpc_payment")
		payment(a, c, day, s + between(120, 420), amount)
	} else if (t < 190 && promised[a] < day) {
		attempt(a, c, day, s, "rpc_promise")
		promise(a, c, day, s + between(60, 300), amount)
	} else if (t < 680)
		attempt(a, c, day, s, "rpc_no_result")
	else if (t < 950) {
		attempt(a, c, day, s, "rpc_refused")
		rest[a] = day + 10
	} else {
		attempt(a, c, day, s, "rpc_dispute")
		disputed[a] = day
		rest[a] = day + 30
	}
}

# ---- the small sales side: people who ask for help with a debt of their own -------------

function sales(k, n, i, day, s, stage, lead) {
	n = split("LEAD;DEBT_ADDED;FEE_VIEWED;AFFORDABILITY_ASSESSED;PAYMENT_PLAN_AGREED;PAYMENT_DETAILS_ADDED", stage, ";")
	for (k = 1; k <= 84; k++) {
		lead = sprintf("L%05d", 700 + k * 3)
		day = k + rnd(5)
		s = 46800 + rnd(36000)
		for (i = 1; i <= n; i++) {
			event(day, s, lead, "stage", 0, i == 1 ? "web,in," : "", "", "", "", stage[i])
			if (!chance(910 - i * 30))
				break
			s += between(300, 30000)
			day += rnd(4) ? rnd(3) : between(3, 9)
		}
		if (i <= n)
			continue
		day += between(1, 6)
		s = between(50400, 59400)
		event(day, s, lead, "payment", number["gashby"], "", between(8, 30) * 500)
	}
}

# ---- who may be contacted, and how: what the gate reads ----------------------------------

function contact_facts(a) {
	STREET = "Alder Row;Brindle Lane;Cask Street;Dovecote Road;Ember Way;Furrow Lane;Gable Street;Heron Court"
	for (a = 1; a <= ACCOUNTS; a++)
		reach(a)
	for (a = 1; a <= ACCOUNTS; a++)
		share_facts(a)
	for (a = 1; a <= ACCOUNTS; a++)
		debt_facts(a)
	holds_of_persons()
	opt_outs()
	strays()
}

# Where a person can be reached, and on what grounds.
function reach(a, n) {
	if (chance(930)) {
		n = between(2, 180)
		address[a] = n " " pick(STREET)
		if (chance(40))
			address[a] = "MR-" address[a]   # mail came back
	}
	if (email[a] != "")
		basis[a] = chance(700) ? "notice" : chance(400) ? "consent" : chance(500) ? "used" : ""
	if (cell[a] != "" && chance(880)) {
		n = chance(880) ? between(3, 55) : between(70, 200)
		checked[a] = LAST - n
	}
	if (cell[a] != "" && chance(600)) {
		consent[a] = "Y"
		consented[a] = placed[a] - between(20, 400)
	}
	if (chance(70)) {
		n = substr(phone[a] == "" ? cell[a] : phone[a], 2, 3)
		work_phone[a] = number_in(n)
		if (chance(250))
			no_work[a] = "Y"
	}
	if (chance(20))
		no_time[a] = pick("08:00-12:00;12:00-14:00;17:00-21:00;08:00-10:00|18:00-21:00")
}

# What is true of a person is so on each of his accounts.
function share_facts(a, b) {
	if (first_of[pid[a]] == "") {
		first_of[pid[a]] = a
		return
	}
	b = first_of[pid[a]]
	address[a] = address[b]; basis[a] = basis[b]; checked[a] = checked[b]; consent[a] = consent[b]
	consented[a] = consented[b]; work_phone[a] = work_phone[b]; no_work[a] = no_work[b]; no_time[a] = no_time[b]
	joined[++JOINED] = a
}

function debt_facts(a) {
	if (chance(700))
		limitation[a] = placed[a] + between(700, 1900)
	# the notice of the first days; a few were forgotten
	if (placed[a] < LAST - 30 || !tries[a] || chance(850))
		noticed[a] = placed[a] + between(1, 4)
	if (noticed[a] > LAST)
		noticed[a] = ""
	if (disputed[a] && chance(700)) {       # in writing, too
		dispute[a] = "Y"
		if (disputed[a] < LAST - 20 && chance(700))
			verified[a] = disputed[a] + between(8, 18)
	}
}

# An account that is worked, has nothing of the kind yet, and is not the worked example.
function any_open(a) {
	do
		a = between(20, ACCOUNTS - 10)
	while (closed[a] || asleep[a] || flagged[a] || dispute[a] || promised[a] >= LAST)
	flagged[a] = 1
	return a
}

function holds_of_persons(i, a) {
	for (i = 1; i <= 4; i++)
		cease[any_open()] = "Y"
	for (i = 1; i <= 3; i++)
		attorney[any_open()] = "Y"
	for (i = 1; i <= 5; i++) {              # the first has another account
		a = i == 1 ? joined[1 + int(JOINED / 2)] : any_open()
		filed[a] = LAST - between(20, 300)
		if (i == 5)
			dismissed[a] = filed[a] + between(5, 15)
	}
	deceased[any_open()] = "Y"; deceased[any_open()] = "Y"
	litigation[any_open()] = "Y"; litigation[any_open()] = "Y"
	fraud[any_open()] = "Y"; scra[any_open()] = "Y"; prison[any_open()] = "Y"
	revoked_one(); revoked_one(); revoked_one()
	no_time[any_open()] = "08:00-21:00"
}

function revoked_one(a) {
	do
		a = any_open()
	while (!consented[a])
	revoked[a] = LAST - between(3, 60)
}

function opt_outs(i, a, day, s) {
	for (i = 1; i <= 22; i++) {
		a = any_open()
		day = between(placed[a] < 0 ? 5 : placed[a] + 1, LAST - 1)
		s = between(46800, 79200)
		event(day, s, account_id(a), "opt_out", 0, (i <= 5 ? "call" : i <= 13 ? "email" : "sms") ",in,")
		if (i > 19 && day < LAST - 3)   # and thought better of it
			event(day + 2, s, account_id(a), "consent", 0, "sms,in,")
	}
}

# Nobody knows where these live: a number that has no place.
function strays(a, n) {
	for (a = 1; a <= ACCOUNTS && n < 2; a++)
		if (state[a] == "" && !closed[a] && first_of[pid[a]] == a) {
			phone[a] = "(800) 555-0199"
			cell[a] = checked[a] = consent[a] = consented[a] = work_phone[a] = no_work[a] = ""
			n++
		}
}

# ---- the files ----------------------------------------------------------------------

function write_collectors(file, c) {
	print HEAD > file
	for (c = 1; c <= COLLECTORS; c++)
		print row[c] > file
	close(file)
}

function write_events(file, day, i, n, e) {
	print "event_id,ts,account_id,type,collector,channel,direction,result,amount,due,hours,stage,rank,ref" > file
	for (day = 0; day <= LAST; day++)
		for (i = 1; i <= count[day]; i++) {
			e = order[day, i]
			name_of[e] = sprintf("e%05d", ++n)
			print name_of[e] "," text[e] "," (refers[e] ? name_of[refers[e]] : "") > file
		}
	close(file)
}

function write_accounts(file, a, status) {
	print "account_id,person_id,name,client,client_priority,balance,assigned_amount,placed_date,last_pay_date," \
		"phone,cell,email,state,language,needs,source,status,attempts,last_worked," \
		"work_phone,address,email_basis,number_checked_at,consent_cell,consent_at,consent_revoked_at," \
		"validation_sent,sol_date,no_time_windows,work_prohibited,cease,attorney,dispute,verified_date," \
		"bk_filed,bk_dismissed,deceased,litigation,fraud,scra,incarcerated" > file
	for (a = 1; a <= ACCOUNTS; a++) {
		status = closed[a] ? closed[a] : promised[a] >= LAST ? "promise" : tries[a] ? "open" : "new"
		printf "%s,%s,%s,%s,%s,", account_id(a), pid[a], quote(name[a]), quote(client[a]), priority[a] > file
		printf "%s,%s,%s,%s,", money(balance[a]), money(assigned[a]), date(placed[a]), day_or_blank(last_pay[a]) > file
		printf "%s,%s,%s,%s,%s,", phone[a], cell[a], email[a], state[a], language[a] > file
		printf "%s,%s,%s,%d,%s,", needs[a], source[a], status, tries[a], day_or_blank(worked[a]) > file
		printf "%s,%s,%s,%s,%s,", work_phone[a], address[a], basis[a], day_or_blank(checked[a]), consent[a] > file
		printf "%s,%s,%s,", day_or_blank(consented[a]), day_or_blank(revoked[a]), day_or_blank(noticed[a]) > file
		printf "%s,%s,%s,%s,%s,", day_or_blank(limitation[a]), no_time[a], no_work[a], cease[a], attorney[a] > file
		printf "%s,%s,%s,%s,", dispute[a], day_or_blank(verified[a]), day_or_blank(filed[a]), day_or_blank(dismissed[a]) > file
		printf "%s,%s,%s,%s,%s\n", deceased[a], litigation[a], fraud[a], scra[a], prison[a] > file
	}
	close(file)
}
