# SPDX-License-Identifier: GPL-2.0-or-later
# The chip goes while programs have it open: gpio-cdev-uaf, and gpio-watch.
# $DRIVER is that of DEVICE, or empty: then the chip is gpio-sim's.

if [ "${DEVICE:-}" ]
then
	DRIVER=$(readlink -f "/sys/bus/platform/devices/$DEVICE/driver")
	export DEVICE UNBIND=$DRIVER/unbind CHIP_NAME=/tmp/chip-name
fi

comes() {
	CHIP=$(ls "/sys/bus/platform/devices/$DEVICE" | grep '^gpiochip')
	[ "$CHIP" ]
}

go() {
	if [ "${DEVICE:-}" ]
	then
		echo "$DEVICE" >"$DRIVER/unbind"
	else
		echo 0 >"$CONFIG/dev/live"
	fi
}

come_back() {
	if [ -z "${DEVICE:-}" ]
	then
		echo 1 >"$CONFIG/dev/live"
		CHIP=$(cat "$CONFIG/dev/bank/chip_name")
		return
	fi
	[ -d "/sys/bus/platform/devices/$DEVICE/driver" ] || \
		echo "$DEVICE" >"$DRIVER/bind"
	wait_for comes
}

# used_after WHAT HOW
used_after() {
	if [ -z "${DEVICE:-}" ]
	then
		timeout 10 gpio-cdev-uaf "$@"
		return
	fi
	come_back
	comes
	echo "$CHIP" >$CHIP_NAME
	timeout 10 gpio-cdev-uaf-bound "$@" || return
	! [ -d "/sys/bus/platform/devices/$DEVICE/driver" ] || fail "it is there"
}

case_chip_poll() {
	used_after chip poll
}

case_chip_read() {
	used_after chip read
}

case_chip_ioctl() {
	used_after chip ioctl
}

case_handle_ioctl() {
	used_after handle ioctl
}

case_event_read() {
	used_after event read
}

case_event_poll() {
	used_after event poll
}

case_event_ioctl() {
	used_after event ioctl
}

case_req_read() {
	used_after req read
}

case_req_poll() {
	used_after req poll
}

case_req_ioctl() {
	used_after req ioctl
}

case_watch_ends() {
	come_back
	gpio-watch "/dev/$CHIP" 3 >"$OUT" 2>&1 &
	wait_for sleeps $!
	go
	wait_for ended $!
	same "error reading line change event: Input/output error" \
		"$(tail -1 "$OUT")"
}

case_hammer_ends() {
	come_back
	gpio-hammer -n "$CHIP" -o 3 >/dev/null 2>"$OUT" &
	wait_for eval "lsgpio -n $CHIP | grep -q gpio-hammer"
	go
	wait_for ended $!
	same "(-19), No such device" "$(sed 's/.*IOCTL //' "$OUT")"
}

case_all_is_well_after_that() {
	come_back
	pad_set 3 1
	same 1 "$(gpioget --numeric -c "$CHIP" 3)"
	pad_set 3 0
	same 0 "$(gpioget --numeric -c "$CHIP" 3)"
}
