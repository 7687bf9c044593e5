/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The chip's harts are of the privileged architecture 1.9.1, QEMU's of 1.10
 * and newer. What firmware for the chip can't do without is added here; what
 * it does without, as mstatus.VM, is not.
 */
#include "qemu/osdep.h"
#include "k210_csrs.h"
#include "target/riscv/cpu.h"

/* Which counters less privileged modes see; 1.11 has mcountinhibit at 0x320. */
#define CSR_MUCOUNTEREN 0x320
#define CSR_MSCOUNTEREN 0x321

static RISCVException present(CPURISCVState *env, int csrno)
{
    return RISCV_EXCP_NONE;
}

/* WARL, so "none" may be all that they can say. */
static RISCVException read_zero(CPURISCVState *env, int csrno,
                                target_ulong *value)
{
    *value = 0;
    return RISCV_EXCP_NONE;
}

static RISCVException write_ignored(CPURISCVState *env, int csrno,
                                    target_ulong value)
{
    return RISCV_EXCP_NONE;
}

void k210_csrs_init(void)
{
    riscv_csr_operations mucounteren = {
        "mucounteren", present, read_zero, write_ignored,
    };
    riscv_csr_operations mscounteren = {
        "mscounteren", present, read_zero, write_ignored,
    };

    riscv_set_csr_ops(CSR_MUCOUNTEREN, &mucounteren);
    riscv_set_csr_ops(CSR_MSCOUNTEREN, &mscounteren);
}
