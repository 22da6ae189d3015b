# table.awk - the times of run.sh as a table: medians, ratios in the same round, memory, growth.
#
# A line of the log: data job program seconds KiB status. The log is in the order of the rounds.

function median(values, len,    i, j, value) {
	for (i = 2; i <= len; i++) {
		value = values[i]
		for (j = i - 1; j > 0 && values[j] > value; j--)
			values[j + 1] = values[j]
		values[j + 1] = value
	}
	return len % 2 ? values[(len + 1) / 2] : (values[len / 2] + values[len / 2 + 1]) / 2
}

# The median of the seconds of @key, in each round divided by those of @by.
function middle(key, by,    i, len, values) {
	len = runs[key]
	if (by != "" && runs[by] < len)
		len = runs[by]
	for (i = 1; i <= len; i++)
		values[i] = seconds[key, i] / (by == "" ? 1 : seconds[by, i])
	return len ? median(values, len) : ""
}

function figure(format, value) {
	return value == "" ? "-" : sprintf(format, value)
}

# Seconds, times ours, MiB, share of the limit; the same cells of a run that was not are "-".
function half(data, job, program,    key) {
	key = data SUBSEP job SUBSEP program
	if (!(key in runs))
		return sprintf(" %9s %7s %8s", "-", "-", "-")
	return sprintf(" %9s %7s %8s", figure("%.4f", middle(key, "")), \
		figure("%.2f", middle(key, data SUBSEP job SUBSEP best[job])), \
		figure("%.1f", kib[key] / 1024))
}

function growth(job, program,    a, b) {
	a = middle(small SUBSEP job SUBSEP program, "")
	b = middle(large SUBSEP job SUBSEP program, "")
	return a == "" || b == "" || job == "start" ? "-" : sprintf("%.2f", log(b / a) / log(factor))
}

function share(data, job, program,    limit) {
	limit = data SUBSEP job SUBSEP "limit"
	if (!(limit in runs) || program !~ /^hotleads/)
		return "-"
	return figure("%.0f%%", 100 * middle(limit, data SUBSEP job SUBSEP program))
}

{
	key = $1 SUBSEP $2 SUBSEP $3
	seconds[key, ++runs[key]] = $4
	if ($5 > kib[key])
		kib[key] = $5
	if ($6 != 0)
		failed[$2, $3] = "  failed"
	if (!($2 in known)) {
		known[$2] = 1
		jobs[++jobs_len] = $2
		best[$2] = $3
	}
	if (!(($2, $3) in programs)) {
		programs[$2, $3] = 1
		order[$2, ++len[$2]] = $3
	}
	if ($1 != small)
		large = $1
}

END {
	printf "%-18s %-12s %9s %7s %8s %9s %7s %8s %7s %6s\n", "", "accounts:", substr(small, 2), \
		"", "", substr(large, 2), "", "", "", ""
	printf "%-18s %-12s %9s %7s %8s %9s %7s %8s %7s %6s\n", "job", "program", "seconds", "times", \
		"MiB", "seconds", "times", "MiB", "growth", "share"
	for (j = 1; j <= jobs_len; j++) {
		job = jobs[j]
		for (p = 1; p <= len[job]; p++) {
			program = order[job, p]
			printf "%-18s %-12s%s%s %7s %6s%s\n", p == 1 ? job : "", program, half(small, job, program), \
				half(large, job, program), growth(job, program), \
				share(large == "" ? small : large, job, program), failed[job, program]
		}
	}
}
