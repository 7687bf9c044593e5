// SPDX-License-Identifier: GPL-2.0-only
/* What is asked of a chip: instructions of each call, accesses of its block. */

#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/irqflags.h>
#include <linux/math.h>

#include "costs.h"

#define CALLS	1000	/* even: levels alternate */
#define LINE	3

/* A call, or several that belong together. @level is another each time. */
struct call {
	const char *name;
	void (*call)(struct gpio_chip *chip, int level);
};

static void nothing(struct gpio_chip *chip, int level)
{
}

static unsigned long all_of(struct gpio_chip *chip)
{
	return GENMASK(chip->ngpio - 1, 0);
}

static void get(struct gpio_chip *chip, int level)
{
	chip->get(chip, LINE);
}

static void get_multiple(struct gpio_chip *chip, int level)
{
	unsigned long mask = all_of(chip), bits;

	chip->get_multiple(chip, &mask, &bits);
}

static void get_direction(struct gpio_chip *chip, int level)
{
	chip->get_direction(chip, LINE);
}

static void directions(struct gpio_chip *chip, int level)
{
	chip->direction_output(chip, LINE, level);
	chip->direction_input(chip, LINE);
}

static void set(struct gpio_chip *chip, int level)
{
	chip->set(chip, LINE, level);
}

static void set_multiple(struct gpio_chip *chip, int level)
{
	unsigned long mask = all_of(chip), bits = level ? mask : 0;

	chip->set_multiple(chip, &mask, &bits);
}

static const struct call of_inputs[] = {
	{ "get-input", get },
	{ "get-inputs", get_multiple },
	{ "get-direction", get_direction },
	{ "directions", directions },
	{ }
};

#ifdef HAVE_SET_RV
static void set_rv(struct gpio_chip *chip, int level)
{
	chip->set_rv(chip, LINE, level);
}

static void set_multiple_rv(struct gpio_chip *chip, int level)
{
	unsigned long mask = all_of(chip), bits = level ? mask : 0;

	chip->set_multiple_rv(chip, &mask, &bits);
}

/* Chosen before it is measured: which of both a chip has costs no call. */
#define SETTER(chip, name)	((chip)->set_rv ? name##_rv : name)
#else
#define SETTER(chip, name)	((void)(chip), name)
#endif

static u64 cost(struct gpio_chip *chip,
		void (*call)(struct gpio_chip *chip, int level))
{
	unsigned long flags;
	u64 start, end;

	local_irq_save(flags);
	start = costs_stamp();
	for (int i = 0; i < CALLS; i++)
		call(chip, i & 1);
	end = costs_stamp();
	local_irq_restore(flags);
	return end - start;
}

static int measure(struct gpio_chip *chip, const struct call *calls,
		   struct costs_jig *jig, const char *block,
		   struct costs_answer *answer)
{
	u64 loop = cost(chip, nothing);
	u32 before, after;
	int ret;

	for (; calls->name; calls++) {
		costs_say(answer, "%s %llu\n", calls->name,
			  DIV_ROUND_CLOSEST_ULL(cost(chip, calls->call) - loop,
						CALLS));
		ret = costs_jig_count(jig, block, &before);
		if (ret)
			return ret;
		for (int i = 0; i < CALLS; i++)
			calls->call(chip, i & 1);
		ret = costs_jig_count(jig, block, &after);
		if (ret)
			return ret;
		if ((after - before) % CALLS)
			return -EIO;
		costs_say(answer, "%s-accesses %u\n", calls->name,
			  (after - before) / CALLS);
	}
	return 0;
}

static int measure_chip(struct gpio_chip *chip, struct costs_jig *jig,
			const char *block, struct costs_answer *answer)
{
	const struct call of_outputs[] = {
		{ "get-output", get },
		{ "get-outputs", get_multiple },
		{ "set", SETTER(chip, set) },
		{ "set-all", SETTER(chip, set_multiple) },
		{ }
	};
	int ret = measure(chip, of_inputs, jig, block, answer);

	for (unsigned int line = 0; line < chip->ngpio; line++)
		chip->direction_output(chip, line, 0);
	if (!ret)
		ret = measure(chip, of_outputs, jig, block, answer);
	for (unsigned int line = 0; line < chip->ngpio; line++)
		chip->direction_input(chip, line);
	return ret;
}

int costs_calls(const char *words, struct costs_answer *answer)
{
	struct gpio_device *gdev;
	struct gpio_chip *chip;
	char label[32], block[16];
	struct costs_jig jig;
	int ret;

	if (sscanf(words, "%31s %15s", label, block) != 2)
		return -EINVAL;
	chip = costs_find(label, &gdev);
	if (IS_ERR(chip))
		return PTR_ERR(chip);
	ret = costs_jig_open(&jig);
	if (!ret) {
		ret = measure_chip(chip, &jig, block, answer);
		costs_jig_close(&jig);
	}
	gpio_device_put(gdev);
	return ret;
}
