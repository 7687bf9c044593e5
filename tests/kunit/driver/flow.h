/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FLOW_H
#define FLOW_H

#include <kunit/test.h>
#include <linux/types.h>

#include "model-plic.h"

struct flow;
struct gpio_chip;
struct k210_pads;

/**
 * struct user - an interrupt in use
 * @flow: of which block
 * @line: the line
 * @irq: its interrupt, or 0 while it isn't in use
 * @count: how often its handler ran
 * @threads: how often the handler's thread did
 * @act: what either does, or NULL
 */
struct user {
	struct flow *flow;
	unsigned int line;
	unsigned int irq;
	unsigned int count;
	unsigned int threads;
	void (*act)(struct user *user);
};

#define FLOW_USERS	2

/**
 * struct flow - a block's lines between a model of it and one of the PLIC
 * @gpio: the lines
 * @pads: where they are
 * @pad: that of line 0; the others follow
 * @plic: behind the block
 * @inputs: the lines' levels
 * @input: sets one
 * @users: who uses interrupts
 */
struct flow {
	struct gpio_chip *gpio;
	struct k210_pads *pads;
	unsigned int pad;
	struct plic_model plic;
	const u32 *inputs;
	void (*input)(struct flow *flow, unsigned int line, bool high);
	struct user users[FLOW_USERS];
};

void flow_init(struct kunit *test, struct flow *flow);
void flow_exit(struct kunit *test);
struct user *flow_use(struct kunit *test, unsigned int line, unsigned int type);
int flow_request(struct user *user, unsigned long flags);
void flow_input(struct user *user, bool high);
void flow_lower(struct user *user);
void flow_deliver(struct user *user);
void flow_pulse(struct user *user);

/**
 * struct flow_case - what holds for the interrupts of either block
 * @name: in words
 * @run: where test->priv is a flow
 */
struct flow_case {
	const char *name;
	void (*run)(struct kunit *test);
};

#define FLOW_CASES	27

extern const struct flow_case flow_cases[FLOW_CASES];

/* Those of flow-anew.c. */
void an_edge_noted_before_the_request_is_nobody_s(struct kunit *test);
void an_edge_claimed_before_the_request_is_nobody_s(struct kunit *test);
void an_edge_kept_before_the_request_is_nobody_s(struct kunit *test);
void an_edge_kept_before_the_request_never_comes(struct kunit *test);
void an_edge_kept_since_the_request_is_not_lost(struct kunit *test);
void a_level_from_before_the_request_is_nobody_s(struct kunit *test);
void an_edge_of_an_old_type_and_user_is_nobody_s(struct kunit *test);
void the_first_has_the_flow_of_the_type_by_then(struct kunit *test);
void after_the_first_no_cause_is_looked_for(struct kunit *test);
void a_chained_handler_has_all_interrupts(struct kunit *test);

void flow_describe(const struct flow_case *one, char *text);

#endif
