// SPDX-License-Identifier: MIT
#include <errno.h>
#include <string.h>
#include <time.h>

#include "k210gpio/types.h"
#include "pads.h"
#include "parse.h"
#include "request.h"

bool request_option(struct request *request, int option)
{
	switch (option) {
	case 'b':
		request->config.pull =
			K210_PULL_NONE +
			parse_word(optarg, pads_biases, "--bias");
		return true;
	case 'C':
		/* Scripts may rely on it that longer ones are cut off. */
		if (strlen(optarg) >= K210_NAME_SIZE)
			optarg[K210_NAME_SIZE - 1] = '\0';
		request->config.consumer = optarg;
		return true;
	case 'f':
		request->config.force = true;
		return true;
	case 'l':
		request->config.active_low = true;
		return true;
	case SHOW_UNQUOTED:
		show_unquoted = true;
		return true;
	}
	return select_option(&request->select, option);
}

void request_sleep(uint64_t us)
{
	struct timespec rest = { us / 1000000, us % 1000000 * 1000 };

	while (us && nanosleep(&rest, &rest) && errno == EINTR)
		;
}
