// SPDX-License-Identifier: MIT
/* Functions that force takes from other pads. */
#include <stddef.h>

#include "bridge.h"
#include "claim.h"
#include "error.h"
#include "k210gpio/board.h"

int k210_claim_rival(int func, int pad, unsigned int flags)
{
	struct k210_fpioa_function f = { .function = func };

	if (func < 0 || !(flags & K210_FPIOA_FORCE) ||
	    k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f) || f.shareable ||
	    f.pad == K210_FPIOA_NO_PAD || (int)f.pad == pad)
		return -1;
	return f.pad;
}

void k210_claim_warn(int pad, const char *name, int func, int rival)
{
	struct k210_fpioa_function f = { .function = func };
	const char *what = pad < 0 ? NULL : k210_board_reserved(pad);
	char first[96] = "";

	if (what)
		k210_format(first, sizeof(first),
			    "%s%sIO%d%s is this board's %s", name ? name : "",
			    name ? " (" : "", pad, name ? ")" : "", what);
	if (rival < 0 || k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f)) {
		k210_warn("%s", first);
		return;
	}
	what = k210_board_reserved(rival);
	k210_warn("%s%s%s was taken from IO%d%s%s", first, *first ? "; " : "",
		  f.name, rival, what ? ", this board's " : "",
		  what ? what : "");
}
