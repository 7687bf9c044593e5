#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sparse 0.6.4 refuses the names of newer RISC-V extensions: spares it those.
for word; do
	shift
	case $word in
	-march=*) word=-march=rv64imac ;;
	esac
	set -- "$@" "$word"
done
exec sparse "$@"
