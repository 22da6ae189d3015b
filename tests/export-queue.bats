bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'account_id,name,balance\n007,"Doe, Jane",10.50\n008,Roe,-3\n' >leads.csv
}

naughty() {
	python3 "$BATS_TEST_DIRNAME/naughty.py" "$@"
}

# --- cards ---

# What this build of hl-export has a library for.
can_write() {
	printf 'account_id\n' | hl-export -q --check --to "$1" 2>/dev/null
}

@test "a card has its ring, badge, reasons, links and limits, exactly" {
	cat >q.csv <<-'EOF'
		account_id,name,client,score,tier,why,balance,phone,email,channels,calls_left,call_from,call_to,next_ok,reasons,state
		007,"Doe, Jane",Metro & Co,93.1,Critical,abandoned_payment +25 (12h); viewed_plans +20 | value x1.320: balance x1.1 | recency x1.175625 | by hand,1840.005,(404) 555-0101 x5,j+d@example.org,"call,email,mail",3,2026-03-02T08:00:00-05:00,2026-03-03T21:00:00-05:00,,TIME_BARRED,GA
	EOF
	hl-export --page queue --title 'J. Ortiz' --as-of 2026-03-02T02:00:00Z --tz America/New_York --for 2026-03-02 \
		--currency '$' --goal 3 --done 1 --run r1 q.csv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html
	[ "$(sed -n '/^<li class="card/,/^<\/li>/p' page.html)" = '<li class="card t0" id="c1" data-tier="0" data-score="93.1" data-balance="1840.005">
<div class="mark"><span class="tick"></span><svg class="ring" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18"/><circle class="fill" cx="20" cy="20" r="18" pathLength="100" stroke-dasharray="93.1 100" transform="rotate(-90 20 20)"/><text x="20" y="20" dy=".36em" text-anchor="middle" font-size="10.5">93.1</text></svg></div>
<div class="who"><p class="rank"><span class="place">No. 1</span> <span class="badge">Critical</span><span class="sr"> Score 93.1</span></p>
<h2><bdi>Doe, Jane</bdi></h2>
<p class="id"><span><bdi>007</bdi></span> <span><bdi>Metro &amp; Co</bdi></span></p>
</div>
<p class="money"><span class="sr">Balance </span>$1,840.01</p>
<div class="why"><h3>Why hot</h3>
<ul class="signals"><li><span>abandoned payment</span> <b>+25</b> <span class="age">12h<span class="sr"> ago</span></span></li><li><span>viewed payment plans</span> <b>+20</b></li></ul>
<ul class="parts"><li>value <b>&times;1.32</b> (balance <b>&times;1.1</b>)</li>
<li>recency <b>&times;1.18</b></li>
<li><bdi>by hand</bdi></li></ul>
</div>
<div class="acts"><p class="links"><a class="call" href="tel:4045550101;ext=5">Call <bdi>(404) 555-0101 x5</bdi></a>
<a href="mailto:j%2Bd@example.org" title="j+d@example.org">E-mail<span class="to"> <bdi>j+d@example.org</bdi></span></a></p><p class="limits"><span>Hours <time class="from" datetime="2026-03-02T08:00:00-05:00">08:00</time>&ndash;<time class="until" datetime="2026-03-03T21:00:00-05:00">03-03 21:00</time></span>
<span>3 calls left</span>
<span>Letter allowed</span>
<span class="flag">debt is time-barred <span class="code">TIME_BARRED</span></span></p></div>
<div class="more">
<details><summary>More<span class="sr"> of <bdi>Doe, Jane</bdi></span></summary><dl class="cells"><div><dt>phone</dt><dd><bdi>(404) 555-0101 x5</bdi></dd></div><div><dt>email</dt><dd><bdi>j+d@example.org</bdi></dd></div><div><dt>state</dt><dd><bdi>GA</bdi></dd></div></dl></details>
</div>
<button type="button" class="box" aria-pressed="false">Worked<span class="sr">: <bdi>Doe, Jane</bdi></span></button>
</li>' ]
	grep -qxF '<title>Work queue: J. Ortiz, 2026-03-02</title>' page.html
	grep -qxF '<div><dt>Data as of</dt><dd>2026-03-01 21:00 UTC-05:00<span class="zone"> (America/New_York)</span></dd></div>' page.html
	! grep -q 'Times in' page.html
	hl-export --page queue --as-of 2026-03-02T02:00:00Z q.csv | grep -qxF '<div><dt>Times in</dt><dd>UTC-05:00</dd></div>'
	grep -qF '<rect class="done" width="50.0" height="4"/></svg><span>1 of 2 worked (goal 3)</span>' page.html
	grep -qxF '<p><strong>END</strong> 1 account, $1,840.01; run <bdi>r1</bdi></p>' page.html
}

@test "a card without a reason is brief: nothing, or only what the score was multiplied by" {
	printf '%s\n' account_id,why 1, '2,value x1.2: balance x1.1 | recency x0.1' '3,portal_visit +15 | value x1.2' '4,by hand' \
		'5,value x1.2 | by hand' '6,email_open +5 (6d)' | hl-export --page queue --as-of 2026-03-02T09:00:00Z >b.html
	[ "$(sed -n 's/^<li class="card t4\(.*\)" id="c\(.\)".*/\2\1/p' b.html | tr '\n' ,)" = '1 brief,2 brief,3,4,5,6,' ]
	# nothing is left out of it
	grep -qF '<li>value <b>&times;1.2</b> (balance <b>&times;1.1</b>)</li>' b.html
}

# What the page says of one row, by column=cell; the part between <NAME class="CLASS"> and its end.
limits() {
	local header='account_id' row='1' pair
	for pair; do
		header+=",${pair%%=*}"
		row+=",\"${pair#*=}\""
	done
	printf '%s\n%s\n' "$header" "$row" | hl-export --page queue --as-of 2026-03-02T09:00:00Z |
		awk '/class="acts"/, /<\/div>/' | sed 's/<[^>]*>/;/g' | tr -s ';\n' ';' | sed 's/^;//; s/;$//'
}

@test "only channels that are open have links, and what stands against them is said" {
	local p=phone='404 555 0101' e=email=a@b.example
	[ "$(limits "$p" "$e")" = 'Call ;404 555 0101;Text; ;404 555 0101;E-mail; ;a@b.example' ]
	[ "$(limits "$p" "$e" channels=sms)" = 'Text; ;404 555 0101;No calls' ]
	[ "$(limits "$p" "$e" channels=)" = 'No calls' ]
	[ "$(limits "$p" "$e" 'channels=CALL|email' status=Hold)" = 'Not to be contacted' ]
	[ "$(limits "$p" channels=call status=active gate_status=hold)" = 'Not to be contacted' ]
	[ "$(limits "$p" channels=call status=defer next_ok=2026-03-08T14:00:00Z)" = 'Not before ;2026-03-08 14:00; UTC' ]
	[ "$(limits "$p" channels=sms next_ok=2026-03-08)" = 'Text; ;404 555 0101;No call before ;2026-03-08' ]
	[ "$(limits "$p" channels=call next_ok=soon)" = 'Call ;404 555 0101;Not before ;soon' ]
	[ "$(limits "$p" channels=call calls_left=0)" = 'No calls left today' ]
	[ "$(limits "$p" channels=call calls_left=1)" = 'Call ;404 555 0101;1 call left' ]
	[ "$(limits "$p" channels=call call_from=2026-03-02T08:00:00Z)" = 'Call ;404 555 0101;Hours from ;08:00' ]
	[ "$(limits "$p" channels=call call_to=late)" = 'Call ;404 555 0101;Hours until ;late' ]
	[ "$(limits "$p" channels=call call_from=2026-03-02T08:00 call_to=2026-03-02T21:00:00-07:00)" = \
		'Call ;404 555 0101;Hours ;08:00;&ndash;21:00; UTC-07:00' ]
}

@test "a number or an address that is not one makes no link" {
	[ "$(limits phone=+14045550101)" = 'Call ;+14045550101;Text; ;+14045550101' ]
	[ "$(limits phone=none cell='404.555.0101 ext. 12')" = 'Call ;404.555.0101 ext. 12;Text; ;404.555.0101 ext. 12' ]
	[ -z "$(limits phone=123456)" ]
	[ -z "$(limits phone=000-000-0000)" ]
	[ -z "$(limits phone=1234567890123456)" ]
	[ -z "$(limits phone=javascript:4045550101)" ]
	[ -z "$(limits phone='404 555 0101 x1234567')" ]
	[ -z "$(limits email='a@b?bcc=c@d.example')" ]
	[ -z "$(limits email='a b@c.example')" ]
	[ -z "$(limits email=a@)" ]
	[ -z "$(limits email="$(printf 'a%.0s' {1..255})@c.example")" ]
	[ "$(printf 'id,email\n1,a?b&c=%%d@e.example\n' | hl-export --page queue | grep -o 'mailto:[^"]*')" = \
		'mailto:a%3Fb%26c%3D%25d@e.example' ]
}

@test "known tiers have their colour, others go by their highest score, none comes last" {
	printf 'id,tier,score,balance\n1,Cold,5,1\n2,hot,60,2.005\n3,,70,4\n4,HOT,61,x\n5,Low,20,8\n' >t.csv
	[ "$(hl-export --page queue t.csv | grep -o 'chip t.*' | sed 's/<[^>]*>/;/g' | tr -s ';' ' ')" = \
		'chip t0" data-tier="0"> hot 2 2.01 
chip t3" data-tier="1"> Low 1 8.00 
chip t4" data-tier="2"> Cold 1 1.00 
chip t4" data-tier="3"> No tier 1 4.00 ' ]
	printf 'id,tier,score\n1,Ice,5\n2,Lava,600\n3,Void,\n4,Hot,70\n' >t.csv
	[ "$(hl-export --page queue t.csv | grep -o 'chip t.*' | sed 's/<[^>]*>/;/g' | tr -s ';' ' ')" = \
		'chip t0" data-tier="0"> Lava 1 
chip t0" data-tier="1"> Hot 1 
chip t1" data-tier="2"> Ice 1 
chip t2" data-tier="3"> Void 1 ' ]
}

@test "a tier has one colour and a score one ring on all pages of a run" {
	printf 'c,account_id,tier,score\na,1,Top,18.2\nb,2,Mid,7\na,3,Mid,9.5\nb,4,Low tier,1\nc,5,Cool,2\n' >t.csv
	hl-export --page queue --split-by c -o out/ t.csv
	of() { sed -n "s/^<li class=\"card \(t[0-9]\).*/\1/p; s/.*stroke-dasharray=\"\([0-9.]*\) 100.*/\1/p" "out/$1.html" | paste -sd' '; }
	[ "$(of a)" = 't0 72.8 t1 38.0' ]
	[ "$(of b)" = 't1 28.0 t4 4.0' ]
	[ "$(of c)" = 't3 8.0' ]
	# Without an end to the tiers the highest of all rows fills it, of small ones 100.
	cut -d, -f 1,2,4 t.csv | hl-export --page queue --split-by c -o out/
	[ "$(of b)" = 't4 7.0 t4 1.0' ]
	printf 'c,account_id,score\na,1,400\nb,2,100\n' | hl-export --page queue --split-by c -o out/
	[ "$(of b)" = 't4 25.0' ]
	# The tiers of hot: 75 and more is three quarters.
	printf 'account_id,tier,score\n1,Critical,107.7\n2,Critical,77\n3,High,71.2\n' | hl-export --page queue -o out/h.html
	[ "$(of h)" = 't0 100.0 t0 77.0 t1 71.2' ]
}

@test "sums are exact, and are rounded once" {
	{ echo id,balance; yes 1,0.005 | head -n 1000; yes 2,9007199254740 | head -n 3; echo 3,oops; } |
		hl-export --page queue --currency EUR >page.html
	grep -qF '<p><strong>END</strong> 1004 accounts, EUR27,021,597,764,225.00 (1 without a balance)</p>' page.html
}

@test "reasons of somebody else are shown as they are" {
	why() {
		printf 'id,why\n1,"%s"\n' "$1" | hl-export --page queue | sed -n '/^<div class="why"/,/^<\/div>/p' | sed '1d; $d'
	}
	[ "$(why 'asked for a plan; wants to settle & <b>now</b>')" = \
		'<p class="why-text"><bdi>asked for a plan; wants to settle &amp; &lt;b&gt;now&lt;/b&gt;</bdi></p>' ]
	[ "$(why 'x_y -0.001 (3w)')" = \
		'<ul class="signals"><li><span>x y</span> <b>&minus;0.001</b> <span class="age">21d<span class="sr"> ago</span></span></li></ul>' ]
	[ "$(why 'a +999.995; b +007.10')" = \
		'<ul class="signals"><li><span>a</span> <b>+1000</b></li><li><span>b</span> <b>+7.1</b></li></ul>' ]
	[ "$(why 'a +1 (3y) | b x2: c x1, d -2 | e: f | g x2: h')" = '<ul class="parts"><li><bdi>a +1 (3y)</bdi></li>
<li>b <b>&times;2</b> (c <b>&times;1</b>, d <b>&minus;2</b>)</li>
<li><bdi>e: f</bdi></li>
<li><bdi>g x2: h</bdi></li></ul>' ]
	[ "$(why 'start +36 | age x8.9: age(first_contact_date) +8.9 | value x0.5: balance x0.5 | recency x0')" = \
		'<ul class="parts"><li>base <b>+36</b></li>
<li>age <b>8.9</b> points (time since first contact)</li>
<li>value <b>&times;0.5</b> (balance)</li>
<li>recency <b>&times;0</b></li></ul>' ]
	[ "$(why 'sms_click +10; x y +1 | value x2: age(placed_date) x1, age(created,ts) x4, last(stage) x1, last(promise) x1')" = \
		'<ul class="signals"><li><span>SMS link click</span> <b>+10</b></li><li><span>x y</span> <b>+1</b></li></ul>
<ul class="parts"><li>value <b>&times;2</b> (account age <b>&times;1</b>, time since created <b>&times;4</b>, last stage <b>&times;1</b>, last promise to pay <b>&times;1</b>)</li></ul>' ]
	[ "$(why 'a +1; b x2')" = '<p class="why-text"><bdi>a +1; b x2</bdi></p>' ]
}

@test "what to do next stands on the card; without columns to act by reasons have the room" {
	printf 'account_id,why,next_step\n1,x,remind\n2,,"<call>"\n3,y,\n' | hl-export --page queue >page.html
	[ "$(grep -c '<p class="next">' page.html)" = 2 ]
	grep -qF '<p class="next">Next step: <b><bdi>remind</bdi></b></p>' page.html
	grep -qF '<div class="why"><p class="next">Next step: <b><bdi>&lt;call&gt;</bdi></b></p>' page.html
	! grep -q '<dt>next' page.html
	grep -q '<ol class="queue no-acts"' page.html
	printf 'account_id,phone\n1,\n' | hl-export --page queue | grep -q '<ol class="queue" '
}

@test "a score of 0 without a signal says so, and keeps what it would be multiplied by under More" {
	idle='<ul class="parts"><li>no recent signal</li></ul>'
	says() { printf 'account_id,score,why\n1,%s,"%s"\n' "$1" "$2" | hl-export --page queue | grep -cF "$idle"; }
	[ "$(says 0.0 'value x0.98: balance x0.9 | recency x0.1')" = 1 ]
	[ "$(says 0.1 'value x0.98 | recency x0.1' || true)" = 0 ]
	[ "$(says 0 'age x1: age(a) +1 | recency x0.1' || true)" = 0 ]
	[ "$(says 0 'a x1 | open x0' || true)" = 0 ]
	[ "$(says 0 'portal_visit +15 (3d) | a x1' || true)" = 0 ]
	printf 'account_id,score,why\n1,0.0,"value x0.98: balance x0.9 | recency x0.1"\n' | hl-export --page queue |
		sed -n '/<dt>why/,/dd>/p' | grep -qF 'value <b>&times;0.98</b> (balance <b>&times;0.9</b>)'
}

@test "a page of hostile cells is whole, and each cell is text in it" {
	naughty >n.csv
	hl-export -q --page queue --title '</title><script>' --run '<b>' --currency '"<' n.csv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html n.csv
}

@test "a header alone gives a page that says there is nothing" {
	head -n 1 leads.csv | hl-export --page queue >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html
	grep -qxF '<p class="empty">No accounts in this queue.</p>' page.html
	grep -qxF '<p><strong>END</strong> 0 accounts, 0.00</p>' page.html
	run -65 hl-export --page queue </dev/null
}

@test "the page takes columns by their other names, TSV and CRLF, and leaves out what is not asked for" {
	printf '\xef\xbb\xbfAcct\tDebtor Name\tAmount Due\tnote\r\n007\tJane\t5\thi\r\n' >t.tsv
	hl-export --page queue t.tsv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html
	grep -qxF '<h2><bdi>Jane</bdi></h2>' page.html
	grep -qxF '<p class="money"><span class="sr">Balance </span>5.00</p>' page.html
	grep -qF '<dt>note</dt>' page.html
	hl-export --page queue --columns Acct,note --rename note=my_note t.tsv >page.html
	grep -qxF '<h2><bdi>007</bdi></h2>' page.html
	! grep -qF 'Balance' page.html
	grep -qF '<dt>my note</dt><dd><bdi>hi</bdi></dd>' page.html
	printf 'id,tel,home\n1,2,3\n' >two.csv
	run -65 hl-export --page queue two.csv
	[ "$output" = 'hl-export: two.csv:1: both tel and home could be phone: say --map phone=tel' ]
	hl-export --page queue --map phone=home two.csv | grep -q '<dt>home</dt>'
}

@test "the name may stand in two columns; the key may be that of a lead" {
	printf 'lead_id,first_name,last_name\nL1,Jane,Doe\nL2,,\n,,\n' | hl-export --page queue >page.html
	[ "$(grep -o '<h2>.*' page.html | sed 's/<[^>]*>//g' | paste -sd'|')" = 'Jane Doe|L2|(no name)' ]
	! grep -q '<details>' page.html
}

@test "a table that says neither who nor what a row is makes no queue, and the message says which column may be the key" {
	printf 'Score,Prospect ID,email\n1,7,a@b.example\n' >p.csv
	for to in html pdf; do
		can_write $to || continue
		run -65 hl-export --page queue --to $to -o out p.csv
		[ "$output" = 'hl-export: p.csv:1: no column is account_id, lead_id or name, by which a queue knows its accounts: say --map account_id="Prospect ID"' ]
		[ ! -e out ]
	done
	hl-export --page queue --map account_id='Prospect ID' p.csv | grep -qxF '<h2><bdi>7</bdi></h2>'
	printf 'score,email\n1,a@b.example\n' >p.csv
	run -65 hl-export --page queue p.csv
	[[ $output == *'--map account_id="COLUMN"' ]]
	# what is left out on purpose is another matter
	printf 'score,id\n1,7\n' | hl-export --page queue --columns score | grep -qxF '<h2><bdi>(no name)</bdi></h2>'
}

@test "the goal is what can be worked that day; a queue of nobody has none" {
	goal() { hl-export --page queue --as-of 2026-03-02T09:00:00Z "$@" q.csv | grep -o '>[0-9]* of [0-9]* worked[^<]*' | tr -d '>'; }
	printf 'account_id,channels,status,calls_left\n1,call,work,3\n2,,hold,\n3,sms,work,0\n4,call,work,0\n5,,defer,\n6,mail,work,\n' >q.csv
	[ "$(goal --goal 40)" = '0 of 3 worked (goal 40)' ]
	[ "$(goal --goal 3)" = '0 of 3 worked' ]
	[ "$(goal --goal 40 --done 2)" = '2 of 5 worked (goal 40)' ]
	printf 'account_id\n1\n4\n' >d.csv
	[ "$(goal --goal 40 --done d.csv)" = '2 of 4 worked (goal 40)' ]
	printf 'account_id,channels\n1,\n2,\n' >q.csv
	[ "$(goal --goal 40)" = '0 of 0 worked (goal 40)' ]
	hl-export --page queue --goal 40 q.csv | python3 "$BATS_TEST_DIRNAME/page.py" /dev/stdin
	printf 'account_id,collector\n1,\n2,\n' >q.csv
	run goal --goal 40
	[ -z "$output" ]
	[ "$(goal --goal 40 --title Spare)" = '0 of 2 worked (goal 40)' ]
	printf 'account_id,collector\n1,\n2,mia\n' >q.csv
	hl-export --page queue --goal 40 --split-by collector -o out/ q.csv
	grep -qF '<span>0 of 1 worked (goal 40)</span>' out/mia.html
	! grep -q 'progressbar' out/_*.html
}

@test "More says amounts and times as the page does, strikes what may not be used, and ends with what is internal" {
	cat >q.csv <<-'EOF'
		person_id,account_id,phone,cell,email,channels,gate_status,call_from,call_to,Original Balance,last_pay_amount,seen_at,odd_amount,note
		P1,1,404 555 0101,404 555 0102,a@b.example,sms,work,2026-03-02T08:00:00-05:00,2026-03-02T20:00:00-05:00,2883.9,12,2026-03-01T10:00:00-05:00,soon,2026-03-01T10:00:30-08:00
		P2,2,404 555 0103,,c@d.example,sms,work,,,,,,,
		P3,3,404 555 0105,404 555 0106,e@f.example,call,work,,,,,,,
	EOF
	hl-export --page queue --currency '$' --as-of 2026-03-02T09:00:00Z q.csv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html
	more() { grep -o '<dl class="cells">.*' page.html | sed -n "$1p" | sed 's/<div class="shut">/-/g; s/<dt>/\n/g' | sed 's/<span class="sr">[^<]*<.span>//; s/<.dt>/: /; s/<[^>]*>//g' | tr '\n' '|'; }
	[ "$(more 1)" = '-|phone: 404 555 0101|cell: 404 555 0102-|email: a@b.example|Original Balance: $2,883.90|last pay amount: $12.00|seen at: 2026-03-01 10:00|odd amount: soon|note: 2026-03-01 10:00 UTC-08:00|person id: P1|gate status: work|' ]
	[ "$(more 2)" = '|phone: 404 555 0103-|email: c@d.example|person id: P2|gate status: work|' ]
	[ "$(more 3)" = '|phone: 404 555 0105|cell: 404 555 0106-|email: e@f.example|person id: P3|gate status: work|' ]
	! cut -d, -f 2-5,8- q.csv | hl-export --page queue | grep -q '<div class="shut"'
}

@test "on paper the badge of the hottest tier is black on white" {
	sed -n '/^@media print/,$p' "$BATS_TEST_DIRNAME/../lib/page/queue.css" | grep '^	\.t0 \.badge ' >"$BATS_TEST_TMPDIR/rule"
	grep -q 'background: #fff' "$BATS_TEST_TMPDIR/rule"
	grep -q ' color: #000' "$BATS_TEST_TMPDIR/rule"
}

# --- beside the queue ---

# Two accounts of two collectors, and what happened to them.
beside() {
	printf 'account_id,name,balance,collector\n007,"Doe, Jane",10.50,mia\n008,Roe,5,jo\n' >q.csv
	cat >e.csv <<-'EOF'
		ts,account_id,type,event_id,collector,channel,direction,result,amount,due,stage
		2026-03-01T14:10:00Z,007,attempt,1,mia,call,out,no_answer,,,
		2026-03-02T12:20:00Z,007,abandoned_payment,2,,,,,310,,
		2026-03-02T12:29:30Z,008,attempt,3,jo,call,out,rpc_promise,150,2026-03-05,
		2026-02-28T10:00:00Z,007,payment,4,,web,,,85.5,,
		2026-03-02T13:00:00Z,007,portal_visit,5,,,,,,,
		2026-02-20,007,stage,6,,,,,,,in_review
		2026-02-27T00:00:00Z,009,portal_visit,7,,,,,,,
	EOF
}

page() {
	hl-export --page queue --as-of 2026-03-02T12:30:00Z --tz America/New_York "$@"
}

# The activity of the card at place $2 of page $1: a line for each event.
log_of() {
	awk -v id="id=\"c$2\"" 'index($0, id) { on = 1 } on && /class="log"/ { print; exit } /^<\/li>/ { on = 0 }' "$1" |
		sed 's/.*<ol>//; s/<li>/\n/g' | sed 's/<[^>]*>//g' | sed '1d'
}

@test "a card tells what happened lately, newest first, in the words of a collector" {
	beside
	page -e e.csv q.csv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html
	[ "$(log_of page.html 1)" = '10min ago 2026-03-02 07:20 Abandoned payment 310.00
22h ago 2026-03-01 09:10 We called: no answer (mia)
2d ago 2026-02-28 05:00 Payment on the web 85.50
10d ago 2026-02-20 Reached the stage in review' ]
	[ "$(log_of page.html 2)" = 'just now 2026-03-02 07:29 We called: talked, promised to pay 150.00, due 2026-03-05 (jo)' ]
	grep -qF '<summary>Activity<span class="sr"> of <bdi>Roe</bdi></span> <span class="last contact"><span class="ago">just now</span> <time datetime="2026-03-02T12:29:30Z">2026-03-02 07:29</time> We called: talked' page.html
	page -v -e e.csv q.csv 2>&1 >page.html | grep -qxF 'hl-export: 1 events later than --as-of, left out'
}

@test "types, channels and results are said in words, and what nobody knows as it is" {
	beside
	said() {
		printf 'ts,account_id,type,channel,direction,result\n2026-03-01T10:00:00Z,007,%s\n' "$1" >r.csv
		page -e r.csv q.csv >p.html
		log_of p.html 1 | sed 's/.*[0-9]:[0-9][0-9] //'
	}
	[ "$(said attempt,sms,out,)" = 'We texted' ]
	[ "$(said attempt,email,in,)" = 'E-mailed us' ]
	[ "$(said ATTEMPT,,,NO_ANSWER)" = 'We called: no answer' ]
	[ "$(said attempt,fax_line,,)" = 'We tried by fax line' ]
	[ "$(said inbound_call,call,in,inbound_rpc)" = 'Inbound call: talked' ]
	[ "$(said email_open,email,,)" = 'E-mail opened' ]
	[ "$(said opt_out,sms,,)" = 'Asked not to be contacted by text' ]
	[ "$(said Portal_Visit,,,)" = 'Portal visit' ]
	[ "$(said my_signal,kiosk,,odd_code)" = 'my signal, kiosk: odd code' ]
	[ -z "$(said hours,,,)$(said queue,,,)$(said Assigned,,,)$(said view,,,)$(said export,,,)$(said ,,,)" ]
}

@test "every type and result that hl-data(5) has is in words" {
	beside
	sed -n '/^\.Ss Types of events/,/^\.Ss/s/^\.It Cm //p' "$BATS_TEST_DIRNAME/../man/hl-data.5" | tr ' ' '\n' | grep . >types
	sed -n '/^\.Ss Results of an attempt/,/^\.Sh\|^\.Ss Coll/s/^\.It Cm //p' "$BATS_TEST_DIRNAME/../man/hl-data.5" >results
	[ "$(wc -l <types)" -gt 15 ] && [ "$(wc -l <results)" = 18 ]
	for type in $(grep -vxE 'attempt|hours|queue|assigned|view|export' types); do
		grep -qF "{ \"$type\", \"" "$BATS_TEST_DIRNAME/../lib/beside/words.c" || { echo "$type"; false; }
	done
	while read -r result; do
		grep -qF "{ \"$result\", \"" "$BATS_TEST_DIRNAME/../lib/beside/words.c" || { echo "$result"; false; }
	done <results
}

@test "of a long log the newest eight of each account are kept, whatever its order, threads and blocks" {
	beside
	python3 - <<'EOF'
import random
random.seed(3)
rows = [f"2026-02-{1 + n % 28:02d}T{n % 24:02d}:{n % 60:02d}:00Z,{random.choice(['007', '008', '009', ''])},portal_visit,x{n},{n}" for n in range(20000)]
random.shuffle(rows)
open("long.csv", "w").write("ts,account_id,type,event_id,amount\n" + "\n".join(rows) + "\n")
EOF
	gzip -k long.csv
	page -j1 -e long.csv q.csv >one.html
	for how in '-j2 --block-size 4096' '-j4 --block-size 1000' '-j3'; do
		page $how -e long.csv.gz q.csv | cmp - one.html
	done
	[ "$(log_of one.html 1 | wc -l)" = 8 ]
	python3 - >want <<'EOF'
import csv
rows = [(r["ts"], n, r["amount"]) for n, r in enumerate(csv.DictReader(open("long.csv"))) if r["account_id"] == "007"]
for ts, n, amount in sorted(rows, reverse=True)[:8]:
    print(amount + ".00")
EOF
	[ "$(log_of one.html 1 | sed 's/,//g; s/.* //')" = "$(cat want)" ]
}

@test "what was delivered twice is told once, and a log may lie in several files" {
	beside
	page -e e.csv q.csv >want.html
	page -e e.csv -e e.csv q.csv | cmp - want.html
	{ head -n 1 e.csv; tail -n +4 e.csv; } >b.csv
	head -n 3 e.csv >a.csv
	page -e b.csv -e a.csv q.csv | cmp - want.html
}

@test "mistakes in all tables beside the queue are told in one run, and nothing is written" {
	beside
	printf 'ts,account_id,type,amount\nyesterday,009,x,\n2026-03-01,009,x,ten\n' >bad.csv
	printf 'ts,account_id,text\n2026-03-01T10:00:00Z,007,\n' >a.csv
	printf 'ts,account_id\nsoon,007\n' >d.csv
	run -65 page -e bad.csv --alerts a.csv --done d.csv -o out.html q.csv
	[[ $output == *'bad.csv:2:1: ts: '* && $output == *'bad.csv:3:18: amount: '* ]]
	[[ $output == *'a.csv:2:26: text: an alert that says nothing'* && $output == *'d.csv:2:1: ts: '* ]]
	[ ! -e out.html ]
	page -q --rejects r.csv --max-rejects 9 -e bad.csv --alerts a.csv --done d.csv -o out.html q.csv
	[ "$(wc -l <r.csv)" = 5 ]
}

@test "a table beside the queue without its columns, or for another format, is told" {
	beside
	echo account_id,reason >bare.csv
	run -65 page -e bare.csv q.csv
	[[ $output == *ts* ]]
	run -65 page --alerts bare.csv q.csv
	run -65 page --held bare.csv q.csv
	[[ $output == *'reasons'* ]]
	printf 'name\nx\n' >nokey.csv
	run -65 page -e e.csv nokey.csv
	[[ $output == *account_id* ]]
	run -64 hl-export --to csv -e e.csv q.csv
	[ "${lines[0]}" = 'hl-export: --events goes with --page queue (html, pdf)' ]
	run -64 page -e - --alerts - q.csv
	run -64 page -e e.csv -o e.csv q.csv
	run -66 page --held none.csv q.csv
}

@test "alerts stand at the top, a line for each account, newest first, with a link to the card and what stands against a call" {
	beside
	printf 'account_id,name,balance,collector,channels,next_ok\n007,"Doe, Jane",10.50,mia,call,\n008,Roe,5,jo,sms,2026-03-05\n' >q.csv
	cat >a.csv <<-'EOF'
		ts,account_id,type,text
		2026-03-02T12:25:00Z,008,portal_visit,
		2026-03-02T12:28:00Z,007,,Hot now: 61 to 93
		2026-03-02T12:31:00Z,007,,too late
		2026-03-01T12:00:00Z,,,The host file is old
		2026-03-02T12:00:00Z,999,,nobody here
		2026-03-01T11:00:00Z,008,my_alert,
		2026-03-01T10:00:00Z,008,My_Alert,
		2026-03-01T09:00:00Z,008,,Moved
		2026-03-01T08:00:00Z,008,,Moved again
		2026-02-01T12:00:00Z,,,Old news
	EOF
	page --alerts a.csv q.csv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html
	[ "$(sed -n '/^<section class="alerts"/,/^<\/section>/p' page.html)" = '<section class="alerts" aria-labelledby="alerts"><h2 id="alerts">Alerts</h2><ul>
<li><a href="#c1"><bdi>Doe, Jane</bdi></a>: <bdi>Hot now: 61 to 93</bdi> <span class="when"><span class="ago">2min ago</span> <time datetime="2026-03-02T12:28:00Z">2026-03-02 07:28</time></span></li>
<li><a href="#c2"><bdi>Roe</bdi></a>: Portal visit, <bdi>my alert</bdi>, <bdi>Moved</bdi>, 2 older <span class="when"><span class="ago">5min ago</span> <time datetime="2026-03-02T12:25:00Z">2026-03-02 07:25</time></span> <span class="stop">no call before <time datetime="2026-03-05">2026-03-05</time></span></li>
<li><bdi>The host file is old</bdi> <span class="when"><span class="ago">1d ago</span> <time datetime="2026-03-01T12:00:00Z">2026-03-01 07:00</time></span></li>
</ul>
<details><summary>1 older</summary><ul>
<li><bdi>Old news</bdi> <span class="when"><span class="ago">29d ago</span> <time datetime="2026-02-01T12:00:00Z">2026-02-01 07:00</time></span></li>
</ul></details>
</section>' ]
	page -v --alerts a.csv q.csv 2>&1 >/dev/null |
		grep -qxF 'hl-export: 1 alerts about accounts that are not there, left out'
	page --split-by collector --alerts a.csv -o out/ q.csv
	grep -q 'Hot now' out/mia.html
	! grep -q 'Portal visit' out/mia.html
	grep -q 'Portal visit' out/jo.html
	[ "$(grep -l 'host file' out/mia.html out/jo.html | wc -l)" = 2 ]
}

@test "the bar counts what the collectors of the page worked that day, and their cards say so" {
	beside
	done_of() { sed -n 's/.*<span>\(.* worked.*\)<\/span>.*/\1/p' "$1"; }
	printf 'account_id,collector\n007,mia\n007,mia\n900,mia\n901,mia\n902,jo\n007,jo\n008,\n' >d.csv
	page --split-by collector --goal 4 --done d.csv -o out/ q.csv
	[ "$(done_of out/mia.html)" = '3 of 3 worked (goal 4)' ]
	[ "$(done_of out/jo.html)" = '3 of 3 worked (goal 4)' ]
	grep -qF '<li class="card t4 worked brief" id="c1"' out/mia.html
	grep -qF ' <span class="tag">Worked</span>' out/mia.html
	page --goal 4 --done d.csv q.csv >page.html
	[ "$(done_of page.html)" = '5 of 4 worked' ]
	page --done d.csv q.csv | grep -qxF '<p class="goal">5 worked</p>'
}

@test "where nobody says who works the queue, all that was worked counts, or with several what is on the page" {
	beside
	done_of() { sed -n 's/.*<span>\(.* worked.*\)<\/span>.*/\1/p' "$1"; }
	printf 'account_id,collector\n007,mia\n900,mia\n902,jo\n008,\n' >d.csv
	cut -d, -f 1-2 q.csv >nobody.csv
	printf 'account_id,name\n007,Jane\n008,Roe\n' >nobody.csv
	page --goal 9 --done d.csv nobody.csv >page.html
	[ "$(done_of page.html)" = '4 of 4 worked (goal 9)' ]
	page --goal 9 --done d.csv --split-by name -o out/ nobody.csv
	[ "$(done_of out/Roe.html)" = '1 of 1 worked (goal 9)' ]
}

@test "of a log the attempts of the work day count, in the zone and up to --as-of; a number is one" {
	beside
	page --goal 9 --done e.csv --for 2026-03-01 q.csv | grep -qF '<span>1 of 2 worked (goal 9)</span>'
	page --goal 9 --done e.csv q.csv >page.html
	grep -qF '<span>1 of 2 worked (goal 9)</span>' page.html
	[ "$(grep -c 'class="card t4 worked brief"' page.html)" = 1 ]
	page --goal 9 --done 2 q.csv >page.html
	grep -qF '<span>2 of 4 worked (goal 9)</span>' page.html
	! grep -q '<span class="tag">' page.html
	run -64 page --done 2 q.csv
	run -66 page --done ./2 q.csv
}

@test "the END line says what was held back, each lead by its first reason" {
	beside
	printf 'account_id,reasons,collector\n1,CALLS_7IN7;CEASE,mia\n2,CEASE,mia\n3,CALLS_7IN7,jo\n4,,mia\n5,A&B,jo\n' >h.csv
	page --held h.csv q.csv >page.html
	grep -qF '<p><strong>END</strong> 2 accounts, 15.50; held back 5: seven calls in seven days <span class="code">CALLS_7IN7</span> 2, no reason 1, <bdi>A&amp;B</bdi> 1, asked not to be contacted <span class="code">CEASE</span> 1</p>' page.html
	page --held h.csv --split-by collector -o out/ --run r1 q.csv
	grep -qF '; held back 3: no reason 1, seven calls in seven days <span class="code">CALLS_7IN7</span> 1, asked not to be contacted <span class="code">CEASE</span> 1; run <bdi>r1</bdi></p>' out/mia.html
	cut -d, -f 1,2 h.csv >all.csv
	page --held all.csv --split-by collector -o out/ q.csv
	grep -qF '; held back of all queues 5: ' out/jo.html
	head -n 1 all.csv >none.csv
	page --held none.csv q.csv | grep -qF '; held back 0</p>'
}

@test "what the gate wrote can be said on the page" {
	printf 'account_id,person_id,state,phone,cease\n1,1,NY,(212) 555-0101,Y\n2,2,NY,(212) 555-0102,\n' >l.csv
	hl-gate -q --as-of 2026-03-02T15:30:00Z --suppressed s.csv -o w.csv l.csv
	page --held s.csv w.csv | grep -qF '<strong>END</strong> 1 account; held back 1: asked not to be contacted <span class="code">CEASE</span> 1</p>'
}

@test "hostile cells in events, alerts, work and reasons stay text" {
	naughty >n.csv
	naughty ts=2026-03-01T10:00:00Z account_id type event_id collector channel direction result amount=1 due stage >e.csv
	naughty ts=2026-03-01T10:00:00Z account_id text type >a.csv
	naughty account_id collector >d.csv
	naughty account_id reasons collector >h.csv
	page -q -e e.csv --alerts a.csv --done d.csv --held h.csv --goal 5 n.csv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html n.csv
	[ "$(grep -c '<li><a href="#c' page.html)" -gt 40 ]
	grep -qF '<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>: <bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi> 1.00, due <bdi>&lt;script&gt;' page.html
}

@test "an account is known though its column is not shown, and by the key of a lead" {
	beside
	page --columns name -e e.csv --done e.csv --goal 1 q.csv >page.html
	[ "$(log_of page.html 2 | wc -l)" = 1 ]
	grep -qF '<li class="card t4 worked brief" id="c2">' page.html
	! grep -q '007' page.html
	sed '1s/account_id/lead_id/' q.csv >leads.csv
	page -e e.csv leads.csv >page.html
	[ "$(log_of page.html 1 | wc -l)" = 4 ]
}

@test "the same bytes with tables beside the queue, whatever threads and blocks" {
	beside
	printf 'ts,account_id,type\n2026-03-01,007,x\n' >a.csv
	page -e e.csv --done e.csv --alerts a.csv --split-by collector -o a/ -j1 q.csv
	page -e e.csv --done e.csv --alerts a.csv --split-by collector -o b/ -j4 --block-size 512 q.csv
	diff -r a b
	grep -q 'We called' a/mia.html
	page --check -e e.csv q.csv
}

@test "what the specification shows stands in pages" {
	beside
	local spec=$BATS_TEST_DIRNAME/../lib/page/queue.html.txt
	cat >all.csv <<-'EOF'
		account_id,name,client,score,tier,why,balance,phone,email,gate_status,channels,calls_left,call_from,call_to,next_ok,reasons,next_step
		007,"Doe, Jane",Metro,9,Hot,a +25 (12h); b +1 | c x1.1: d x2,1.5,404 555 0101,a@example.org,work,"call,sms,email,mail",3,2026-03-02T08:00:00Z,2026-03-02T21:00:00Z,,A_B,go
		008,Roe,,1,Cold,"c x1.1: d x2, e x3 | by hand",x,404 555 0102,,work,call,1,,,2026-03-05,,
		3,,,,,free text,,404 555 0103,,work,sms,0,,,2026-03-05,,
		4,,,,,,,404 555 0104,,work,sms,,,,,,
		5,,,,,,,404 555 0105,,hold,,,,,,,
		6,,,0.0,Cold,c x1.1: d x2,,404 555 0106,,work,call,0,,,,,
		7,,,,,,,404 555 0107,,work,call,some,,,,,
	EOF
	printf 'ts,account_id,text\n2026-03-01,007,a\n2026-03-01,007,b\n2026-03-01,,c\n2026-03-01,008,d\n2026-02-01,,e\n' >a.csv
	page --goal 9 --done e.csv -e e.csv --alerts a.csv --title T --run r1 --currency '$' all.csv >one.html
	printf 'column,value,link,file\ncollector,mia,Dashboard,d.html\n' >links.csv
	grep -v ,jo q.csv | page --done e.csv --home ../index.html --links links.csv >two.html
	head -n 1 all.csv | page >none.html
	python3 "$BATS_TEST_DIRNAME/queue-spec.py" "$spec" one.html two.html none.html
}

@test "what is closed is no link, whichever columns go out and whatever is masked" {
	printf 'account_id,name,phone,email,channels,gate_status,status\nA1,Ann,4045550101,a@x.example,,hold,open\nA2,Bo,4045550102,b@x.example,call|email,work,hold\nA3,Cy,4045550103,c@x.example,call,drop,open\n' >in.csv
	links() { hl-export --as-of 2026-03-02 --page queue "$@" in.csv | grep -o 'href="\(tel\|sms\|mailto\):[^"]*"' | paste -sd' '; }
	[ "$(links)" = 'href="tel:4045550102" href="mailto:b@x.example"' ]
	[ "$(links --columns account_id,name,phone,email)" = 'href="tel:4045550102" href="mailto:b@x.example"' ]
	[ "$(links --mask client)" = '' ]
	command -v unzip >/dev/null || skip 'no unzip'
	! hl-export --to xlsx --check <<<a 2>&1 | grep -q 'made without' || skip 'built without libxlsxwriter'
	sheet() { hl-export --as-of 2026-03-02 --page queue -o q.xlsx "$@" in.csv && unzip -p q.xlsx 'xl/worksheets/_rels/*' 2>/dev/null | grep -o 'Target="[tm][^"]*"' | paste -sd' '; }
	[ "$(sheet)" = 'Target="tel:4045550102" Target="mailto:b@x.example"' ]
	[ "$(sheet --columns account_id,name,phone,email)" = '' ]
	[ "$(sheet --mask client)" = '' ]
}

@test "every code that hl-gate can write has words" {
	root=$BATS_TEST_DIRNAME/..
	{
		for rules in us uk; do tail -n +2 "$root/lib/gate/$rules.csv" | cut -d, -f1; done
		sed -n '/own_codes\[OWN_CODES\]/,/};/p' "$root/lib/gate/load.c" | grep -o '"[A-Z_0-9]*"' | tr -d '"'
	} | sort -u >codes
	[ "$(wc -l <codes)" -gt 50 ]
	{ echo account_id,reasons; echo "1,HOUSE_RULE;$(paste -s -d ';' codes)"; } >q.csv
	hl-export --page queue --as-of 2026-03-02T09:00:00Z q.csv >page.html
	grep -qxF '<p class="limits"><span class="flag"><bdi>HOUSE RULE</bdi></span>' <(sed 's/.*<p class="limits">/<p class="limits">/' page.html)
	grep -o '[^>]* <span class="code">[A-Z_0-9]*</span>' page.html | sed 's/.*">//; s/<.*//' | sort -u | diff codes -
}

@test "sums are those of the exact balances, rounded once, in every form and in the folder's manifest" {
	{ echo account_id,collector,tier,balance; for i in {1..100}; do echo "$i,ann,hot,0.004"; done; } >small.csv
	page small.csv >small.html
	grep -q '<strong>END</strong> 100 accounts, 0.40' small.html
	grep -q 'data-balance="0.004"' small.html
	! grep -q 'data-balance="0.00"' small.html
	hl-export --page queue --split-by collector --to html -o out small.csv
	grep -q '"balance":0.40' out/manifest.json
	printf 'title,file,rows,balance\nA,a.html,1,0.004\nB,b.html,1,0.004\n' | hl-export --page index -o index.html
	grep -q '<td role="cell" class="balance"[^>]*>0.01</td>' index.html
	if can_write pdf && command -v pdftotext >/dev/null; then
		hl-export --page queue -o small.pdf small.csv
		pdftotext -layout small.pdf - | grep -q '100 accounts, 0.40'
	fi
	if can_write xlsx && command -v unzip >/dev/null; then
		hl-export --page queue -o small.xlsx small.csv
		unzip -p small.xlsx xl/worksheets/sheet1.xml | grep -q 'END 100 accounts, 0.40'
	fi
	printf 'account_id,balance\n1,-0.004\n' | page | grep -q '<strong>END</strong> 1 account, 0.00'
}

@test "of limits nothing is passed over: a number that is none, another offset, another year" {
	said() { page "$1" | sed -n '/<p class="limits">/,/<\/p>/s/.*<p class="limits">//p' | sed 's/<[^>]*>//g; s/&ndash;/-/g'; }
	printf 'account_id,calls_left,channels,phone\nA,abc,call,4045550101\nB,1e5,call,4045550101\nC,2,call,4045550101\n' >left.csv
	[ "$(said left.csv)" = $'Calls left: abc\nCalls left: 1e5\n2 calls left' ]
	printf 'account_id,phone,call_from,call_to,next_ok\nA,,,,2026-03-03T23:30:00-08:00\nB,4045550101,2026-03-02T08:00:00-05:00,2027-03-02T21:00:00-05:00,\nC,,,,2026-03-03T10:00:00-05:00\n' >when.csv
	[ "$(said when.csv)" = $'Not before 2026-03-03 23:30 UTC-08:00\nHours 08:00-2027-03-02 21:00\nNot before 2026-03-03 10:00' ]
	if can_write pdf && command -v pdftotext >/dev/null; then
		page --to pdf -o left.pdf left.csv
		pdftotext -layout left.pdf - | grep -q ' abc '
		page --to pdf -o when.pdf when.csv
		pdftotext -layout when.pdf - | grep -q '08:00–2027-03-02 21:00'
	fi
}
