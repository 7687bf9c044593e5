// SPDX-License-Identifier: MIT
#include <errno.h>

#include "error.h"
#include "place.h"
#include "sized.h"

K210_API int k210_place_find(const char *name, struct k210_place *place)
{
	struct k210_place found = { .size = sizeof(found) };
	int error;

	k210_silence();
	if (!name)
		return k210_fail(-EINVAL, "a name is needed, not NULL");
	error = k210_place_by_name(name, &found, k210_place_find_line);
	if (error)
		return error;
	k210_silence();
	return k210_sized_out(place, &found, sizeof(found), sizeof(found));
}
