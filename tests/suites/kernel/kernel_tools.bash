# SPDX-License-Identifier: GPL-2.0-or-later
# tools/gpio of the kernel. Lines 1 and 4 are called foo and bar.

line_of() {
	lsgpio -n "$CHIP" | sed -n "s/^\tline *$1: //p"
}

has_consumer() {
	line_of "$1" | grep -q "\"$2\""
}

# told_as WANTED PROGRAM ARG ...: what lsgpio tells of line 3 while it runs
told_as() {
	local WANTED=$1
	shift
	"$@" >/dev/null 2>"$OUT" &
	wait_for has_consumer 3 me
	same "unnamed \"me\" [used, $WANTED]" "$(line_of 3)"
}

set_as() {
	local WANTED=$1
	shift
	told_as "$WANTED" gpioset -C me -c "$CHIP" "$@" 3=1
}

monitored_as() {
	local WANTED=$1
	shift
	told_as "$WANTED" gpiomon -C me -c "$CHIP" "$@" 3
}

# The first case: nobody has asked for a line yet.
case_lsgpio_lists_a_chip() {
	local LINE
	same "$(
		echo "GPIO chip: $CHIP, \"$LABEL\", $LINES GPIO lines"
		for ((LINE = 0; LINE < LINES; LINE++))
		do
			NAME=unnamed
			[ $LINE != 1 ] || NAME='"foo"'
			[ $LINE != 4 ] || NAME='"bar"'
			printf "\tline %2d: %s unused [input]\n" $LINE $NAME
		done)" "$(lsgpio -n "$CHIP")"
}

case_lsgpio_lists_all_chips() {
	lsgpio >"$OUT" || fail "it ends with $?"
	grep -q "^GPIO chip: $CHIP, \"$LABEL\", $LINES GPIO lines$" "$OUT" ||
		fail "$CHIP isn't listed"
	same "$(ls /dev | grep -c '^gpiochip')" "$(grep -c ^GPIO "$OUT")"
}

case_lsgpio_knows_no_other_chip() {
	! lsgpio -n gpiochip999 >"$OUT" 2>&1 || fail "it ends with 0"
	same "Failed to open /dev/gpiochip999" "$(cat "$OUT")"
}

case_lsgpio_tells_of_an_output() {
	set_as output
}

case_lsgpio_tells_of_an_output_that_is_active_low() {
	set_as "output, active-low" -l
}

case_lsgpio_tells_of_an_open_drain() {
	set_as "output, open-drain" -d open-drain
}

case_lsgpio_tells_of_an_open_source() {
	set_as "output, open-source" -d open-source
}

case_lsgpio_tells_of_a_pull_up() {
	set_as "output, pull-up" -b pull-up
}

case_lsgpio_tells_of_a_pull_down() {
	set_as "output, pull-down" -b pull-down
}

case_lsgpio_tells_of_no_bias() {
	set_as "output, bias-disabled" -b disabled
}

case_lsgpio_tells_of_both_edges() {
	monitored_as "input, both-edges"
}

case_lsgpio_tells_of_rising_edges() {
	monitored_as "input, rising-edge" -e rising
}

case_lsgpio_tells_of_falling_edges_of_an_active_low_line() {
	monitored_as "input, active-low, falling-edge" -l -e falling
}

case_lsgpio_tells_of_the_clock() {
	monitored_as "input, clock-realtime, both-edges" -E realtime
}

case_lsgpio_tells_of_a_debounce() {
	monitored_as "input, both-edges, debounce_period=5000usec" -p 5ms
}

# hammered LOOPS LINE ...: what the pads saw and gpio-hammer told, in TOLD
hammered() {
	local LOOPS=$1 LINE OFFSETS=()
	shift
	for LINE in "$@"
	do
		OFFSETS+=(-o "$LINE")
		pad_set "$LINE" 0
	done
	pads_watch "$@"
	gpio-hammer -n "$CHIP" "${OFFSETS[@]}" -c "$LOOPS" >"$OUT" || \
		fail "it ends with $?"
	TOLD=$(
		for LINE in "$@"
		do
			echo "$LINE: $(pad_edges "$LINE")"
		done
		tr '\r' '\n' <"$OUT" | sed '/^$/d')
}

case_hammer_toggles_a_line() {
	hammered 4 3
	same "3: 1 0 1 0
Hammer lines [3] on $CHIP, initial states: [0]
[-] [3: 1]
[\\] [3: 0]
[|] [3: 1]
[/] [3: 0]" "$TOLD"
}

case_hammer_toggles_lines_together() {
	hammered 2 0 5 7
	same "0: 1 0
5: 1 0
7: 1 0
Hammer lines [0, 5, 7] on $CHIP, initial states: [0, 0, 0]
[-] [0: 1, 5: 1, 7: 1]
[\\] [0: 0, 5: 0, 7: 0]" "$TOLD"
}

case_hammer_starts_low() {
	pad_set 3 1
	gpio-hammer -n "$CHIP" -o 3 -c 1 >"$OUT"
	grep -q "initial states: \[0\]$" "$OUT" || fail "$(cat "$OUT")"
}

case_hammer_has_its_line_as_long_as_it_runs() {
	gpio-hammer -n "$CHIP" -o 3 >"$OUT" &
	wait_for has_consumer 3 gpio-hammer
	same 'unnamed "gpio-hammer" [used, output]' "$(line_of 3)"
	gpio-hammer -n "$CHIP" -o 3 -c 1 >/dev/null 2>"$OUT.2"
	same "Failed to issue GPIO_GET_LINE_IOCTL (-16), Device or resource busy" \
		"$(cat "$OUT.2")"
	kill %1
	wait
	same "unnamed unused [output]" "$(line_of 3)"
}

case_hammer_wants_a_line_of_the_chip() {
	gpio-hammer -n "$CHIP" -o "$LINES" -c 1 >/dev/null 2>"$OUT"
	same "Failed to issue GPIO_GET_LINE_IOCTL (-22), Invalid argument" \
		"$(cat "$OUT")"
}

# Until it has read its lines, and waits for events of them.
monitor() {
	gpio-event-mon -n "$CHIP" "$@" >"$OUT" 2>&1 &
	MONITOR=$!
	wait_for grep -q "^Initial line value" "$OUT"
}

# LINE EDGE, COUNT OF THE LINE, COUNT: of each event, once it has ended
events() {
	wait_for ended $MONITOR
	sed -n 's/^GPIO EVENT at [0-9]* on line //p' "$OUT" | \
		sed 's/ (\(.*\)|\(.*\)) \(.*\) edge$/ \3 \1 \2/'
}

pads_set() {
	local CHANGE
	for CHANGE in "$@"
	do
		pad_set "${CHANGE%=*}" "${CHANGE#*=}"
	done
}

case_event_mon_tells_each_edge() {
	monitor -o 3 -r -f -c 6
	pads_set 3=1 3=0 3=1 3=0 3=1 3=0
	same "3 rising 1 1
3 falling 2 2
3 rising 3 3
3 falling 4 4
3 rising 5 5
3 falling 6 6" "$(events)"
}

case_event_mon_tells_a_hundred_edges() {
	local EDGE
	monitor -o 3 -r -f -c 100
	for EDGE in {1..50}
	do
		pads_set 3=1 3=0
	done
	same "$(for EDGE in {1..100..2}
	do
		echo "3 rising $EDGE $EDGE"
		echo "3 falling $((EDGE + 1)) $((EDGE + 1))"
	done)" "$(events)"
}

case_event_mon_tells_rising_edges_alone() {
	monitor -o 3 -r -c 3
	pads_set 3=1 3=0 3=1 3=0 3=1
	same "3 rising 1 1
3 rising 2 2
3 rising 3 3" "$(events)"
}

case_event_mon_tells_falling_edges_alone() {
	monitor -o 3 -f -c 2
	pads_set 3=1 3=0 3=1 3=0
	same "3 falling 1 1
3 falling 2 2" "$(events)"
}

case_event_mon_listens_to_both_by_itself() {
	monitor -o 3 -c 2
	pads_set 3=1 3=0
	same "No flags specified, listening on both rising and falling edges" \
		"$(head -1 "$OUT")"
	same "3 rising 1 1
3 falling 2 2" "$(events)"
}

case_event_mon_tells_the_line() {
	monitor -o 0 -o 5 -o 7 -r -f -c 5
	pads_set 5=1 0=1 3=1 7=1 5=0 0=0
	same "5 rising 1 1
0 rising 1 2
7 rising 1 3
5 falling 2 4
0 falling 2 5" "$(events)"
}

case_event_mon_tells_the_level_at_first() {
	pad_set 3 1
	monitor -o 3 -f
	same "Monitoring line 3 on $CHIP
Initial line value: 1" "$(cat "$OUT")"
}

case_event_mon_tells_the_levels_at_first() {
	pads_set 3=1 7=1
	monitor -o 2 -o 3 -o 7 -f
	same "Monitoring lines 2, 3 and 7 on $CHIP
Initial line values: 0, 1 and 1" "$(cat "$OUT")"
}

case_event_mon_passes_over_what_bounces() {
	monitor -o 3 -r -f -b 100000 -c 2
	pads_set 3=1 3=0 3=1
	wait_for grep -q rising "$OUT"
	pads_set 3=0 3=1 3=0
	same "3 rising 1 1
3 falling 2 2" "$(events)"
}

case_event_mon_tells_the_time_of_day() {
	date -s 2030-01-01 >/dev/null
	monitor -o 3 -r -w -c 1
	pad_set 3 1
	wait_for ended $MONITOR
	# 2030 begins 1893456000 s after 1970 does.
	grep -q "EVENT at 18934[0-9]\{14\} on" "$OUT" || fail "$(cat "$OUT")"
}

# not_monitored ERRNO ARG ...
not_monitored() {
	local ERRNO=$1
	shift
	! gpio-event-mon -n "$CHIP" -o 3 -r -f -c 1 "$@" >"$OUT" 2>&1 || \
		fail "it ends with 0"
	same "Failed to issue GPIO_GET_LINE_IOCTL ($ERRNO)" \
		"$(sed 's/,.*//' "$OUT")"
}

case_event_mon_gets_no_open_drain_input() {
	not_monitored -22 -d
}

case_event_mon_gets_no_open_source_input() {
	not_monitored -22 -s
}

case_event_mon_gets_no_hardware_clock() {
	not_monitored -95 -t
}

watch_lines() {
	gpio-watch "/dev/$CHIP" "$@" >"$OUT" 2>&1 &
	wait_for sleeps $!
}

# N of them, without their times.
changes() {
	wait_for eval "[ \$(wc -l <$OUT) -ge $1 ]"
	sed 's/ at [0-9]*$//' "$OUT"
}

case_watch_tells_of_a_request_and_its_end() {
	watch_lines 3
	gpioget -c "$CHIP" 3 >/dev/null
	same "line 3: requested
line 3: released" "$(changes 2)"
}

case_watch_tells_of_a_change() {
	watch_lines 3
	reconfigure "/dev/$CHIP" 3 || fail "not reconfigured"
	same "line 3: requested
line 3: config changed
line 3: released" "$(changes 3)"
}

case_watch_tells_of_its_lines_alone() {
	watch_lines 0 5
	gpioget -c "$CHIP" 5 >/dev/null
	gpioget -c "$CHIP" 3 >/dev/null
	gpioget -c "$CHIP" 0 >/dev/null
	same "line 5: requested
line 5: released
line 0: requested
line 0: released" "$(changes 4)"
}

case_watch_wants_a_line_of_the_chip() {
	! gpio-watch "/dev/$CHIP" "$LINES" >"$OUT" 2>&1 || fail "it ends with 0"
	same "unable to set up line watch: Invalid argument" "$(cat "$OUT")"
}
