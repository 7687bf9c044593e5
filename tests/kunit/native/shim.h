/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the driver's parts without hardware, and their suites, need of a kernel:
 * every <...> that they include is this file, under gcc on the host. Locks can
 * be taken once, and memory is the sanitizers'.
 */
#ifndef SHIM_H
#define SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The host's <errno.h> would look for Linux's, which is this file here. */
#define EIO 5
#define ENXIO 6
#define EBUSY 16
#define EINVAL 22
#define ENOTSUPP 524

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define __iomem
#define __force

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define BIT(bit) (1UL << (bit))
#define BIT_ULL(bit) (1ULL << (bit))
#define GENMASK_ULL(high, low) ((~0ULL >> (63 - (high))) & (~0ULL << (low)))
#define GENMASK(high, low) ((u32)GENMASK_ULL(high, low))
#define FIELD_PREP_CONST(mask, value) ((u32)(value) << __builtin_ctz(mask))
#define FIELD_PREP(mask, value) FIELD_PREP_CONST(mask, value)
#define FIELD_GET(mask, word) (((word) & (mask)) >> __builtin_ctz(mask))
#define DIV_ROUND_UP(n, by) (((n) + (by)-1) / (by))
#define READ_ONCE(var) (*(const volatile typeof(var) *)&(var))
#define WRITE_ONCE(var, value) (*(volatile typeof(var) *)&(var) = (value))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define container_of(member, type, name) \
	((type *)((char *)(member)-offsetof(type, name)))
#define scnprintf snprintf

/* Nothing that waits has to, here. */
static inline void udelay(unsigned long us)
{
	(void)us;
}

/* The parameters of pin configuration; only that they differ matters. */
enum pin_config_param {
	PIN_CONFIG_BIAS_BUS_HOLD,
	PIN_CONFIG_BIAS_DISABLE,
	PIN_CONFIG_BIAS_HIGH_IMPEDANCE,
	PIN_CONFIG_BIAS_PULL_DOWN,
	PIN_CONFIG_BIAS_PULL_PIN_DEFAULT,
	PIN_CONFIG_BIAS_PULL_UP,
	PIN_CONFIG_DRIVE_OPEN_DRAIN,
	PIN_CONFIG_DRIVE_OPEN_SOURCE,
	PIN_CONFIG_DRIVE_PUSH_PULL,
	PIN_CONFIG_DRIVE_STRENGTH,
	PIN_CONFIG_DRIVE_STRENGTH_UA,
	PIN_CONFIG_INPUT_DEBOUNCE,
	PIN_CONFIG_INPUT_ENABLE,
	PIN_CONFIG_INPUT_SCHMITT_ENABLE,
	PIN_CONFIG_LEVEL,
	PIN_CONFIG_OUTPUT_ENABLE,
	PIN_CONFIG_PERSIST_STATE,
	PIN_CONFIG_POWER_SOURCE,
	PIN_CONFIG_SLEEP_HARDWARE_STATE,
	PIN_CONFIG_SLEW_RATE,
	PIN_CONFIG_END = 0x7f,
};

static inline u32 pinconf_to_config_param(unsigned long config)
{
	return config & 0xff;
}

static inline u32 pinconf_to_config_argument(unsigned long config)
{
	return (u32)config >> 8;
}

typedef struct {
	bool taken;
} raw_spinlock_t;

void shim_lock(raw_spinlock_t *lock);
void shim_unlock(raw_spinlock_t **lock);

static inline void raw_spin_lock_init(raw_spinlock_t *lock)
{
	lock->taken = false;
}

static inline raw_spinlock_t *shim_locked(raw_spinlock_t *lock)
{
	shim_lock(lock);
	return lock;
}

#define guard(kind) shim_guard_##kind
#define shim_guard_raw_spinlock_irqsave(lock)                   \
	raw_spinlock_t *shim_held                               \
		__attribute__((cleanup(shim_unlock), unused)) = \
			shim_locked(lock)

/* KUnit. */

#define KUNIT_PARAM_DESC_SIZE 128
#define GFP_KERNEL 0

struct kunit {
	const void *param_value;
	void *priv;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *before, char *text);
};

struct kunit_suite {
	const char *name;
	int (*init)(struct kunit *test);
	struct kunit_case *test_cases;
};

void *kunit_kzalloc(struct kunit *test, size_t size, int flags);
int kunit_add_action(struct kunit *test, void (*action)(void *data),
		     void *data);
#define kunit_add_action_or_reset kunit_add_action
void shim_fail(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void shim_stop(void) __attribute__((noreturn));
void shim_add_suite(struct kunit_suite *suite);

#define KUNIT_CASE(name)          \
	{                         \
		name, #name, NULL \
	}
#define KUNIT_CASE_PARAM(name, params) \
	{                              \
		name, #name, params    \
	}
#define KUNIT_ARRAY_PARAM(name, array, describe)                             \
	static const void *name##_gen_params(const void *before, char *text) \
	{                                                                    \
		typeof(&(array)[0]) next =                                   \
			before ? (typeof(next))before + 1 : (array);         \
		if (next == (array) + ARRAY_SIZE(array))                     \
			return NULL;                                         \
		describe(next, text);                                        \
		return next;                                                 \
	}

#define kunit_test_suite(suite)                                 \
	__attribute__((constructor)) static void shim_add(void) \
	{                                                       \
		shim_add_suite(&(suite));                       \
	}

#define KUNIT_FAIL(test, ...) \
	((void)(test), shim_fail(__FILE__, __LINE__, __VA_ARGS__))
#define KUNIT_EXPECT_TRUE(test, what) \
	((void)(test),                \
	 (what) ? (void)0 : shim_fail(__FILE__, __LINE__, "not %s", #what))
#define KUNIT_EXPECT_FALSE(test, what) KUNIT_EXPECT_TRUE(test, !(what))

#define SHIM_COMPARE(a, how, b, why, ...)                                     \
	do {                                                                  \
		__auto_type shim_a = (a);                                     \
		__auto_type shim_b = (b);                                     \
		if (!(shim_a how shim_b))                                     \
			shim_fail(__FILE__, __LINE__,                         \
				  "%s is %llx, %s is %llx " why, #a,          \
				  (unsigned long long)shim_a, #b,             \
				  (unsigned long long)shim_b, ##__VA_ARGS__); \
	} while (0)
#define KUNIT_EXPECT_EQ(test, a, b) SHIM_COMPARE(a, ==, b, "")
#define KUNIT_EXPECT_NE(test, a, b) SHIM_COMPARE(a, !=, b, "")
#define KUNIT_EXPECT_LT(test, a, b) SHIM_COMPARE(a, <, b, "")
#define KUNIT_EXPECT_LE(test, a, b) SHIM_COMPARE(a, <=, b, "")
#define KUNIT_EXPECT_GT(test, a, b) SHIM_COMPARE(a, >, b, "")
#define KUNIT_EXPECT_EQ_MSG(test, a, b, ...) SHIM_COMPARE(a, ==, b, __VA_ARGS__)
#define KUNIT_EXPECT_NE_MSG(test, a, b, ...) SHIM_COMPARE(a, !=, b, __VA_ARGS__)
#define KUNIT_EXPECT_LE_MSG(test, a, b, ...) SHIM_COMPARE(a, <=, b, __VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, a, b)                                      \
	(strcmp(a, b) ? shim_fail(__FILE__, __LINE__, "%s, not %s", a, b) : \
			(void)0)
#define KUNIT_ASSERT_TRUE(test, what) \
	((what) ? (void)0 : (KUNIT_EXPECT_TRUE(test, what), shim_stop()))
#define KUNIT_ASSERT_NOT_NULL(test, what) \
	KUNIT_ASSERT_TRUE(test, (what) != NULL)
#define KUNIT_ASSERT_EQ(test, a, b) KUNIT_ASSERT_TRUE(test, (a) == (b))

#endif
