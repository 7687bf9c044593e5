# SPDX-License-Identifier: GPL-2.0-or-later
# Makes a chip of gpio-sim with the names that the device tree gives to ours.

CONFIG=/sys/kernel/config/gpio-sim
LABEL=the-reference LINES=8

make_chip() {
	local NAME
	mkdir "$CONFIG/dev" "$CONFIG/dev/bank" || return
	echo $LINES >"$CONFIG/dev/bank/num_lines"
	echo $LABEL >"$CONFIG/dev/bank/label"
	for NAME in 1:foo 4:bar
	do
		mkdir "$CONFIG/dev/bank/line${NAME%:*}"
		echo "${NAME#*:}" >"$CONFIG/dev/bank/line${NAME%:*}/name"
	done
	echo 1 >"$CONFIG/dev/live"
}

if ! [ -d "$CONFIG/dev" ]
then
	[ -d /sys/kernel/config/gpio-sim ] || modprobe gpio-sim
	[ -d /sys/kernel/config/gpio-sim ] || \
		mount -t configfs none /sys/kernel/config
	make_chip
fi
CHIP=$(cat "$CONFIG/dev/bank/chip_name")
SIM=/sys/devices/platform/$(cat "$CONFIG/dev/dev_name")/$CHIP
