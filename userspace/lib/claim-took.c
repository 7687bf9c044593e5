// SPDX-License-Identifier: MIT
/* Functions that force takes from other pads. */
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

void k210_claim_took(int func, int rival)
{
	struct k210_fpioa_function f = { .function = func };
	const char *what;
	char before[128];

	if (rival < 0 || k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &f))
		return;
	what = k210_board_reserved(rival);
	k210_format(before, sizeof(before), "%s", k210_errmsg());
	k210_warn("%s%s%s was taken from IO%d%s%s", before, *before ? "; " : "",
		  f.name, rival, what ? ", this board's " : "",
		  what ? what : "");
}
