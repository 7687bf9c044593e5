/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COSTS_H
#define COSTS_H

#include <linux/interrupt.h>
#include <linux/types.h>

#include <asm/csr.h>

struct gpio_chip;
struct gpio_desc;
struct gpio_device;

/* The answer to a command: lines "NAME NUMBER". */
struct costs_answer {
	size_t len;
	char text[4096];
};

__printf(2, 3) void costs_say(struct costs_answer *answer,
			      const char *format, ...);

/*
 * The instructions since power-on. With --icount one takes 1 ns of virtual
 * time, which passes without any while the hart is idle.
 */
static inline u64 costs_stamp(void)
{
	return csr_read(CSR_INSTRET);
}

u32 costs_median(u32 *samples, unsigned int number);

/* The jig, as a client of its own; one request is under way at a time. */
struct costs_jig {
	void __iomem *regs;
	u32 channel;
	char *text;		/* of the request, and of what it answered */
	size_t len;		/* of the request that is being made */
};

/* Whether answers of the jig make no interrupts; nests. */
int costs_jig_hush(bool hush);

int costs_jig_open(struct costs_jig *jig);
void costs_jig_close(struct costs_jig *jig);
__printf(2, 3) void costs_jig_add(struct costs_jig *jig, const char *format,
				  ...);
void costs_jig_ready(struct costs_jig *jig);
u64 costs_jig_go(struct costs_jig *jig);
void costs_jig_drain(struct costs_jig *jig);
void costs_jig_drive(struct costs_jig *jig, unsigned int pad, bool high);
int costs_jig_count(struct costs_jig *jig, const char *block,
		    u32 *accesses);

/*
 * One who uses lines' interrupts. @busy is how long the handler runs, in
 * instructions; @last is when it was entered.
 */
struct costs_user {
	struct gpio_device *gdev;
	struct gpio_desc *desc;
	int irq;
	u32 busy;
	u32 runs;
	u64 last;
};

struct gpio_chip *costs_find(const char *label, struct gpio_device **gdev);
irqreturn_t costs_handle(int irq, void *user);
int costs_use(struct costs_user *user, irq_handler_t handler,
	      const char *label, unsigned int line, unsigned long type);
void costs_leave(struct costs_user *user);
void costs_spin(u64 until);

/* Without the kernel's timer, which would be measured too. */
static inline void costs_timer_off(void)
{
	csr_clear(CSR_IE, IE_TIE);
}

static inline void costs_timer_on(void)
{
	csr_set(CSR_IE, IE_TIE);
}

/* The commands: words that follow, and where the answer goes. */
int costs_calls(const char *words, struct costs_answer *answer);
int costs_interrupt(const char *words, struct costs_answer *answer);
int costs_together(const char *words, struct costs_answer *answer);
int costs_distance(const char *words, struct costs_answer *answer);
int costs_stream(const char *words, struct costs_answer *answer);
int costs_losses(const char *words, struct costs_answer *answer);
int costs_last(const char *words, struct costs_answer *answer);

#endif
