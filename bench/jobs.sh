# shellcheck shell=sh disable=SC2034,SC2154,SC3013
# jobs.sh - the jobs, the data they work on, and what can be compared; sourced by the scripts here.
#
# The scripts stand in the folder of the data, so that no name holds a blank. $here is this folder.

as_of=2026-03-02T09:00:00Z
all_jobs='score score-gz score-memory score-sorted score-hot gate rank rank-memory rank-merge rank-top
	assign metrics metrics-accounts export score-top score-rank-assign start'

# build_tool NAME: gen, limit or timer, when it is older than its source.
build_tool() {
	[ "$1" -nt "$here/$1.c" ] || ${CC:-cc} -std=gnu17 -O2 -o "$1" "$here/$1.c"
}

# made FILE COMMAND...: the file, unless it is newer than what it is made by.
made() {
	file=$1
	shift
	[ "$file" -nt gen ] && [ "$file" -nt "$here/model.csv" ] && return
	"$@" >"$file.new"
	mv "$file.new" "$file"
}

# half N TABLE: every other row of it.
half() {
	awk -v n="$1" 'NR == 1 || NR % 2 == n' "$2"
}

# make_data DATA SIZE: everything that the jobs of that size read, as DATA.*; with tabs, too.
make_data() {
	for suffix in csv tsv; do
		tabs=
		[ $suffix = csv ] || tabs=-t
		made "$1.accounts.$suffix" ./gen $tabs accounts "$2"
		made "$1.events.$suffix" ./gen $tabs events $((4 * $2)) "$2"
		made "$1.worklog.$suffix" ./gen $tabs worklog $((4 * $2)) "$2"
		made "$1.scored.$suffix" hl-score --as-of $as_of -m "$here/model.csv" --parts --no-why \
			-e "$1.events.$suffix" "$1.accounts.$suffix"
		made "$1.sorted.$suffix" hl-rank -k score:nr "$1.scored.$suffix"
	done
	made "$1.accounts.ordered.csv" hl-rank -k account_id "$1.accounts.csv"
	made "$1.events.ordered.csv" hl-rank -k account_id,ts "$1.events.csv"
	made "$1.half0.csv" half 0 "$1.sorted.csv"
	made "$1.half1.csv" half 1 "$1.sorted.csv"
	made "$1.accounts.csv.gz" gzip -6nc "$1.accounts.csv"
	made "$1.events.csv.gz" gzip -6nc "$1.events.csv"
	made ten.accounts.csv ./gen accounts 10
	made ten.events.csv ./gen events 40 10
	{
		echo collector
		seq -f 'K%02.0f' 50
	} >roster.csv
	cp "$here/model.csv" model.csv
}

# ours JOB DATA [OPTION...]: the command, on one line; the options are those of each hl- in it.
ours() {
	job=$1
	data=$2
	shift 2
	score="hl-score $* --as-of $as_of"
	parts="$score -m model.csv --parts --no-why"
	bench="$parts -e $data.events.csv $data.accounts.csv"
	metrics="hl-metrics $* --as-of $as_of --by collector"
	case $job in
	score) echo "$bench" ;;
	score-gz) echo "$parts -e $data.events.csv.gz $data.accounts.csv.gz" ;;
	score-memory) echo "$parts --memory 16M -e $data.events.csv $data.accounts.csv" ;;
	score-sorted)
		echo "$parts --sorted -e $data.events.ordered.csv $data.accounts.ordered.csv"
		;;
	score-hot) echo "$score -m hot -e $data.events.csv $data.accounts.csv" ;;
	gate) echo "hl-gate $* --as-of $as_of --all --replace -e $data.events.csv $data.accounts.csv" ;;
	rank) echo "hl-rank $* -k score:nr --key account_id $data.scored.csv" ;;
	rank-memory) echo "hl-rank $* --memory 64M -k score:nr --key account_id $data.scored.csv" ;;
	rank-merge) echo "hl-rank $* --merge -k score:nr $data.half0.csv $data.half1.csv" ;;
	rank-top) echo "hl-rank $* -n 200 --per client -k score:nr $data.scored.csv" ;;
	assign) echo "hl-assign $* --as-of $as_of -r roster.csv $data.sorted.csv" ;;
	metrics) echo "$metrics -m rph,rpc_att,app,cash,cash_gross,attempts $data.worklog.csv" ;;
	metrics-accounts) echo "$metrics -m kept,rpc_acct $data.worklog.csv" ;;
	export) echo "hl-export $* --to jsonl $data.scored.csv" ;;
	score-top) echo "$bench | hl-rank $* -n 200 --per client -k score:nr" ;;
	score-rank-assign) echo "$bench | hl-rank $* -k score:nr | hl-assign $* --as-of $as_of -r roster.csv" ;;
	start) echo "$score -e ten.events.csv ten.accounts.csv" ;;
	*) return 1 ;;
	esac
}

# limits JOB DATA: name and command of what does less than the job, one a line; the first, called
# limit, reads, scans and writes the bytes of the job and does nothing else.
limits() {
	leads="-s $2.events.csv $2.accounts.csv"
	case $1 in
	score)
		echo "limit ./limit $leads"
		echo "cat cat $2.events.csv $2.accounts.csv"
		echo "wc wc -l $2.events.csv $2.accounts.csv"
		;;
	score-gz)
		for tool in igzip pigz gzip; do
			! command -v $tool >/dev/null ||
				echo "$tool $tool -dc $2.events.csv.gz $2.accounts.csv.gz"
		done
		;;
	score-memory | score-hot | gate) echo "limit ./limit $leads" ;;
	score-sorted) echo "limit ./limit -s $2.events.ordered.csv $2.accounts.ordered.csv" ;;
	rank-merge) echo "limit ./limit $2.half0.csv $2.half1.csv" ;;
	rank | rank-memory | export) echo "limit ./limit $2.scored.csv" ;;
	rank-top) echo "limit ./limit -s $2.scored.csv" ;;
	assign) echo "limit ./limit $2.sorted.csv" ;;
	metrics | metrics-accounts) echo "limit ./limit -s $2.worklog.csv" ;;
	score-top) echo "limit ./limit $leads | ./limit -s -" ;;
	score-rank-assign) echo "limit ./limit $leads | ./limit - | ./limit -" ;;
	start) echo "true true" ;;
	esac
}

# peer_says PEER WORD: what the head of its script says about needs, jobs, slow or unlike.
peer_says() {
	sed -n "s/^# $2: //p" "$here/peers/$1.sh"
}

# peers_of JOB: those that do it and are installed, all or those of $PEERS.
peers_of() {
	for script in "$here"/peers/*.sh; do
		peer=$(basename "$script" .sh)
		case " ${PEERS-$peer} " in *" $peer "*) ;; *) continue ;; esac
		case " $(peer_says "$peer" jobs) " in *" $1 "*) ;; *) continue ;; esac
		! sh -c "$(peer_says "$peer" needs)" >/dev/null 2>&1 || echo "$peer"
	done
}

# Whether the commands know threads.
know_threads() {
	hl-score -j 1 --list-rules >/dev/null 2>&1
}
