/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "qemu/timer.h"
#include "k210_harts_state.h"
#include "migration/vmstate.h"
#include "target/riscv/cpu.h"

static int64_t end_of(QEMUTimer *timer)
{
    return timer ? (int64_t)timer_expire_time_ns(timer) : -1;
}

static void run_until(QEMUTimer *timer, int64_t end)
{
    if (timer && end >= 0) {
        timer_mod_ns(timer, end);
    } else if (timer) {
        timer_del(timer);
    }
}

static int harts_pre_save(void *opaque)
{
    K210HartsState *s = opaque;

    s->time_delta = s->clint->time_delta;
    for (unsigned i = 0; i < s->harts->num_harts; i++) {
        CPURISCVState *env = &s->harts->harts[i].env;

        s->hart[i] = (K210HartState) {
            .mtimer = end_of(s->clint->timers[i]),
            .stimer = end_of(env->stimer),
            .vstimer = end_of(env->vstimer),
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

        run_until(s->clint->timers[i], s->hart[i].mtimer);
        run_until(env->stimer, s->hart[i].stimer);
        run_until(env->vstimer, s->hart[i].vstimer);
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
        VMSTATE_INT64(stimer, K210HartState),
        VMSTATE_INT64(vstimer, K210HartState),
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
