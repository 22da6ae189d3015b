bats_require_minimum_version 1.5.0

# hl-export --page index: links to other files.

setup() {
	cd "$BATS_TEST_TMPDIR"
	cat >index.csv <<-'END'
		section,title,link,file,rows,balance,note
		Queues,Lena Hart,Page,queues/lhart.html,31,40210.505,Aspen
		Tables,All queues,CSV,queue.csv,32,40212.50,
		Queues,Oscar Vega,Page,queues/ov%C3%A4.html,1,2,
		Queues,Lena Hart,PDF,paper/lhart.pdf,31,40210.505,Aspen
		Queues,Lena Hart,Sheet,sheets/lhart.xlsx,30,40210.505,Aspen
	END
}

index() {
	hl-export --page index --as-of 2026-03-02T09:00:00Z --tz America/New_York "$@"
}

# Each link of a page with its words; each cell of a row; headings.
read_page() {
	python3 - "$1" <<-'END'
		import sys
		from html.parser import HTMLParser
		class Page(HTMLParser):
		    stack, text, href = [], "", None
		    def handle_starttag(self, tag, attrs):
		        if tag == "meta":
		            return
		        assert tag in ("html head title style body header h1 bdi dl div dt dd main section h2 table thead tr th "
		            "tbody td a span tfoot footer p strong ul li h3 data b").split(), tag
		        self.stack.append(tag)
		        attrs = dict(attrs)
		        assert not set(attrs) - {"lang", "class", "role", "scope", "id", "aria-labelledby", "href", "data-head", "value", "aria-hidden"}, attrs
		        if tag == "a":
		            self.href = attrs["href"]
		        if tag in ("th", "td", "h1", "h2", "h3", "a", "p"):
		            self.text = ""
		    def handle_endtag(self, tag):
		        assert self.stack.pop() == tag
		        if tag in ("th", "td", "h1", "h2", "h3", "a", "p"):
		            print(tag, self.href if tag == "a" else "", repr(self.text))
		            self.text = ""
		    def handle_data(self, data):
		        if self.stack and self.stack[-1] not in ("style", "title"):
		            self.text += data
		page = Page()
		page.feed(open(sys.argv[1], encoding="utf-8").read())
		page.close()
		assert not page.stack
	END
}

@test "rows alike but for link and file are one entry, in the order in which they come first" {
	index --title 'Hot leads' --currency '$' -o i.html index.csv
	read_page i.html | sed '/^p /d' >got
	grep -vE "^th  '(What|Rows|Balance|Open|Note)'" got | diff - <(cat <<-'END'
		h1  'Hot leads'
		h2  'Queues'
		th  'Lena Hart'
		td  'Aspen'
		td  '31'
		td  '$40,210.51'
		a queues/lhart.html 'Page of Lena Hart'
		a paper/lhart.pdf 'PDF of Lena Hart'
		td  ''
		th  'Oscar Vega'
		td  ''
		td  '1'
		td  '$2.00'
		a queues/ov%25C3%25A4.html 'Page of Oscar Vega'
		td  ''
		th  'Lena Hart'
		td  'Aspen'
		td  '30'
		td  '$40,210.51'
		a sheets/lhart.xlsx 'Sheet of Lena Hart'
		td  ''
		th  'All 3'
		td  ''
		td  '62'
		td  '$80,423.01'
		td  ''
		h2  'Tables'
		th  'All queues'
		td  '32'
		td  '$40,212.50'
		a queue.csv 'CSV of All queues'
		td  ''
	END
	)
	grep -q '<div><dt>Work date</dt><dd>Mon 2026-03-02</dd></div>' i.html
	grep -q '<div><dt>Data as of</dt><dd>2026-03-02 04:00 UTC-05:00</dd></div>' i.html
	grep -q '<strong>END</strong> Complete: 4 entries, 5 files</p>' i.html
}

@test "a section may say what its rows and notes are called" {
	cat >heads.csv <<-'END'
		section,title,file,rows,note,rows_head,note_head
		Queues,Lena Hart,a.html,31,Aspen,,
		Queues,Oscar Vega,b.html,1,Birch,"Accounts""<b>",<b>Team
		Tables,All,c.csv,32,,,
	END
	index -o h.html heads.csv
	read_page h.html | grep -E "^th  '(Accounts.*|<b>Team|Rows|Note|Balance)'" | diff - <(printf "th  '%s'\n" '<b>Team' 'Accounts"<b>' Rows)
	# a phone, which shows no heads, has it beside the number
	[ "$(grep -c 'data-head="Accounts&quot;&lt;b&gt;"' h.html)" = 2 ]
}

@test "a link leads to a file below the page, whatever its path holds" {
	printf '%s\n' title,file 'a,javascript:alert(1)' 'b,//x.example/y' 'c,../up' 'd,a/../../b' 'e,/etc/passwd' 'f,./a' \
		'g,a?b#c' 'h,https:/x.example' 'i,"a""> <b>"' $'j,a\x01b' 'k,ä b.html' 'l,a\b' 'm,%2e%2e/x' 'n,...' 'o,dir/' 'p,' >l.csv
	index -o l.html l.csv
	read_page l.html | sed -n "s/^a \([^ ]*\) .*/\1/p" >links
	diff links - <<-'END'
		javascript%3Aalert%281%29
		a%3Fb%23c
		https%3A/x.example
		a%22%3E%20%3Cb%3E
		%C3%A4%20b.html
		a%5Cb
		%252e%252e/x
		...
		dir/
	END
	# what is no link is there as text
	for path in //x.example/y ../up a/../../b /etc/passwd ./a; do
		grep -q "<span><bdi>$path</bdi></span>" l.html
	done
}

@test "what a cell holds stays text" {
	printf 'section,title,link,file,rows,balance,note\n' >n.csv
	for cell in '<script>alert(1)</script>' '""><b onclick=x>' '</style>' '&lt;' '{{7*7}}' "' onfocus='x" 'a
	b' '=1+1' $'\xff\xfe' $'\x1b[31m'; do
		printf '"%s","%s","%s","%s","%s","%s","%s"\n' "$cell" "$cell" "$cell" "$cell" "$cell" "$cell" "$cell" >>n.csv
	done
	index --title '<i>&' -o n.html n.csv
	read_page n.html >got
	[ "$(grep -c '^h2' got)" = 10 ]
	grep -qF "h1  '<i>&'" got
	grep -qF "th  '<script>alert(1)</script>'" got
	! grep -q '<script\|<b \|<i>' n.html
}

@test "without rows the page says so; without its columns it is misuse" {
	head -n 1 index.csv | index -o e.html
	grep -q '<p class="empty">Nothing is listed here.</p>' e.html
	run -64 index <<<$'name,path\na,b'
	[ "$output" = 'hl-export: --page index: no column is called title' ]
	run -64 index <<<$'title,path\na,b'
	[ "$output" = 'hl-export: --page index: no column is called file' ]
	index --rename path=file --rename value=title <<<$'value,path\na,b' | grep -q '<a href="b">'
	run -64 index --to csv index.csv
}

@test "further columns stand in the sections that have something in them, whole numbers with their sum" {
	cat >more.csv <<-'END'
		section,title,file,rows,balance,High,Grade <b>
		Queues,Lena Hart,a.html,31,1,1200,A
		Queues,Oscar Vega,b.html,1200,2,3,
		Tables,All,c.csv,,,,
	END
	index -o m.html more.csv
	read_page m.html | sed -n '/^h2/p; /^th/p; /^td/p' | diff - <(cat <<-'END'
		h2  'Queues'
		th  'What'
		th  'Rows'
		th  'Balance'
		th  'High'
		th  'Grade <b>'
		th  'Open'
		th  'Lena Hart'
		td  '31'
		td  '1.00'
		td  '1,200'
		td  'A'
		td  ''
		th  'Oscar Vega'
		td  '1,200'
		td  '2.00'
		td  '3'
		td  ''
		td  ''
		th  'All 2'
		td  '1,231'
		td  '3.00'
		td  '1,203'
		td  ''
		td  ''
		h2  'Tables'
		th  'What'
		th  'Open'
		th  'All'
		td  ''
	END
	)
	# rows that differ in one are two entries
	printf 'title,file,High\na,x,1\na,y,2\na,z,1\n' | index | grep -q 'END</strong> Complete: 2 entries, 3 files<'
}

@test "a row with a value is a figure, which the last line has, too" {
	cat >figures.csv <<-'END'
		section,title,file,link,value,balance,note,High
		All,accounts in 2 queues,,,1391,5.5,,
		All,held back <b>,held.csv,CSV,109,x,for reasons,7
		All,Files,f.csv,,,,,
		All,in all,,,about 1500,,,
	END
	index --currency '$' -o f.html figures.csv
	read_page f.html | grep -v 'Confidential' | diff - <(cat <<-'END'
		h1  'Index'
		h2  'All'
		h3  'accounts in 2 queues'
		p  '1,391'
		p  '$5.50'
		h3  'held back <b>'
		p  '109'
		p  'x'
		p  'High: 7'
		p  'for reasons'
		a held.csv 'CSV of held back <b>'
		p  ''
		h3  'in all'
		p  'about 1500'
		th  'What'
		th  'Open'
		th  'Files'
		a f.csv 'f.csv of Files'
		td  ''
		p  'END Complete: 1,391 accounts in 2 queues, 109 held back <b>, about 1500 in all; 4 entries, 2 files'
	END
	)
}

@test "a metric is told as on a dashboard" {
	cat >metrics.csv <<-'END'
		title,file,metric,value,from,to,previous,change_pct,p,trend
		,,rph,1076.87,2026-01-31,2026-03-02,52.61,46.1,0.0221,up
		of the desk,,kept,62.0,2026-01-31,2026-03-02,59.3,4.6,0.6218,ns
		,,own_metric,7,,,,,,
		,,coll,,2026-01-31,2026-03-02,,,,
	END
	index --currency '$' -o m.html metrics.csv
	grep -A 40 '<ul' m.html | sed '/<\/ul>/,$d' >got
	read_page m.html | grep -E '^h3' | diff - <(printf "h3  '%s'\n" 'Revenue per hour' 'of the desk' own_metric 'Collection rate')
	# word by word what the dashboard has
	sed '1s/^title,file/title,group/; 2,$s/^[^,]*,/x,all/; /own/d' metrics.csv | hl-export --page dashboard --as-of 2026-03-02T09:00:00Z \
		--currency '$' --cards rph,kept -o d.html
	for metric in 'Revenue per hour' 'Promises kept'; do
		sed -n "/<h3><bdi>$metric/,/<\/li>/p" d.html | grep -E '"(big|change)|days before' >said
		[ "$(wc -l <said)" = 3 ]
		grep -cxFf said got
		[ "$(grep -xFf said got | sort -u | wc -l)" = 3 ]
	done
	grep -q '<p class="big"><data value="1076.87">$1,076.87</data></p>' got
	grep -q '30 days before: ' got
	grep -q '<strong>END</strong> Complete: 4 entries, 0 files' m.html
	# what cannot be read is a mistake
	for cells in 'x,2026-01-31,2026-03-02' '1,soon,2026-03-02' '1,2026-03-02,2026-01-31'; do
		run -65 index <<<$'title,file,metric,value,from,to\nt,,rph,'"$cells"
		[[ "$output" == *'--page index: t: '* ]]
	done
	run -65 index <<<$'title,file,metric,value\nt,,rph,much'
	[ "$output" = 'hl-export: --page index: t: not a number: much' ]
	# without a metric its words are columns of the table
	index <<<$'title,file,from\nt,f,home' | grep -q 'data-head="from"><bdi>home</bdi>'
}

@test "the same bytes whatever the threads and blocks; whole or not there" {
	{ head -n 1 index.csv; for i in {1..3000}; do echo "S$((i % 7)),t$((i % 1000)),l$i,f/$i.html,$i,$i.25,"; done; } >long.csv
	index -j1 -o one.html long.csv
	index -j4 --block-size 4K -o two.html long.csv
	cmp one.html two.html
	[ "$(grep -c '<tr role="row"><th role="rowheader" scope="row" class="what"><bdi>t' one.html)" = 3000 ]
	run -74 index -o /dev/full long.csv
	cp one.html keep
	run -65 index -o one.html <<<$'title,file\na,b,c'
	cmp one.html keep
}
