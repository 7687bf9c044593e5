# SPDX-License-Identifier: GPL-2.0-or-later
# Runs the examples one after the other, with the jig as hands and eyes. Prints
# for each what it said and what the pads were, in parts that start with `== `.

exec 3<>/dev/k210-jig
until [ -e /dev/gpiochip1 ]
do
	:
done
mknod /tmp/stdin p

# A request's answer; edges go to a file.
jig()
{
	echo "$1" >&3
	while read -r answer <&3
	do
		case $answer in
		edge\ *) echo "$answer" >>/tmp/edges ;;
		*) return ;;
		esac
	done
}

say()
{
	jig "$1"
	echo "$answer"
}

# Does something until the test that follows holds.
until_so()
{
	what=$1
	shift
	n=0
	until "$@"
	do
		n=$((n + 1))
		[ $n != 400 ] || { echo "never: $*"; exit 3; }
		$what
		sleep 0.02
	done
}

# PAD PATTERN
pad_is()
{
	jig "pad $1"
	case $answer in
	*$2*) ;;
	*) return 1 ;;
	esac
}

# PAD LEVEL
level_is()
{
	jig "level $1"
	[ "$answer" = "level $1 $2" ]
}

# FILE HOW MANY LINES
has_lines()
{
	count=0
	while read -r _
	do
		count=$((count + 1))
	done <"$1"
	[ "$count" -ge "$2" ]
}

# HOW MANY
edges_are()
{
	jig mark
	has_lines /tmp/edges "$1"
}

# HOW MANY LINES
said()
{
	has_lines /tmp/said "$1"
}

gone()
{
	! kill -0 "$pid" 2>/dev/null
}

# What people's fingers do with pads 10, 16, 21 and 22.
press()
{
	for pad in 10 16 21 22
	do
		jig "drive $pad 0"
	done
	for pad in 10 16 21 22
	do
		jig "drive $pad 1"
	done
}

# EXAMPLE [PAD THAT IS WATCHED]
start()
{
	echo "== $1"
	: >/tmp/edges
	: >/tmp/said
	for pad in 9 10 13 16 21
	do
		say "pad $pad"
	done
	echo "-- begin"
	[ -z "$2" ] || jig "watch $2"
	"/in/$1" </tmp/stdin >/tmp/said 2>&1 3>&- 4>&- &
	pid=$!
}

finish()
{
	wait $pid
	echo "-- status $?"
	cat /tmp/said
	jig mark
	echo "-- edges"
	cat /tmp/edges
	echo "-- end"
	for pad in 9 10 13 16 21
	do
		jig "unwatch $pad"
		jig "drive $pad z"
	done
	for pad in 9 10 13 16 21
	do
		say "pad $pad"
	done
}

exec 4<>/tmp/stdin

start maixpy-led
until_so : pad_is 13 "fn=GPIO0 oe=1"
say "level 13"
finish

start maixpy-button
until_so : pad_is 13 "oe=1 out=1"
until_so : pad_is 16 "pu=1"
jig "drive 16 0"
until_so : level_is 13 0
jig "drive 16 z"
finish

start maixpy-irq
until_so press said 1
finish

start wipy-pin 9
finish

start wipy-interrupt
until_so : said 1
until_so press said 2
finish

start wipy-board
finish

start pycom-pin
until_so : pad_is 9 "fn=CONSTANT"
until_so : said 2
say "level 9"
exec 4>&-
finish
exec 4<>/tmp/stdin

start pycom-callback
until_so press said 1
exec 4>&-
finish
exec 4<>/tmp/stdin

for blinker in esp32-blinky:21:6 blink:13:3
do
	example=${blinker%%:*}
	count=${blinker##*:}
	pad=${blinker#*:}
	pad=${pad%:*}
	start "$example" "$pad"
	until_so : edges_are "$count"
	kill $pid
	finish
done

jig "drive 21 1"
jig "drive 22 0"
start linuxpy-lines
finish

start linuxpy-events
until_so press gone
finish
