# SPDX-License-Identifier: GPL-2.0-or-later
# run.bash SUITE ...: each function case_* of /in/SUITE.bash in a shell of its
# own; "passed SUITE CASE" or "failed SUITE CASE: WHY" each. In chip.bash are
# CHIP, LABEL and LINES of the chip that they are about, in pads.bash who is at
# its lines' other end.

export PATH=/in:$PATH
source /in/chip.bash
source /in/pads.bash

OUT=/tmp/out

fail() {
	echo "$*"
	exit 1
}

# same WANTED GOT
same() {
	[ "$1" = "$2" ] || fail "it is <$2> instead of <$1>"
}

wait_for() {
	local TRY
	for TRY in {1..100}
	do
		"$@" >/dev/null 2>&1 && return
		sleep 0.05
	done
	fail "waited in vain for: $*"
}

# That gpio-watch waits, as process $1.
sleeps() {
	[ "$(sed 's/.*(gpio-watch) \(.\) .*/\1/' "/proc/$1/stat")" = S ]
}

ended() {
	! kill -0 "$1" 2>/dev/null
}

end_case() {
	local JOBS=$(jobs -p)
	[ -z "$JOBS" ] || kill $JOBS 2>/dev/null
	wait
	pads_reset
}

for SUITE in "$@"
do
	source "/in/$SUITE.bash"
	for CASE in $(sed -n 's/^case_\([a-z0-9_]*\)() {$/\1/p' "/in/$SUITE.bash")
	do
		if WHY=$(trap end_case EXIT; "case_$CASE" 2>&1 </dev/null)
		then
			echo "passed $SUITE $CASE"
		else
			echo "failed $SUITE $CASE:" $WHY
		fi
	done
done
