# SPDX-License-Identifier: GPL-2.0-or-later
# selftests/gpio of the kernel: gpio-mockup.sh by gpio-mockup-sysfs.sh, and what
# its program can do beyond that.

mockup() {
	pad_set 0 0
	pad_set $((LINES - 1)) 0
	API=$1 bash /in/mockup/gpio-mockup.sh -f -t sysfs >"$OUT" 2>&1 || \
		fail $(grep -v "^[0-9]*\." "$OUT")
	grep -q "^tested $CHIP 0 $((LINES - 1))$" "$OUT" || \
		fail "not tested:" $(cat "$OUT")
}

case_mockup_by_version_2() {
	mockup cdev
}

case_mockup_by_version_1() {
	mockup cdev_v1
}

case_mockup_by_sysfs() {
	mockup sysfs
}

# value WANTED ARG ...: of line 3, which is the program's status
value() {
	local WANTED=$1
	shift
	gpio-mockup-cdev "$@" "/dev/$CHIP" 3
	same "$WANTED" $?
}

case_values_of_each_version() {
	local VERSION
	for VERSION in 1 2
	do
		pad_set 3 1
		value 1 -u $VERSION
		value 0 -u $VERSION -l
		pad_set 3 0
		value 0 -u $VERSION
		value 1 -u $VERSION -l
	done
}

# biased BIAS LEVEL VERSION: nothing else is at the pad
biased() {
	pad_set 3 $((!$2))
	pad_let_go 3
	value "$2" -b "pull-$1" -u "$3"
	same "$1" "$(pad_bias 3)"
}

case_bias_by_version_2() {
	biased up 1 2
	biased down 0 2
}

case_bias_by_version_1() {
	biased up 1 1
	biased down 0 1
}

case_no_bias_by_version_2() {
	biased up 1 2
	gpio-mockup-cdev -b disabled "/dev/$CHIP" 3
	same none "$(pad_bias 3)"
	pad_set 3 1
	value 1 -b disabled
	pad_set 3 0
	value 0 -b disabled
}

case_no_bias_by_version_1() {
	biased up 1 1
	gpio-mockup-cdev -u1 -b disabled "/dev/$CHIP" 3
	same none "$(pad_bias 3)"
	pad_set 3 1
	value 1 -u1 -b disabled
	pad_set 3 0
	value 0 -u1 -b disabled
}

# driven WANTED ARG ...: while the program has the line
driven() {
	local WANTED=$1
	shift
	gpio-mockup-cdev "$@" "/dev/$CHIP" 3 &
	wait_for eval "[ \$(pad_level 3) = $WANTED ]"
	kill $!
	wait
}

case_outputs_of_each_version() {
	local VERSION
	for VERSION in 1 2
	do
		pad_set 3 0
		driven 1 -u $VERSION -s 1
		pad_let_go 3
		driven 0 -u $VERSION -s 0
		driven 1 -u $VERSION -l -s 0
		driven 0 -u $VERSION -l -s 1
	done
}

case_chip_info() {
	same "$CHIP" "$(gpio-chip-info "/dev/$CHIP" name)"
	same "$LABEL" "$(gpio-chip-info "/dev/$CHIP" label)"
	same "$LINES" "$(gpio-chip-info "/dev/$CHIP" num-lines)"
}

case_line_names() {
	local LINE WANTED
	for ((LINE = 0; LINE < LINES; LINE++))
	do
		WANTED=
		[ $LINE != 1 ] || WANTED=foo
		[ $LINE != 4 ] || WANTED=bar
		same "$WANTED" "$(gpio-line-name "/dev/$CHIP" $LINE 2>&1)"
	done
}

case_line_name_of_no_line() {
	same "line info ioctl failed: Invalid argument" \
		"$(gpio-line-name "/dev/$CHIP" "$LINES" 2>&1)"
}
