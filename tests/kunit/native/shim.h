/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the driver's parts without hardware, and their suites, need of a kernel:
 * every <...> that they include is this file, under gcc on the host, but for
 * the headers that the driver brings. Locks can be taken once, and memory is
 * the sanitizers'.
 */
#ifndef SHIM_H
#define SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The host's <errno.h> would look for Linux's, which is this file here. */
#define EIO 5
#define ENXIO 6
#define ENOMEM 12
#define EBUSY 16
#define EINVAL 22
#define ENOTSUPP 524

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

/* As a header for programs says them, of which no request is made here. */
typedef uint8_t __u8;
typedef uint32_t __u32;
typedef int32_t __s32;
typedef uint64_t __u64;

/* As in <linux/kconfig.h>: 1 for what is defined as 1, else 0. */
#define SHIM_COMMA_1 0,
#define SHIM_SECOND(first, second, ...) second
#define SHIM_IS_1(comma) SHIM_SECOND(comma 1, 0, 0)
#define SHIM_IS_SET(value) SHIM_IS_1(SHIM_COMMA_##value)
#define IS_ENABLED(CONFIG_option) SHIM_IS_SET(CONFIG_option)

#define __iomem
#define __force
#define __counted_by(count)

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define BIT(bit) (1UL << (bit))
#define BIT_ULL(bit) (1ULL << (bit))
#define GENMASK_ULL(high, low) ((~0ULL >> (63 - (high))) & (~0ULL << (low)))
#define GENMASK(high, low) ((u32)GENMASK_ULL(high, low))
#define FIELD_PREP_CONST(mask, value) ((u32)(value) << __builtin_ctz(mask))
#define FIELD_PREP(mask, value) FIELD_PREP_CONST(mask, value)
#define FIELD_GET(mask, word) (((word) & (mask)) >> __builtin_ctz(mask))
#define __ffs64(word) ((unsigned int)__builtin_ctzll(word))
#define FIELD_FIT(mask, value) \
	(!(((u64)(value) << __builtin_ctz(mask)) & ~(u64)(mask)))
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
void shim_unlock(raw_spinlock_t *lock);

#define raw_spin_lock_irqsave(lock, flags) \
	((void)((flags) = 0), shim_lock(lock))
#define raw_spin_unlock_irqrestore(lock, flags) \
	((void)(flags), shim_unlock(lock))

static inline void raw_spin_lock_init(raw_spinlock_t *lock)
{
	lock->taken = false;
}

#define DEFINE_LOCK_GUARD_1(kind, type, take, give, ...)                \
	typedef struct {                                                \
		type *lock;                                             \
		__VA_ARGS__;                                            \
	} shim_guard_##kind;                                            \
	static inline shim_guard_##kind shim_take_##kind(type *pointer) \
	{                                                               \
		shim_guard_##kind held = { .lock = pointer };           \
		shim_guard_##kind *_T = &held;                          \
		take;                                                   \
		return held;                                            \
	}                                                               \
	static inline void shim_give_##kind(shim_guard_##kind *_T)      \
	{                                                               \
		give;                                                   \
	}

#define guard(kind)                                                  \
	shim_guard_##kind shim_held                                  \
		__attribute__((cleanup(shim_give_##kind), unused)) = \
			shim_take_##kind

DEFINE_LOCK_GUARD_1(raw_spinlock_irqsave, raw_spinlock_t,
		    raw_spin_lock_irqsave(_T->lock, _T->flags),
		    raw_spin_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)

/* Lists. */

struct list_head {
	struct list_head *next, *prev;
};

static inline void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list;
	list->prev = list;
}

static inline bool list_empty(const struct list_head *list)
{
	return list->next == list;
}

static inline void list_add_tail(struct list_head *node, struct list_head *list)
{
	node->next = list;
	node->prev = list->prev;
	list->prev->next = node;
	list->prev = node;
}

static inline void list_del(struct list_head *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	node->next = NULL;
	node->prev = NULL;
}

#define list_for_each_entry(entry, list, member)                             \
	for ((entry) = container_of((list)->next, typeof(*(entry)), member); \
	     &(entry)->member != (list);                                     \
	     (entry) = container_of((entry)->member.next, typeof(*(entry)),  \
				    member))

/* Who waits is called; later is when irq_work_sync() says. */

typedef struct {
	struct list_head list;
} wait_queue_head_t;

struct wait_queue_entry {
	struct list_head node;
	int (*func)(struct wait_queue_entry *entry, unsigned int mode,
		    int flags, void *key);
};

static inline void init_waitqueue_head(wait_queue_head_t *queue)
{
	INIT_LIST_HEAD(&queue->list);
}

static inline void
init_waitqueue_func_entry(struct wait_queue_entry *entry,
			  int (*func)(struct wait_queue_entry *entry,
				      unsigned int mode, int flags, void *key))
{
	entry->func = func;
}

static inline void add_wait_queue(wait_queue_head_t *queue,
				  struct wait_queue_entry *entry)
{
	list_add_tail(&entry->node, &queue->list);
}

static inline void remove_wait_queue(wait_queue_head_t *queue,
				     struct wait_queue_entry *entry)
{
	(void)queue;
	list_del(&entry->node);
}

static inline void wake_up_all(wait_queue_head_t *queue)
{
	struct wait_queue_entry *entry;

	list_for_each_entry(entry, &queue->list, node)
		entry->func(entry, 0, 0, NULL);
}

struct irq_work {
	void (*func)(struct irq_work *work);
	bool queued;
};

static inline void init_irq_work(struct irq_work *work,
				 void (*func)(struct irq_work *work))
{
	work->func = func;
	work->queued = false;
}

static inline void irq_work_queue(struct irq_work *work)
{
	work->queued = true;
}

static inline void irq_work_sync(struct irq_work *work)
{
	if (work->queued)
		work->func(work);
	work->queued = false;
}

/* Memory, and time, which passes whenever somebody looks. */

#define GFP_KERNEL 0
#define GFP_KERNEL_ACCOUNT 0
#define struct_size(pointer, member, num) \
	(sizeof(*(pointer)) + (num) * sizeof((pointer)->member[0]))
#define kvzalloc(size, flags) calloc(1, size)
#define kvfree free

u64 ktime_get_ns(void);

static inline void *memchr_inv(const void *start, int c, size_t size)
{
	for (const u8 *byte = start; size--; byte++)
		if (*byte != (u8)c)
			return (void *)byte;
	return NULL;
}

/* KUnit. */

#define KUNIT_PARAM_DESC_SIZE 128

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
