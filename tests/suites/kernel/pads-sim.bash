# SPDX-License-Identifier: GPL-2.0-or-later
# The simulator's side of gpio-sim's lines, in its folder SIM of sysfs.

# pad_set LINE LEVEL
pad_set() {
	local PULLS=(pull-down pull-up)
	echo "${PULLS[$2]}" >"$SIM/sim_gpio$1/pull"
}

pad_level() {
	cat "$SIM/sim_gpio$1/value"
}

# A line has one pull there, and nothing that drives it.
pad_stop_driving() { :; }
pad_let_go() { :; }

pad_bias() {
	local PULL=$(cat "$SIM/sim_gpio$1/pull")
	echo "${PULL#pull-}"
}

# It tells nobody of a change: this looks far more often than one comes, and
# starts no program for that.
pads_watch() {
	local LINE LAST=()
	rm -f /tmp/edges /tmp/never
	mkfifo /tmp/never
	for LINE in "$@"
	do
		LAST[LINE]=$(pad_level "$LINE")
	done
	pads_follow >/tmp/edges &
}

pads_follow() {
	local LINE NOW
	while ! read -rt 0.05 <>/tmp/never
	do
		for LINE in "${!LAST[@]}"
		do
			read -r NOW <"$SIM/sim_gpio$LINE/value"
			[ "$NOW" = "${LAST[LINE]}" ] || echo "$LINE $NOW"
			LAST[LINE]=$NOW
		done
	done
}

pad_edges() {
	sleep 0.2
	echo $(sed -n "s/^$1 //p" /tmp/edges)
}

pads_reset() {
	local LINE
	[ -d "$SIM" ] || return 0
	for ((LINE = 0; LINE < LINES; LINE++))
	do
		pad_set "$LINE" 0
	done
}
