// SPDX-License-Identifier: GPL-2.0-only
/* What GPIOHS and GPIO have in common: outputs, and pads that FPIOA routes. */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/irq.h>
#include <linux/irqdesc.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "chip.h"
#include "fpioa-regs.h"
#include "settings.h"

static const char *line_name(const struct k210_chip *chip, unsigned int line)
{
	return k210_functions[chip->lines.function + line].name;
}

/* Keeps the line on its pad; a line without one is of no use to anybody. */
static int use_line(struct k210_chip *chip, unsigned int line)
{
	int ret;

	if (!chip->pads)
		return 0;
	ret = k210_pads_use(chip->pads, chip->lines.function + line);
	if (ret)
		dev_err_ratelimited(chip->gpio.parent,
				    "line %u, asked for by task %s, is refused: no pad carries %s\n",
				    line, current->comm, line_name(chip, line));
	return ret;
}

static void unuse_line(struct k210_chip *chip, unsigned int line)
{
	if (chip->pads)
		k210_pads_unuse(chip->pads, chip->lines.function + line);
}

static int k210_chip_request(struct gpio_chip *gpio, unsigned int line)
{
	return use_line(k210_chip_of(gpio), line);
}

static void k210_chip_free(struct gpio_chip *gpio, unsigned int line)
{
	struct k210_chip *chip = k210_chip_of(gpio);

	scoped_guard(raw_spinlock_irqsave, &chip->lock)
		k210_outputs_set_push_pull(&chip->outputs, BIT(line));
	unuse_line(chip, line);
}

/**
 * k210_chip_irq_request_resources() - a line becomes an interrupt in use
 * @d: the interrupt
 *
 * The irq core does not ask for a handler that is chained to the line: then its
 * pad is not in use.
 *
 * Return: 0, or -ENXIO while no pad carries it, or gpiolib's error.
 */
int k210_chip_irq_request_resources(struct irq_data *d)
{
	struct gpio_chip *gpio = irq_data_get_irq_chip_data(d);
	unsigned int line = irqd_to_hwirq(d);
	int ret;

	ret = use_line(k210_chip_of(gpio), line);
	if (ret)
		return ret;
	ret = gpiochip_reqres_irq(gpio, line);
	if (ret)
		unuse_line(k210_chip_of(gpio), line);
	return ret;
}

/**
 * k210_chip_irq_release_resources() - it no longer is
 * @d: the interrupt
 */
void k210_chip_irq_release_resources(struct irq_data *d)
{
	struct gpio_chip *gpio = irq_data_get_irq_chip_data(d);
	unsigned int line = irqd_to_hwirq(d);

	gpiochip_relres_irq(gpio, line);
	unuse_line(k210_chip_of(gpio), line);
}

static irq_flow_handler_t flow_of(unsigned int type)
{
	return type & IRQ_TYPE_LEVEL_MASK ? handle_level_irq : handle_edge_irq;
}

/*
 * The flow of an interrupt that has been started up, until the first that has a
 * cause. One that the PLIC had noted for the user before, or that a hart had
 * claimed, has none. Of a line one interrupt at a time is under way, so that the
 * first with a cause came after all that had none: the line's own flow then
 * takes over, and looks at no cause.
 *
 * Not told is one of a hart that stands still between having got a flow and that
 * flow's lock while another hart both frees and requests the line.
 */
static void handle_first_irq(struct irq_desc *desc)
{
	struct irq_data *d = irq_desc_get_irq_data(desc);
	struct gpio_chip *gpio = irq_data_get_irq_chip_data(d);
	struct k210_chip *chip = k210_chip_of(gpio);

	scoped_guard(raw_spinlock, &desc->lock) {
		/* not if another hart was here since this one got the flow */
		bool first = desc->handle_irq == handle_first_irq;

		if (first && !chip->irq_has_cause(d)) {
			if (d->chip->irq_eoi)
				d->chip->irq_eoi(d);
			return;
		}
		if (first)
			irq_set_handler_locked(d, flow_of(irqd_get_trigger_type(d)));
	}
	generic_handle_irq_desc(desc);
}

/**
 * k210_chip_irq_set_flow() - an interrupt gets a type
 * @d: the interrupt; its descriptor's lock is held
 * @type: one that the block has
 *
 * The first that has a cause has the flow of the type that the line has then.
 */
void k210_chip_irq_set_flow(struct irq_data *d, unsigned int type)
{
	if (irq_data_to_desc(d)->handle_irq != handle_first_irq)
		irq_set_handler_locked(d, flow_of(type));
}

/**
 * k210_chip_irq_expect_first() - an interrupt is started up, for a new user
 * @d: the interrupt, not enabled yet; its descriptor's lock is held
 *
 * A flow that is not this driver's stays: that of a handler which is chained.
 */
void k210_chip_irq_expect_first(struct irq_data *d)
{
	irq_flow_handler_t flow = irq_data_to_desc(d)->handle_irq;

	if (flow == handle_edge_irq || flow == handle_level_irq)
		irq_set_handler_locked(d, handle_first_irq);
}

/**
 * k210_chip_irq_retrigger() - the irq core has kept an edge, which is due now
 * @d: the interrupt; its descriptor's lock is held
 *
 * It keeps what a hart has handled while the interrupt was off, for the next
 * user too. As long as none of that user's has been handled, what is kept is
 * not that user's, and is said to be done. So is what irq_inject_interrupt()
 * makes by then. Since the irq core believes that, newer ones of it don't replay
 * an edge that wakes the system and is a user's first.
 *
 * Return: not 0 if it is done, or 0 if the irq core has to do it.
 */
int k210_chip_irq_retrigger(struct irq_data *d)
{
	return irq_data_to_desc(d)->handle_irq == handle_first_irq ||
	       irq_chip_retrigger_hierarchy(d);
}

/**
 * k210_chip_irq_print_chip() - name the chip in /proc/interrupts
 * @d: the interrupt
 * @p: where to
 */
void k210_chip_irq_print_chip(struct irq_data *d, struct seq_file *p)
{
	struct gpio_chip *gpio = irq_data_get_irq_chip_data(d);

	seq_puts(p, dev_name(gpio->parent));
}

static int k210_chip_get_direction(struct gpio_chip *gpio, unsigned int line)
{
	struct k210_chip *chip = k210_chip_of(gpio);

	return READ_ONCE(chip->outputs.output) & BIT(line) ?
	       GPIO_LINE_DIRECTION_OUT : GPIO_LINE_DIRECTION_IN;
}

static int k210_chip_direction_input(struct gpio_chip *gpio, unsigned int line)
{
	struct k210_chip *chip = k210_chip_of(gpio);

	guard(raw_spinlock_irqsave)(&chip->lock);
	k210_outputs_release(&chip->outputs, BIT(line));
	return 0;
}

static int k210_chip_direction_output(struct gpio_chip *gpio,
				      unsigned int line, int value)
{
	struct k210_chip *chip = k210_chip_of(gpio);

	guard(raw_spinlock_irqsave)(&chip->lock);
	k210_outputs_drive(&chip->outputs, BIT(line), value);
	return 0;
}

/* By hand, as a guard's end is a call more in a kernel that is built for size. */
static int set_lines(struct k210_chip *chip, u32 mask, u32 values)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&chip->lock, flags);
	k210_outputs_set(&chip->outputs, mask, values);
	raw_spin_unlock_irqrestore(&chip->lock, flags);
	return 0;
}

static int k210_chip_set(struct gpio_chip *gpio, unsigned int line, int value)
{
	return set_lines(k210_chip_of(gpio), BIT(line), value ? BIT(line) : 0);
}

static int k210_chip_set_multiple(struct gpio_chip *gpio, unsigned long *mask,
				  unsigned long *bits)
{
	return set_lines(k210_chip_of(gpio), *mask, *bits);
}

/* Of a pad's settings, those that leave it to its line. */
static int set_pad(struct k210_chip *chip, unsigned int line,
		   unsigned long config)
{
	struct k210_settings settings = { };
	int ret;

	switch (pinconf_to_config_param(config)) {
	case PIN_CONFIG_BIAS_DISABLE:
	case PIN_CONFIG_BIAS_PULL_DOWN:
	case PIN_CONFIG_BIAS_PULL_UP:
	case PIN_CONFIG_DRIVE_STRENGTH:
	case PIN_CONFIG_DRIVE_STRENGTH_UA:
	case PIN_CONFIG_INPUT_SCHMITT_ENABLE:
	case PIN_CONFIG_SLEW_RATE:
		break;
	default:
		return -ENOTSUPP;
	}
	if (!chip->pads)
		return -ENOTSUPP;
	ret = k210_settings_add_configs(&settings, &config, 1);
	if (ret)
		return ret;
	return k210_pads_set_line(chip->pads, chip->lines.function + line, &settings);
}

/*
 * Debouncing is not supported, so that gpiolib does it: GPIO's own filters
 * nanoseconds. A line's state persists, since no sleep of this chip loses it.
 */
static int k210_chip_set_config(struct gpio_chip *gpio, unsigned int line,
				unsigned long config)
{
	struct k210_chip *chip = k210_chip_of(gpio);
	void (*set_drive)(struct k210_outputs *outputs, u32 line);

	switch (pinconf_to_config_param(config)) {
	case PIN_CONFIG_DRIVE_PUSH_PULL:
		set_drive = k210_outputs_set_push_pull;
		break;
	case PIN_CONFIG_DRIVE_OPEN_DRAIN:
		set_drive = k210_outputs_set_open_drain;
		break;
	case PIN_CONFIG_DRIVE_OPEN_SOURCE:
		set_drive = k210_outputs_set_open_source;
		break;
	case PIN_CONFIG_PERSIST_STATE:
		return 0;
	default:
		return set_pad(chip, line, config);
	}
	guard(raw_spinlock_irqsave)(&chip->lock);
	set_drive(&chip->outputs, BIT(line));
	return 0;
}

static void show_pad(struct seq_file *s, struct k210_chip *chip,
		     unsigned int line)
{
	int pad;
	u32 word;

	if (!chip->pads)
		return;
	pad = k210_pads_find(chip->pads, chip->lines.function + line);
	if (pad < 0) {
		seq_puts(s, " no pad");
		return;
	}
	word = k210_pads_word(chip->pads, pad);
	seq_printf(s, " IO%d 0x%08x pull-%s %u uA", pad, word,
		   word & FPIOA_PULL_UP ? "up" :
		   word & FPIOA_PULL_DOWN ? "down" : "none",
		   k210_settings_drive_ua(word));
}

static const char *line_drive(const struct k210_chip *chip, unsigned int line)
{
	if (!(READ_ONCE(chip->outputs.open) & BIT(line)))
		return "";
	return READ_ONCE(chip->outputs.value) & BIT(line) ? " open-source" :
							    " open-drain";
}

static void k210_chip_dbg_show(struct seq_file *s, struct gpio_chip *gpio)
{
	struct k210_chip *chip = k210_chip_of(gpio);

	for (unsigned int line = 0; line < gpio->ngpio; line++) {
		char *owner __free(kfree) = gpiochip_dup_line_label(gpio, line);

		if (IS_ERR(owner))
			continue;
		seq_printf(s, " %-8s %-3s %s%s", line_name(chip, line),
			   k210_chip_get_direction(gpio, line) ==
			   GPIO_LINE_DIRECTION_OUT ? "out" : "in",
			   gpio->get(gpio, line) ? "hi" : "lo",
			   line_drive(chip, line));
		show_pad(s, chip, line);
		if (gpiochip_line_is_irq(gpio, line))
			seq_puts(s, " irq");
		if (owner)
			seq_printf(s, " [%s]", owner);
		seq_putc(s, '\n');
	}
}

static void release_line(struct k210_pads_lines *lines, unsigned int line)
{
	struct k210_chip *chip = container_of(lines, struct k210_chip, lines);

	guard(raw_spinlock)(&chip->lock);
	k210_outputs_release(&chip->outputs, BIT(line));
}

static void k210_chip_detach(void *data)
{
	struct k210_chip *chip = data;

	k210_pads_detach(chip->pads, &chip->lines);
}

/**
 * k210_chip_attach() - make a block the one that has these lines
 * @chip: with @pads filled
 * @dev: the block, which has them until it is unbound
 * @function: of line 0
 * @lines: how many it has, 1 to 32
 *
 * For before the block is touched: the tree may have it twice.
 *
 * Return: 0, or -EBUSY if another block has them.
 */
int k210_chip_attach(struct k210_chip *chip, struct device *dev, u8 function,
		     unsigned int lines)
{
	int ret;

	raw_spin_lock_init(&chip->lock);
	chip->lines.function = function;
	chip->lines.num = lines;
	chip->lines.release = release_line;
	chip->gpio.ngpio = lines;
	if (!chip->pads)
		return 0;
	ret = k210_pads_attach(chip->pads, &chip->lines);
	if (ret)
		return dev_err_probe(dev, ret, "another block has %s already\n",
				     line_name(chip, 0));
	return devm_add_action_or_reset(dev, k210_chip_detach, chip);
}

/**
 * k210_chip_add() - register a block's lines until its device is unbound
 * @chip: attached, with all but @gpio's common part filled
 * @dev: the block
 *
 * Return: 0 or gpiolib's error.
 */
int k210_chip_add(struct k210_chip *chip, struct device *dev)
{
	struct gpio_chip *gpio = &chip->gpio;

	gpio->label = dev_name(dev);
	gpio->parent = dev;
	gpio->owner = THIS_MODULE;
	gpio->base = -1;
	gpio->request = k210_chip_request;
	gpio->free = k210_chip_free;
	gpio->get_direction = k210_chip_get_direction;
	gpio->direction_input = k210_chip_direction_input;
	gpio->direction_output = k210_chip_direction_output;
	gpio->set = k210_chip_set;
	gpio->set_multiple = k210_chip_set_multiple;
	gpio->set_config = k210_chip_set_config;
	gpio->dbg_show = k210_chip_dbg_show;
	return devm_gpiochip_add_data(dev, gpio, NULL);
}
