# SPDX-License-Identifier: GPL-2.0-or-later
# gpio-aggregator in front of the chip: its line 0 is our 5, 1 is foo (our 1),
# 2 and 3 are ours.

DRIVER=/sys/bus/platform/drivers/gpio-aggregator
[ -d $DRIVER ] || modprobe gpio-aggregator

aggregate() {
	local DEVICE
	echo "${*:-$LABEL 5 foo $LABEL 2-3}" >$DRIVER/new_device || \
		fail "no new device"
	DEVICE=$(ls -d /sys/bus/platform/devices/gpio-aggregator.*)
	FRONT=$(ls "$DEVICE" | grep '^gpiochip')
	[ "$FRONT" ] || fail "it has no chip"
	trap separate EXIT
}

separate() {
	kill $(jobs -p) 2>/dev/null
	wait
	basename /sys/bus/platform/devices/gpio-aggregator.* >$DRIVER/delete_device
	pads_reset
}

at_pad() {
	wait_for eval "[ \$(pad_level $1) = $2 ]"
}

case_lines_are_taken_and_given_back() {
	aggregate
	same 4 "$(gpio-chip-info "/dev/$FRONT" num-lines)"
	lsgpio -n "$CHIP" >"$OUT"
	same "1 2 3 5" "$(echo $(sed -n \
		's/^\tline *\([0-9]*\): .* "gpio-aggregator.*" \[used, .*/\1/p' \
		"$OUT"))"
	gpioget -c "$CHIP" 5 >"$OUT" 2>&1 && fail "line 5 is free"
	grep -q "Device or resource busy" "$OUT" || fail "$(cat "$OUT")"
	separate
	trap - EXIT
	gpioget -c "$CHIP" 5 >/dev/null || fail "line 5 isn't free"
}

case_set_reaches_the_pad() {
	local LINE
	aggregate
	for LINE in 5 1 2 3
	do
		pad_set $LINE 0
	done
	pads_watch 5 1 2 3
	gpioset -c "$FRONT" -t 300ms,300ms,300ms,0 0=1 1=0 2=1 3=0 || fail "$?"
	same "1 0 1 0" "$(pad_edges 5)"
	same "1 0 1" "$(pad_edges 1)"
	same "1 0 1 0" "$(pad_edges 2)"
	same "1 0 1" "$(pad_edges 3)"
}

case_get_reads_the_pad() {
	aggregate
	gpioget -c "$FRONT" 0 1 2 3 >/dev/null
	pad_set 5 1
	same "1 0 0 0" "$(gpioget --numeric -c "$FRONT" 0 1 2 3)"
	pad_set 5 0
	pad_set 1 1
	pad_set 3 1
	same "0 1 0 1" "$(gpioget --numeric -c "$FRONT" 0 1 2 3)"
}

case_active_low() {
	aggregate
	pad_set 5 1
	same 0 "$(gpioget --numeric -l -c "$FRONT" 0)"
	gpioset -l -c "$FRONT" 1=0 &
	at_pad 1 1
}

case_direction_changes() {
	aggregate
	gpioset -c "$FRONT" 0=1 &
	at_pad 5 1
	lsgpio -n "$CHIP" | grep -q 'line  5: .*\[used, output\]' || \
		fail "$(lsgpio -n "$CHIP" | grep 'line  5')"
	kill $!
	wait
	gpioget -c "$FRONT" 0 >/dev/null
	lsgpio -n "$CHIP" | grep -q 'line  5: .*\[used, input\]' || \
		fail "$(lsgpio -n "$CHIP" | grep 'line  5')"
	pad_set 5 1
	at_pad 5 1
	pad_set 5 0
	at_pad 5 0
}

case_bias_reaches_the_pad() {
	aggregate
	pad_set 5 0
	pad_let_go 5
	same 1 "$(gpioget --numeric -b pull-up -c "$FRONT" 0)"
	same up "$(pad_bias 5)"
	same 0 "$(gpioget --numeric -b pull-down -c "$FRONT" 0)"
	same down "$(pad_bias 5)"
}

# open_drain LEVEL: until it is there
open_drain() {
	gpioset -C open-drain -c "$FRONT" -d open-drain "0=$1" &
	wait_for eval "lsgpio -n $FRONT | grep -q '\"open-drain\"'"
}

case_open_drain_lets_go() {
	aggregate
	open_drain 1
	pad_set 5 1
	at_pad 5 1
	pad_set 5 0
	at_pad 5 0
}

case_open_drain_drives_low() {
	aggregate
	pad_set 5 1
	pad_stop_driving 5
	open_drain 0
	at_pad 5 0
}

case_edges_are_told() {
	aggregate
	gpiomon -c "$FRONT" -n 4 --format "%o %E" 0 2 >"$OUT" 2>&1 &
	wait_for eval "lsgpio -n $FRONT | grep -c gpiomon | grep -qx 2"
	pad_set 5 1
	pad_set 2 1
	pad_set 5 0
	pad_set 2 0
	wait_for ended $!
	same "0 rising
2 rising
0 falling
2 falling" "$(cat "$OUT")"
}

case_hammer_reaches_the_pad() {
	aggregate
	pad_set 5 0
	pads_watch 5
	gpio-hammer -n "$FRONT" -o 0 -c 3 >/dev/null || fail "it ends with $?"
	same "1 0 1" "$(pad_edges 5)"
}

case_no_such_line() {
	local DEVICE
	echo "$LABEL $LINES" >$DRIVER/new_device || fail "no new device"
	trap separate EXIT
	DEVICE=$(echo /sys/bus/platform/devices/gpio-aggregator.*)
	[ -d "$DEVICE" ] || fail "there is no device"
	! [ -e "$DEVICE/driver" ] || fail "it is bound"
	same "" "$(ls "$DEVICE" | grep '^gpiochip')"
}
