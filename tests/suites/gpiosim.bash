# SPDX-License-Identifier: GPL-2.0-or-later
# What gpio-tools-test.bash asks of gpio-sim, answered by the K210's chips and
# the jig at their pads. The chips are there already, with the names that the
# device tree gave them: CHIPS has one for each that may be asked for, "NUMBER OF
# LINES:NAME IN /dev:PAD OF LINE 0", in the order in which they are.

exec {JIG}<>/dev/k210-jig

declare -A GPIOSIM_CHIP_NAME GPIOSIM_PAD
GPIOSIM_CHANGED=()

jig() {
	local LINE
	echo "$1" >&"$JIG"
	read -r LINE <&"$JIG"
	echo "$LINE"
}

gpiosim_chip() {
	local CHIP LINES NAME PAD
	for CHIP in $CHIPS
	do
		IFS=: read -r LINES NAME PAD <<<"$CHIP"
		[ "num_lines=$LINES" = "$2" ] || continue
		[[ " ${GPIOSIM_CHIP_NAME[*]} " != *" $NAME "* ]] || continue
		GPIOSIM_CHIP_NAME[$1]=$NAME
		GPIOSIM_CHIP_PATH[$1]=/dev/$NAME
		GPIOSIM_PAD[$1]=$PAD
		return
	done
	fail "no chip here has $2"
}

# 0, 1 or z at the pad of line $2.
gpiosim_probe() {
	local LEVEL
	read -r _ _ LEVEL < <(jig "level $((GPIOSIM_PAD[$1] + $2))")
	echo "$LEVEL"
}

# That somebody has line $2 as an output that is never let go.
gpiosim_is_driven() {
	local INFO=$(gpioinfo -c "${GPIOSIM_CHIP_NAME[$1]}" "$2")
	[[ $INFO == *[[:space:]]output*" consumer="* && $INFO != *" drive="* ]]
}

# What floats is low there, but an output has no business to float.
gpiosim_level() {
	local LEVEL=$(gpiosim_probe "$@")
	[ "$LEVEL" != z ] || gpiosim_is_driven "$@" || LEVEL=0
	echo "$LEVEL"
}

# A weak resistor, or none, as what floats is low there. The chip's own bias may
# be against it; what comes later wins there, so here something drives then.
gpiosim_set_pull() {
	local PAD=$((GPIOSIM_PAD[$1] + $2)) PULL=none WANTED=0 LEVEL
	GPIOSIM_CHANGED+=("$PAD")
	[ "$3" = pull-down ] || { PULL=up; WANTED=1; }
	jig "drive $PAD z" >/dev/null
	jig "pull $PAD $PULL" >/dev/null
	LEVEL=$(gpiosim_probe "$1" "$2")
	[ "${LEVEL/z/0}" = $WANTED ] || \
		[[ $(jig "pad $PAD") == *" oe=1 "* ]] || \
		jig "drive $PAD $WANTED" >/dev/null
}

gpiosim_check_value() {
	[ "$(gpiosim_level "$1" "$2")" = "$3" ]
}

gpiosim_wait_value() {
	local LEFT=100
	until gpiosim_check_value "$@"
	do
		((LEFT -= 1)) || return
		sleep 0.05
	done
}

# Lines are inputs without a bias again, as new ones are.
gpiosim_reset() {
	local CHIP PAD
	for PAD in "${GPIOSIM_CHANGED[@]}"
	do
		jig "drive $PAD z" >/dev/null
		jig "pull $PAD none" >/dev/null
	done
	for CHIP in "${GPIOSIM_CHIP_NAME[@]}"
	do
		gpioget --numeric --bias=disabled -c "$CHIP" \
			$(seq 0 $(($(gpioinfo -c "$CHIP" | wc -l) - 2))) \
			>/dev/null
	done
	GPIOSIM_CHANGED=()
}

gpiosim_cleanup() {
	gpiosim_chip_symlink_cleanup
	gpiosim_reset
	GPIOSIM_CHIP_NAME=()
	GPIOSIM_CHIP_PATH=()
	GPIOSIM_PAD=()
}
