/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLIC_MODEL_H
#define PLIC_MODEL_H

#include <linux/types.h>

struct fwnode_handle;
struct irq_domain;
struct kunit;

#define PLIC_SOURCES	66

/**
 * struct plic_model - a PLIC: claims, completions, and what they get wrong
 * @domain: its interrupts
 * @test: the case that runs
 * @asserts: is a source asserted?
 * @data: for @asserts
 * @enabled: whether a source gets through
 * @noted: it was asserted, and comes also if it no longer is
 * @claimed: it is being handled; not again before it is completed
 * @claims: how often it was
 * @lost: completions of sources that were not enabled, which wedge them
 */
struct plic_model {
	struct irq_domain *domain;
	struct kunit *test;
	bool (*asserts)(void *data, unsigned int source);
	void *data;
	bool enabled[PLIC_SOURCES];
	bool noted[PLIC_SOURCES];
	bool claimed[PLIC_SOURCES];
	unsigned int claims[PLIC_SOURCES];
	unsigned int lost;
};

void plic_model_init(struct kunit *test, struct plic_model *plic);
int plic_model_map(struct plic_model *plic, unsigned int source);
void plic_model_note(struct plic_model *plic);
void plic_model_deliver(struct plic_model *plic);

#endif
