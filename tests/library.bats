# The library as a whole: what programs of others are linked with.
bats_require_minimum_version 1.5.0

@test "no two functions of the library have one name" {
	lib=${BUILD:-$BATS_TEST_DIRNAME/../build}/libhl.a
	[ -e "$lib" ] || skip "no $lib"
	command -v nm >/dev/null || skip 'no nm'
	[ "$(nm "$lib" 2>/dev/null | awk 'NF == 3 && $2 ~ /^[BDRT]$/ { print $3 }' | sort | uniq -d)" = '' ]
}
