// SPDX-License-Identifier: MIT
#include "k210gpio/types.h"

K210_API uint32_t k210_version(void)
{
	return K210_VERSION_MAJOR << 16 | K210_VERSION_MINOR;
}
