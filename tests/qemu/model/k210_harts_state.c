/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/timer.h"
#include "k210_harts_state.h"
#include "migration/vmstate.h"
#include "target/riscv/cpu.h"

static int harts_pre_save(void *opaque)
{
    K210HartsState *s = opaque;

    s->time_delta = s->clint->time_delta;
    for (unsigned i = 0; i < s->harts->num_harts; i++) {
        CPURISCVState *env = &s->harts->harts[i].env;

        s->hart[i] = (K210HartState) {
            .mtimer = timer_expire_time_ns(s->clint->timers[i]),
            .external_seip = env->external_seip,
            .software_seip = env->software_seip,
        };
    }
    return 0;
}

static int harts_post_load(void *opaque, int version)
{
    K210HartsState *s = opaque;

    s->clint->time_delta = s->time_delta;
    for (unsigned i = 0; i < s->harts->num_harts; i++) {
        CPURISCVState *env = &s->harts->harts[i].env;

        if (s->hart[i].mtimer >= 0) {
            timer_mod_ns(s->clint->timers[i], s->hart[i].mtimer);
        } else {
            timer_del(s->clint->timers[i]);
        }
        env->external_seip = s->hart[i].external_seip;
        env->software_seip = s->hart[i].software_seip;
    }
    return 0;
}

static const VMStateDescription vmstate_hart = {
    .name = "k210-hart",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = (const VMStateField[]) {
        VMSTATE_INT64(mtimer, K210HartState),
        VMSTATE_BOOL(external_seip, K210HartState),
        VMSTATE_BOOL(software_seip, K210HartState),
        VMSTATE_END_OF_LIST()
    },
};

static const VMStateDescription vmstate_harts = {
    .name = "k210-harts",
    .version_id = 1,
    .minimum_version_id = 1,
    .pre_save = harts_pre_save,
    .post_load = harts_post_load,
    .fields = (const VMStateField[]) {
        VMSTATE_UINT64(time_delta, K210HartsState),
        VMSTATE_STRUCT_ARRAY(hart, K210HartsState, K210_MAX_HARTS, 1,
                             vmstate_hart, K210HartState),
        VMSTATE_END_OF_LIST()
    },
};

void k210_harts_state_register(K210HartsState *s, RISCVHartArrayState *harts,
                               DeviceState *clint)
{
    s->harts = harts;
    s->clint = RISCV_ACLINT_MTIMER(clint);
    vmstate_register(NULL, 0, &vmstate_harts, s);
}
