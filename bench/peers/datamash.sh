#!/bin/sh
# GNU datamash, of tab-separated rows. It neither filters nor passes over blank cells, so it has less
# to do: count the rows of each collector and type.
# needs: command -v datamash
# jobs: metrics
# slow: at the larger size only with SLOW=1
# unlike: only counts
exec env LC_ALL=C datamash -sH -g 4,3 count 1 <"$2.worklog.tsv"
