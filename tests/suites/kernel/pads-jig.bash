# SPDX-License-Identifier: GPL-2.0-or-later
# The jig at the pads of CHIP's lines, the first of which is PAD.

source /in/gpiosim.bash

GPIOSIM_PAD[chip]=$PAD

# pad_set LINE LEVEL
pad_set() {
	local PULLS=(pull-down pull-up)
	gpiosim_set_pull chip "$1" "${PULLS[$2]}"
}

# The chip may be another one by now, or have gone.
pad_level() {
	GPIOSIM_CHIP_NAME[chip]=$CHIP
	gpiosim_level chip "$1"
}

pad_stop_driving() {
	jig "drive $((PAD + $1)) z" >/dev/null
}

pad_let_go() {
	pad_stop_driving "$1"
	jig "pull $((PAD + $1)) none" >/dev/null
}

# What the chip's own resistor does there.
pad_bias() {
	local WORDS=" $(jig "pad $((PAD + $1))") "
	case $WORDS in
	*" pu=1 "*) echo up ;;
	*" pd=1 "*) echo down ;;
	*) echo none ;;
	esac
}

# What floats is low there: that it is driven low then is no edge.
pads_watch() {
	local LINE
	: >/tmp/edges
	exec {WATCH}<>/dev/k210-jig
	for LINE in "$@"
	do
		[ "$(gpiosim_probe chip "$LINE")" != z ] || \
			jig "pull $((PAD + LINE)) down" >/dev/null
		GPIOSIM_CHANGED+=("$((PAD + LINE))")
		echo "watch $((PAD + LINE))" >&"$WATCH"
	done
}

# The levels that a watched line has had since then.
pad_edges() {
	local LINE
	echo mark >&"$WATCH"
	while read -r LINE <&"$WATCH"
	do
		case $LINE in
		ok | "") ;;
		"edge "*) echo "$LINE" >>/tmp/edges ;;
		*) break ;;
		esac
	done
	echo $(sed -n "s/^edge $((PAD + $1)) \(.\) .*/\1/p" /tmp/edges)
}

pads_reset() {
	GPIOSIM_CHIP_NAME[chip]=$CHIP
	gpiosim_reset 2>/dev/null
}
