// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions of libgpiosim, whose header says what they do, answered by the
 * K210's chips and the jig at their pads. A bank is a block.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "block.h"
#include "gpiosim.h"
#include "jig.h"

#define BANKS 2

struct gpiosim_ctx {
	unsigned int refs;
};

struct gpiosim_dev {
	unsigned int refs;
	struct gpiosim_ctx *ctx;
	struct gpiosim_bank *banks[BANKS]; /* those that there are */
	bool live;
};

struct gpiosim_bank {
	unsigned int refs;
	struct gpiosim_dev *dev;
	struct block_wish wish;
	char names[BLOCK_LINES][BLOCK_NAME];
	char hogs[BLOCK_LINES][BLOCK_NAME];
	enum gpiosim_pull pulls[BLOCK_LINES]; /* 0: never set */
	struct block *block;		      /* while the device is live */
	char path[BLOCK_NAME + 8];
};

/* 0 for 0, else -1 and this errno. */
static int error(int number)
{
	if (!number)
		return 0;
	errno = number;
	return -1;
}

struct gpiosim_ctx *gpiosim_ctx_new(void)
{
	struct gpiosim_ctx *ctx;

	if (jig_open())
		return NULL;
	ctx = calloc(1, sizeof(*ctx));
	if (!ctx)
		jig_close();
	return ctx ? gpiosim_ctx_ref(ctx) : NULL;
}

struct gpiosim_ctx *gpiosim_ctx_ref(struct gpiosim_ctx *ctx)
{
	ctx->refs++;
	return ctx;
}

void gpiosim_ctx_unref(struct gpiosim_ctx *ctx)
{
	if (--ctx->refs)
		return;
	jig_close();
	free(ctx);
}

struct gpiosim_dev *gpiosim_dev_new(struct gpiosim_ctx *ctx)
{
	struct gpiosim_dev *dev = calloc(1, sizeof(*dev));

	if (!dev)
		return NULL;
	dev->ctx = gpiosim_ctx_ref(ctx);
	return gpiosim_dev_ref(dev);
}

struct gpiosim_dev *gpiosim_dev_ref(struct gpiosim_dev *dev)
{
	dev->refs++;
	return dev;
}

void gpiosim_dev_unref(struct gpiosim_dev *dev)
{
	if (--dev->refs)
		return;
	if (dev->live)
		gpiosim_dev_disable(dev);
	gpiosim_ctx_unref(dev->ctx);
	free(dev);
}

struct gpiosim_ctx *gpiosim_dev_get_ctx(struct gpiosim_dev *dev)
{
	return gpiosim_ctx_ref(dev->ctx);
}

/* That of its first bank, while it is live. */
const char *gpiosim_dev_get_name(struct gpiosim_dev *dev)
{
	if (!dev->live || !dev->banks[0])
		return NULL;
	return block_device(dev->banks[0]->block);
}

static int enable_bank(struct gpiosim_bank *bank)
{
	bank->block = block_bind(&bank->wish);
	if (!bank->block)
		return -1;
	snprintf(bank->path, sizeof(bank->path), "/dev/%s",
		 block_chip(bank->block));
	return 0;
}

static int disable_bank(struct gpiosim_bank *bank)
{
	if (!bank->block)
		return 0;
	for (unsigned int i = 0; i < BLOCK_LINES; i++) {
		if (bank->pulls[i])
			jig_let_go(block_pad(bank->block, i));
		bank->pulls[i] = 0;
	}
	if (block_unbind(bank->block))
		return -1;
	bank->block = NULL;
	return 0;
}

int gpiosim_dev_enable(struct gpiosim_dev *dev)
{
	if (dev->live)
		return error(EBUSY);
	dev->live = true;
	for (int i = 0; i < BANKS; i++) {
		if (dev->banks[i] && enable_bank(dev->banks[i])) {
			int why = errno;

			gpiosim_dev_disable(dev);
			return error(why);
		}
	}
	return 0;
}

int gpiosim_dev_disable(struct gpiosim_dev *dev)
{
	if (!dev->live)
		return error(ENODEV);
	for (int i = 0; i < BANKS; i++)
		if (dev->banks[i] && disable_bank(dev->banks[i]))
			return -1;
	dev->live = false;
	return 0;
}

bool gpiosim_dev_is_live(struct gpiosim_dev *dev)
{
	return dev->live;
}

/* Where a bank is or can be; NULL is what can be. */
static struct gpiosim_bank **find_bank(struct gpiosim_dev *dev,
				       const struct gpiosim_bank *bank)
{
	for (int i = 0; i < BANKS; i++)
		if (dev->banks[i] == bank)
			return &dev->banks[i];
	return NULL;
}

struct gpiosim_bank *gpiosim_bank_new(struct gpiosim_dev *dev)
{
	struct gpiosim_bank **place = find_bank(dev, NULL), *bank;

	if (error(dev->live ? EBUSY : place ? 0 : EOPNOTSUPP))
		return NULL;
	bank = calloc(1, sizeof(*bank));
	if (!bank)
		return NULL;
	bank->wish.lines = 1;
	bank->dev = gpiosim_dev_ref(dev);
	*place = bank;
	return gpiosim_bank_ref(bank);
}

struct gpiosim_bank *gpiosim_bank_ref(struct gpiosim_bank *bank)
{
	bank->refs++;
	return bank;
}

void gpiosim_bank_unref(struct gpiosim_bank *bank)
{
	if (--bank->refs)
		return;
	disable_bank(bank);
	*find_bank(bank->dev, bank) = NULL;
	gpiosim_dev_unref(bank->dev);
	free(bank);
}

struct gpiosim_dev *gpiosim_bank_get_dev(struct gpiosim_bank *bank)
{
	return gpiosim_dev_ref(bank->dev);
}

const char *gpiosim_bank_get_chip_name(struct gpiosim_bank *bank)
{
	return bank->block ? block_chip(bank->block) : NULL;
}

const char *gpiosim_bank_get_dev_path(struct gpiosim_bank *bank)
{
	return bank->block ? bank->path : NULL;
}

/* That a line's wish can be changed. */
static int check_wish(const struct gpiosim_bank *bank, unsigned int offset)
{
	if (bank->dev->live)
		return error(EBUSY);
	return error(offset < BLOCK_LINES ? 0 : EOPNOTSUPP);
}

/* Chips here have the labels that their drivers give them, as any hardware. */
int gpiosim_bank_set_label(struct gpiosim_bank *bank, const char *label)
{
	(void)label;
	return check_wish(bank, 0);
}

int gpiosim_bank_set_num_lines(struct gpiosim_bank *bank, size_t num_lines)
{
	if (check_wish(bank, num_lines - 1))
		return -1;
	bank->wish.lines = num_lines;
	return 0;
}

int gpiosim_bank_set_line_name(struct gpiosim_bank *bank, unsigned int offset,
			       const char *name)
{
	if (check_wish(bank, offset))
		return -1;
	snprintf(bank->names[offset], BLOCK_NAME, "%s", name ?: "");
	bank->wish.names[offset] = bank->names[offset];
	return 0;
}

int gpiosim_bank_hog_line(struct gpiosim_bank *bank, unsigned int offset,
			  const char *name, enum gpiosim_direction direction)
{
	static const char *const properties[] = {
		[GPIOSIM_DIRECTION_INPUT] = "input",
		[GPIOSIM_DIRECTION_OUTPUT_HIGH] = "output-high",
		[GPIOSIM_DIRECTION_OUTPUT_LOW] = "output-low",
	};

	if (direction < GPIOSIM_DIRECTION_INPUT ||
	    direction > GPIOSIM_DIRECTION_OUTPUT_LOW)
		return error(EINVAL);
	if (check_wish(bank, offset))
		return -1;
	snprintf(bank->hogs[offset], BLOCK_NAME, "%s", name ?: "");
	bank->wish.hogs[offset] = (struct block_hog){
		.name = bank->hogs[offset],
		.how = properties[direction],
	};
	return 0;
}

int gpiosim_bank_clear_hog(struct gpiosim_bank *bank, unsigned int offset)
{
	if (check_wish(bank, offset))
		return -1;
	bank->wish.hogs[offset] = (struct block_hog){};
	return 0;
}

/* That a line is there. */
static int check_line(const struct gpiosim_bank *bank, unsigned int offset)
{
	if (!bank->block)
		return error(ENODEV);
	return error(offset < bank->wish.lines ? 0 : ENOENT);
}

/* What floats is low, but an output has no business to float. */
enum gpiosim_value gpiosim_bank_get_value(struct gpiosim_bank *bank,
					  unsigned int offset)
{
	char level;

	if (check_line(bank, offset))
		return GPIOSIM_VALUE_ERROR;
	level = jig_level(block_pad(bank->block, offset));
	if (error(level == 'z' && block_drives(bank->block, offset) ? EIO : 0))
		return GPIOSIM_VALUE_ERROR;
	return level == '1' ? GPIOSIM_VALUE_ACTIVE : GPIOSIM_VALUE_INACTIVE;
}

enum gpiosim_pull gpiosim_bank_get_pull(struct gpiosim_bank *bank,
					unsigned int offset)
{
	if (check_line(bank, offset))
		return GPIOSIM_PULL_ERROR;
	return bank->pulls[offset] ?: GPIOSIM_PULL_DOWN;
}

int gpiosim_bank_set_pull(struct gpiosim_bank *bank, unsigned int offset,
			  enum gpiosim_pull pull)
{
	if (check_line(bank, offset))
		return -1;
	if (pull != GPIOSIM_PULL_DOWN && pull != GPIOSIM_PULL_UP)
		return error(EINVAL);
	jig_pull(block_pad(bank->block, offset), pull == GPIOSIM_PULL_UP);
	bank->pulls[offset] = pull;
	return 0;
}
