// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "error.h"
#include "sized.h"

/* No struct is longer, so what says so is no struct. */
#define MAX_SIZE 4096

static int check(const void *theirs, size_t least)
{
	uint32_t size;

	if (!theirs)
		return k210_fail(-EINVAL, "a struct is needed, not NULL");
	memcpy(&size, theirs, sizeof(size));
	if (size < least)
		return k210_fail(
			-EINVAL,
			"a struct's size is %u: it has to be sizeof of it",
			size);
	if (size > MAX_SIZE)
		return k210_fail(
			-E2BIG,
			"a struct's size is %u: none has more than %d bytes",
			size, MAX_SIZE);
	return 0;
}

int k210_sized_in(void *ours, size_t size, const void *theirs, size_t least)
{
	int error = check(theirs, least);
	uint32_t given;

	if (error)
		return error;
	memcpy(&given, theirs, sizeof(given));
	for (size_t i = size; i < given; i++)
		if (((const uint8_t *)theirs)[i])
			return k210_fail(
				-E2BIG,
				"a struct has a field that this libk210gpio doesn't know: a newer one is needed");
	memset(ours, 0, size);
	memcpy(ours, theirs, given < size ? given : size);
	return 0;
}

int k210_sized_out(void *theirs, const void *ours, size_t size, size_t least)
{
	int error = check(theirs, least);
	uint32_t given;

	if (error)
		return error;
	memcpy(&given, theirs, sizeof(given));
	memset(theirs, 0, given);
	memcpy(theirs, ours, given < size ? given : size);
	memcpy(theirs, &given, sizeof(given));
	return 0;
}
