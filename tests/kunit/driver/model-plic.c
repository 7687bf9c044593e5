// SPDX-License-Identifier: GPL-2.0-only

#include <kunit/test.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>

#include "model-plic.h"

#define STORM	100	/* claims of one delivery that are too many */

static void plic_enable(struct irq_data *d)
{
	struct plic_model *plic = irq_data_get_irq_chip_data(d);

	plic->enabled[irqd_to_hwirq(d)] = true;
}

static void plic_disable(struct irq_data *d)
{
	struct plic_model *plic = irq_data_get_irq_chip_data(d);

	plic->enabled[irqd_to_hwirq(d)] = false;
}

static void plic_eoi(struct irq_data *d)
{
	struct plic_model *plic = irq_data_get_irq_chip_data(d);

	if (plic->enabled[irqd_to_hwirq(d)])
		plic->claimed[irqd_to_hwirq(d)] = false;
	else
		plic->lost++;
}

static int plic_set_affinity(struct irq_data *d, const struct cpumask *mask,
			     bool force)
{
	irq_data_update_effective_affinity(d, cpumask_of(0));
	return IRQ_SET_MASK_OK_DONE;
}

static const struct irq_chip plic_chip = {
	.name = "plic-kunit",
	.irq_enable = plic_enable,
	.irq_disable = plic_disable,
	.irq_mask = plic_disable,
	.irq_unmask = plic_enable,
	.irq_eoi = plic_eoi,
	.irq_set_affinity = plic_set_affinity,
	.flags = IRQCHIP_SKIP_SET_WAKE,
};

static int plic_alloc(struct irq_domain *domain, unsigned int irq,
		      unsigned int num, void *arg)
{
	struct irq_fwspec *fwspec = arg;

	irq_domain_set_info(domain, irq, fwspec->param[0], &plic_chip,
			    domain->host_data, handle_fasteoi_irq, NULL, NULL);
	return 0;
}

static int plic_translate(struct irq_domain *domain, struct irq_fwspec *fwspec,
			  unsigned long *source, unsigned int *type)
{
	*source = fwspec->param[0];
	*type = IRQ_TYPE_NONE;
	return 0;
}

static const struct irq_domain_ops plic_ops = {
	.alloc = plic_alloc,
	.free = irq_domain_free_irqs_common,
	.translate = plic_translate,
};

static void plic_remove(void *data)
{
	struct plic_model *plic = data;
	struct fwnode_handle *fwnode = plic->domain->fwnode;

	for (unsigned int source = 0; source < PLIC_SOURCES; source++) {
		unsigned int irq = irq_find_mapping(plic->domain, source);

		if (irq)
			irq_dispose_mapping(irq);
	}
	irq_domain_remove(plic->domain);
	irq_domain_free_fwnode(fwnode);
}

/* With ASSERTS and DATA; all sources are off. */
void plic_model_init(struct kunit *test, struct plic_model *plic)
{
	struct fwnode_handle *fwnode = irq_domain_alloc_named_fwnode("plic");

	KUNIT_ASSERT_NOT_NULL(test, fwnode);
	plic->test = test;
	plic->domain = irq_domain_create_linear(fwnode, PLIC_SOURCES, &plic_ops,
						plic);
	KUNIT_ASSERT_NOT_NULL(test, plic->domain);
	KUNIT_ASSERT_EQ(test, 0, kunit_add_action_or_reset(test, plic_remove,
							   plic));
}

/* The interrupt of a source that no other domain is below of. */
int plic_model_map(struct plic_model *plic, unsigned int source)
{
	struct irq_fwspec fwspec = {
		.fwnode = plic->domain->fwnode,
		.param_count = 1,
		.param = { source },
	};

	return irq_create_fwspec_mapping(&fwspec);
}

/* What is asserted is seen, before a hart takes it. */
void plic_model_note(struct plic_model *plic)
{
	for (unsigned int source = 0; source < PLIC_SOURCES; source++)
		if (!plic->claimed[source] &&
		    plic->asserts(plic->data, source))
			plic->noted[source] = true;
}

/*
 * A hart takes what is asserted until nothing is. In a handler it is the other
 * hart that does.
 */
void plic_model_deliver(struct plic_model *plic)
{
	unsigned int claims = 0;

	for (unsigned int source = 0; source < PLIC_SOURCES; source++)
		while (plic->enabled[source] && !plic->claimed[source] &&
		       (plic->noted[source] ||
			plic->asserts(plic->data, source))) {
			if (claims++ > STORM) {
				KUNIT_FAIL(plic->test, "source %u storms",
					   source);
				return;
			}
			plic->noted[source] = false;
			plic->claimed[source] = true;
			plic->claims[source]++;
			generic_handle_domain_irq_safe(plic->domain, source);
		}
}
