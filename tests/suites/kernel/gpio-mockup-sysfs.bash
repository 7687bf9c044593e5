# SPDX-License-Identifier: GPL-2.0-or-later
# gpio-mockup.sh reads this where its helpers are to be others: the mockup's
# debugfs is answered by pads.bash for the one chip that there is, CHIP. API is
# the interface that it is to use.

source /in/chip.bash
source /in/pads.bash

case $API in
sysfs)
	source "$BASE/their-sysfs.sh"
	;;
cdev_v1)
	uapi_opt="-u1 "
	;;
esac
[ "$API" = sysfs ] || dev_type=cdev

# What tells it which lines there are.
DEBUGFS=/tmp
GPIO_DEBUGFS=/tmp/$module
mkdir -p "$GPIO_DEBUGFS/$CHIP"
for ((LINE = 0; LINE < LINES; LINE++))
do
	: >"$GPIO_DEBUGFS/$CHIP/$LINE"
done

modprobe() { :; }

# A platform device is on a bus in our tree, one level further down.
find() {
	if [ "$1" = "${PLATFORM_SYSFS:-}" ]
	then
		command find /sys/devices/platform -type d -name "$CHIP"
	else
		command find "$@"
	fi
}

show_first() {
	[ ! -e /dev/hidden ] || mv /dev/hidden /dev/gpiochip0
}

# It doesn't begin where another chip is the first one, and ends by cleanup.
trap 'show_first; cleanup' EXIT
if [ -e /dev/gpiochip0 ]
then
	mv /dev/gpiochip0 /dev/hidden
fi

# The rest of its list is about the module's parameter.
eval "their_$(declare -f insmod_test)"
insmod_test() {
	show_first
	[ "$*" = "-1,32 32" ] || return 0
	their_insmod_test "-1,$LINES" "$LINES"
	echo "tested $CHIP$TESTED"
}

TESTED=
eval "their_$(declare -f test_line)"
test_line() {
	their_test_line "$@"
	TESTED+=" $2"
}

# A line of the mockup has one pull, which a bias takes the place of, and nobody
# else drives it.
eval "their_$(declare -f set_line)"
set_line() {
	case " $* " in
	*" pull-"*)
		pad_let_go "$offset"
		;;
	*" 0 "* | *" 1 "*)
		pad_stop_driving "$offset"
		;;
	esac
	their_set_line "$@"
}

set_mock() {
	pad_set "$offset" "$1"
	assert_mock "$1"
}

assert_mock() {
	local LEFT=100
	until [ "$(pad_level "$offset")" = "$1" ]
	do
		((LEFT -= 1)) || fail "the pad of line $offset is not $1"
		sleep 0.05
	done
}
