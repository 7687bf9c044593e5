// SPDX-License-Identifier: MIT
#include "pad-name.h"
#include "k210gpio/types.h"

int k210_pad_number(const char *name)
{
	unsigned int pad = 0;
	const char *digits;

	if (name[0] == 'I' && name[1] == 'O')
		name += 2;
	for (digits = name; *digits >= '0' && *digits <= '9'; digits++) {
		pad = pad * 10 + *digits - '0';
		if (pad >= K210_PADS)
			return -1;
	}
	if (*digits || digits == name || (*name == '0' && digits > name + 1))
		return -1;
	return pad;
}
