# SPDX-License-Identifier: GPL-2.0-or-later
# For the sh scripts in front of Python programs: makes sure of Python itself.
# All other packages are the programs' own business.

# A stream that our caller has closed must not become some other file.
{ true 3<&0; } 2>/dev/null || exec </dev/null
{ true 3>&1; } 2>/dev/null || exec >/dev/null
{ true 3>&2; } 2>/dev/null || exec 2>/dev/null

need_python() {
	[ -x /usr/bin/python3 ] && return
	sudo=
	if [ "$(id -u)" != 0 ]; then
		sudo="sudo -n"
	fi
	echo "installing python3" >&2
	log=$( { $sudo apt-get update && $sudo env \
		DEBIAN_FRONTEND=noninteractive apt-get install -y \
		--no-install-recommends python3; } 2>&1 </dev/null) || {
		echo "python3 is needed and can't be installed:" \
			"$(echo "$log" | tail -n 1)" >&2
		return 1
	}
}
