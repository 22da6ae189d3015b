# Definitions kept to the letter: what counts as a signal, as an attempt, as decided, as a row.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

# A log with these rows in file $1: ts, account_id, type and what else $2 names.
log() {
	local file=$1 more=$2
	shift 2
	printf '%s\n' "ts,account_id,type,$more" "$@" >"$file"
}

# Of each row of the metrics $1: metric, group, num, den, value, on one line.
figures() {
	local metrics=$1
	shift
	hl-metrics --min-n 0 -m "$metrics" "$@" | sed 1d | cut -d, -f1,2,5-7 | paste -sd' '
}

@test "what the lead does that is no signal does not bring it back" {
	local day='--as-of 2026-05-01'
	for type in opt_out promise_cancelled created note adjustment reversal; do
		log cold.csv result,amount 2026-01-01,A,portal_visit,, 2026-04-03,A,attempt,no_answer, "2026-04-04,A,$type,,0"
		[ "$(figures reeng $day cold.csv)" = 'reeng,all,0,1,0.0' ]
	done
	for type in portal_visit email_open inbound_call payment promise a_signal_of_my_own; do
		log cold.csv result,amount,due 2026-01-01,A,portal_visit,,, 2026-04-03,A,attempt,no_answer,, \
			"2026-04-04,A,$type,,5,2026-04-09"
		[ "$(figures reeng $day cold.csv)" = 'reeng,all,1,1,100.0' ]
	done
	# The spell goes on: the signal after it counts.
	log cold.csv result 2026-01-01,A,portal_visit, 2026-04-03,A,attempt,no_answer 2026-04-04,A,opt_out, 2026-04-05,A,portal_visit,
	[ "$(figures reeng $day cold.csv)" = 'reeng,all,1,1,100.0' ]
	# Nor does it keep a lead from being cold; that it came does.
	log cold.csv result 2026-01-01,A,portal_visit, 2026-03-20,A,opt_out, 2026-04-03,A,attempt,no_answer
	[ "$(figures reeng $day cold.csv)" = 'reeng,all,0,1,0.0' ]
	sed -i s/opt_out/created/ cold.csv
	[ "$(figures reeng $day cold.csv)" = 'reeng,all,0,0,' ]
}

@test "a promise that is paid is kept at once, on its last day of grace" {
	log kept.csv amount,due,collector 2026-02-20,A,promise,100,2026-02-25,C 2026-02-21,A,payment,100,,C \
		2026-02-20,B,promise,100,2026-02-25,C 2026-02-20,D,promise,100,2026-02-25,C 2026-02-21,D,promise_cancelled,,,C
	today='--as-of 2026-02-28T23:59:59Z --from 2026-02-28 --to 2026-03-01'
	[ "$(figures kept,broken,cancelled $today kept.csv)" = 'kept,all,1,1,100.0 broken,all,0,1,0.0 cancelled,all,1,2,50.0' ]
	hl-metrics --as-of 2026-02-28T23:59:59Z --set collector kept.csv | grep '^kept,all,2026-02-28,2026-03-01,1,1,100.0,'
	# A day later the other one is broken.
	[ "$(figures kept,broken --as-of 2026-03-01 --from 2026-02-28 --to 2026-03-01 kept.csv)" = 'kept,all,1,2,50.0 broken,all,1,2,50.0' ]
	# Another day's is none of today's.
	[ "$(figures kept --as-of 2026-02-27 --from 2026-02-21 kept.csv)" = 'kept,all,0,0,' ]
}

@test "time to conversion: of all leads that came, however long it took, however young they are" {
	log leads.csv amount 2026-01-01,A,created, 2026-01-05,A,payment,9 2026-01-01,B,created, 2026-02-20,B,payment,9 \
		2026-03-28,C,created, 2026-03-30,C,payment,9 2026-03-29,D,created,
	[ "$(figures conv,ttc,ttc_p90 --as-of 2026-04-01 leads.csv)" = 'conv,all,1,2,50.0 ttc,all,,3,4.00 ttc_p90,all,,3,40.80' ]
	run -0 hl-metrics --as-of 2026-04-01 --min-n 0 -m ttc leads.csv
	[[ "${lines[1]}" = *,censored:1* ]]
	# Whatever the horizon is; of no lead at all there is nothing.
	[ "$(figures ttc --as-of 2026-04-01 --horizon 1d leads.csv)" = 'ttc,all,,3,4.00' ]
	run -0 hl-metrics --as-of 2026-04-01 -m ttc --from 2026-03-29 leads.csv
	[[ "${lines[1]}" = *',,0,,,,0,no_data;censored:1'* ]]
}

@test "who paid before the lead came and after: in conv, and not in ttc" {
	log order.csv amount 2026-02-20,A,payment,9 2026-03-01,A,created, 2026-03-06,A,payment,9
	[ "$(figures conv,ttc --as-of 2026-04-20 --from 2026-03-01 order.csv)" = 'conv,all,1,1,100.0 ttc,all,,0,' ]
}

@test "accounts with a right-party contact / accounts attempted, by whatever channel" {
	log calls.csv channel,direction,result 2026-03-01,A,attempt,call,out,rpc_refused 2026-03-01,B,attempt,sms,out, \
		2026-03-02,C,attempt,call,in,inbound_rpc 2026-03-02,D,attempt,call,out,busy 2026-03-03,A,attempt,email,out,
	[ "$(figures rpc_acct,contact_acct,rpc_att --as-of 2026-04-01 calls.csv)" = 'rpc_att,all,1,2,50.0 rpc_acct,all,1,3,33.3 contact_acct,all,1,3,33.3' ]
	[ "$(figures rpc_acct --as-of 2026-04-01 --by channel calls.csv)" = 'rpc_acct,call,1,2,50.0 rpc_acct,email,0,1,0.0 rpc_acct,sms,0,1,0.0 rpc_acct,all,1,3,33.3' ]
}

@test "a phone is a call by whatever word, a text an sms" {
	for word in call Phone voice telephone landline mobile; do
		log word.csv channel,result "2026-03-01,A,attempt,$word,rpc_promise"
		[ "$(figures rpc_att,ptp_rate --as-of 2026-04-01 word.csv)" = 'rpc_att,all,1,1,100.0 ptp_rate,all,1,1,100.0' ]
	done
	for word in text sms letter mail e-mail fax; do
		log word.csv channel,result "2026-03-01,A,attempt,$word,rpc_promise"
		[ "$(figures rpc_att,attempts --as-of 2026-04-01 word.csv)" = 'rpc_att,all,0,0, attempts,all,1,,1' ]
	done
	# To the gate, too: seven calls in seven days are enough.
	log calls.csv channel,direction,result
	printf '2026-03-0%dT15:00:00Z,A,attempt,landline,out,no_answer\n' 1 2 3 4 5 6 7 >>calls.csv
	printf 'account_id,phone,state,placed_date\nA,2125550123,NY,2026-01-01\n' >lead.csv
	hl-gate --as-of 2026-03-07T18:00:00Z -e calls.csv --all lead.csv | grep -q ',CALLS_7IN7'
}

@test "types that nobody knows are counted, and told by name to who asks" {
	log types.csv amount 2026-03-01,A,payement,5 2026-03-01,A,payement,5 2026-03-01,A,portal_visit, 2026-03-01,A,PAYMENT,5 \
		2026-03-01,A,x, 2026-03-01,A,y, 2026-03-01,A,y, 2026-03-01,A,y, 2026-03-01,A,z, 2026-03-01,A,opt_out,
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -m cash types.csv
	[ -z "$stderr" ]
	told='7 events have a type that nobody knows, so they are signals: y (3), payement (2), x (1) and others'
	for how in '-j 1' '-j 3 --block-size 64' '--by channel' '--by client -l leads.csv'; do
		printf 'account_id,client\nA,X\n' >leads.csv
		sed 's/$/,call/; 1s/call$/channel/' types.csv >more.csv
		run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -v -m cash,reeng $how --stats stats.json more.csv
		[[ $stderr == *"$told"* ]]
		grep -q '"unknown_types":7,"unknown_type_names":{"y":3,"payement":2,"x":1}' stats.json
	done
	hl-metrics --as-of 2026-04-01 -m cash --partial types.csv >a.part
	head -4 types.csv >first.csv
	hl-metrics --as-of 2026-04-01 -m cash --partial first.csv >b.part
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -v -m cash --merge a.part b.part
	[[ $stderr == *'9 events have a type that nobody knows, so they are signals: payement (4), y (3), x (1) and others'* ]]
}

@test "each stage has a row in the total, in a group those that it reached, or had before" {
	log none.csv stage,collector 2026-02-10,A,note,,
	[ "$(figures drop --as-of 2026-03-01 --stages 'one|two' none.csv)" = 'drop,one,0,0, drop,two,0,0,' ]
	log funnel.csv stage,collector 2026-01-05,A,created,,Ann 2026-01-05,A,stage,one,Ann 2026-01-25,A,stage,two,Ann \
		2026-01-06,B,created,,Bo 2026-01-06,B,stage,one,Bo 2026-02-10,A,note,,Ann
	february='--as-of 2026-03-01 --from 2026-02-01 --to 2026-03-01'
	at='--stages one|two|three'
	[ "$(figures drop $february $at funnel.csv)" = 'drop,one,0,0, drop,two,0,0, drop,three,0,0,' ]
	run -0 hl-metrics $february --previous -m drop,conv_stage $at --by collector funnel.csv
	[ "$(sed 1d <<<"$output" | cut -d, -f1,2,5-7,12 | paste -sd' ')" = \
		'drop,Ann/one,0,0,,0.0 drop,Ann/two,0,0,,100.0 drop,Bo/one,0,0,,100.0 drop,one,0,0,,50.0 drop,two,0,0,,100.0 drop,three,0,0,, conv_stage,Ann/one,0,0,,100.0 conv_stage,Ann/two,0,0,,0.0 conv_stage,Bo/one,0,0,,0.0 conv_stage,one,0,0,,50.0 conv_stage,two,0,0,,0.0 conv_stage,three,0,0,,' ]
	[ "$(figures drop --as-of 2026-03-01 $at --by collector --from 2026-01-01 --to 2026-02-01 funnel.csv)" = \
		'drop,Ann/one,0,1,0.0 drop,Ann/two,1,1,100.0 drop,Bo/one,1,1,100.0 drop,one,1,2,50.0 drop,two,1,1,100.0 drop,three,0,0,' ]
}

@test "leads that came before the first event are told, once, where nobody says when the period begins" {
	printf 'account_id,created\nA,2026-01-01\nB,2026-01-03\nC,2025-12-01\nD,\n' >leads.csv
	log pays.csv amount 2026-01-03,B,portal_visit, 2026-01-20,A,payment,5
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -m conv -l leads.csv pays.csv
	[ "$stderr" = 'hl-metrics: warning: 2 leads were created before the first event; --from includes them' ]
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -m conv -l leads.csv --from 2026-01-01 pays.csv
	[ -z "$stderr" ]
	[[ "${lines[1]}" = *,1,2,50.0,* ]]
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -m cash -l leads.csv pays.csv
	[ -z "$stderr" ]
}

@test "payment_id is another name of event_id; where there are both that one is the id" {
	log paid.csv payment_id,amount,ref 2026-03-01,A,payment,P1,5, 2026-03-01,A,payment,P1,5, 2026-03-02,A,payment,P2,7, \
		2026-03-03,A,reversal,R1,7,P2
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -v -m cash,app paid.csv
	[ "$(sed 1d <<<"$output" | cut -d, -f1,5,6 | paste -sd' ')" = 'app,0,1 cash,5.00,' ]
	[[ $stderr == *'1 with an event_id seen before'* ]]
	sed '1s/$/,event_id/; 2,$s/$/,X/; 3s/X$/Y/; 4s/X/Z/; 5s/X/W/' paid.csv >both.csv
	[ "$(figures cash --as-of 2026-04-01 both.csv)" = 'cash,all,10.00,,10.00' ]
}

@test "hours are guessed for days on which a collector did something, not for what happened to their accounts" {
	log work.csv collector,amount,rank 2026-03-02,A,attempt,Ann,, 2026-03-03,A,assigned,Ann,, 2026-03-04,A,queue,Ann,,1 \
		2026-03-05,A,placed,Ann,5, 2026-03-06,A,note,Ann,, 2026-03-09,A,payment,Ann,80, 2026-03-10,A,created,Ann,, 2026-03-11,A,recalled,Ann,,
	sed -i '1s/$/,channel/; 2,$s/$/,sms/' work.csv
	[ "$(figures rph --as-of 2026-04-01 --hours-default 8 work.csv)" = 'rph,all,80.00,24,3.33' ]
}
