/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the bridge's header says of pads, in a form that answers before the
 * driver does.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include <linux/k210-fpioa.h>

#define PADS K210_FPIOA_PADS
#define FUNCTIONS K210_FPIOA_FUNCTIONS

#define BIT(n) (1ULL << (n))

#define RESV0 120
#define CONSTANT 222
#define GPIOHS0 24
#define GPIO0 56
#define GPIO_END 64

/* A pad's word, by the SDK's fpioa.h. */
#define WORD_FUNCTION 0xffU
#define WORD_DRIVE (15U << 8)
#define WORD_OUTPUT BIT(12)
#define WORD_OUTPUT_INVERT BIT(15)
#define WORD_UP BIT(16)
#define WORD_DOWN BIT(17)
#define WORD_PULL (3U << 16)
#define WORD_SLOW BIT(19)
#define WORD_INPUT BIT(20)
#define WORD_INPUT_INVERT BIT(22)
#define WORD_SCHMITT BIT(23)
#define WORD_LEVEL 0x80000000U

struct model {
	uint32_t word[PADS]; /* what is there but for levels that are held */
	uint32_t base[PADS]; /* what CHANGED pads had before */
	uint64_t changed;
	uint64_t device; /* a device has them */
	uint64_t claimed;
	uint64_t held;
	uint64_t high;
	uint64_t persisted;	   /* held, and nobody's */
	uint64_t biased;	   /* a line's bias came into a claim */
	uint16_t users[FUNCTIONS]; /* of lines */
	uint32_t words[FUNCTIONS]; /* of functions by default */
	bool shareable[FUNCTIONS];
	bool loose; /* claims persisted: nobody knows functions any more */
};

uint64_t model_in_use(const struct model *model);
uint64_t model_free(const struct model *model);
uint32_t model_state(const struct model *model, unsigned int pad);
int model_find(const struct model *model, uint8_t function);
uint32_t model_settings(uint32_t word, const struct k210_fpioa_config *config);
uint64_t model_route(struct model *model,
		     const struct k210_fpioa_config *configs, uint32_t num,
		     uint64_t own, bool claiming, bool force);
void model_close(struct model *model, uint64_t pads, bool persist);
void model_restore(struct model *model);

#endif
