/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef K210_UNMODELLED_H
#define K210_UNMODELLED_H

#include "qapi/error.h"
#include "hw/sysbus.h"
#include "qom/object.h"

#define TYPE_K210_UNMODELLED "k210-unmodelled"
OBJECT_DECLARE_SIMPLE_TYPE(K210Unmodelled, K210_UNMODELLED)

void k210_unmodelled_create(const char *name, hwaddr base, uint64_t size);

#endif
