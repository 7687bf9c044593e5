# SPDX-License-Identifier: GPL-2.0-or-later
# For sh scripts: makes sure of Python, and runs a module of this folder.
# All other packages are the Python programs' own business.

run_python() {
	if [ ! -x /usr/bin/python3 ]; then
		install_python || exit 125
	fi
	module=$1
	shift
	PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 \
		exec /usr/bin/python3 -m "host.$module" "$@"
}

install_python() {
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
