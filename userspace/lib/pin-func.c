// SPDX-License-Identifier: MIT
#include <errno.h>
#include <string.h>

#include "bridge.h"
#include "error.h"
#include "pin.h"

int k210_pin_func(const char *name)
{
	struct k210_fpioa_function function = { .flags = K210_FPIOA_BY_NAME };
	int error = -ENOENT;

	if (strlen(name) < sizeof(function.name)) {
		strcpy(function.name, name);
		error = k210_bridge_ask(K210_FPIOA_GET_FUNCTION, &function);
	}
	if (error == -ENOENT && !*k210_errmsg())
		return k210_fail(error, "there is no function '%s'", name);
	return error ? error : (int)function.function;
}
