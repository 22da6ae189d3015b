#!/bin/sh
# GNU awk, with the programs of mawk.sh.
# needs: command -v gawk
# jobs: score assign metrics
# slow: at the larger size only with SLOW=1
AWK=gawk exec sh "$(dirname "$0")/mawk.sh" "$@"
