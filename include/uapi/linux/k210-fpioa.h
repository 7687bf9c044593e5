/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * /dev/k210-fpioa: what function is on which pad of a Kendryte K210, with which
 * settings, and for whom.
 *
 * A claim is a descriptor, as a request of GPIO lines is: the pads are its own
 * until it is closed, and then are what they were before.
 *
 * How this grows: a later kernel may know longer structures than these, whose
 * new fields mean nothing when they are 0; the size is part of a request's
 * number. A kernel takes shorter ones than it knows, down to those of the first
 * version, and longer ones whose rest is 0; with another rest, and for elements
 * longer than a page, it answers E2BIG, to a request that it doesn't know
 * ENOTTY, and to bits that it doesn't know EINVAL. Reserved fields must be 0;
 * what is to be filled is not looked at. The layout is the same for 32 and 64
 * bits.
 *
 * Errors that all requests may answer: EFAULT for an address that isn't the
 * caller's, EINTR, ENODEV once the FPIOA has been unbound from its driver,
 * ENOMEM. A request that fails has changed nothing.
 */
#ifndef _UAPI_LINUX_K210_FPIOA_H
#define _UAPI_LINUX_K210_FPIOA_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* Grows by one with each addition to what is here. */
#define K210_FPIOA_ABI		1

/* Pads are 0 (IO0) to 47, functions 0 to 255. */
#define K210_FPIOA_PADS		48
#define K210_FPIOA_FUNCTIONS	256

/* Of names, with the zero that ends them. */
#define K210_FPIOA_NAME_SIZE	32

/* In place of a pad: none. */
#define K210_FPIOA_NO_PAD	0xffffffffU

/**
 * struct k210_fpioa_info - what there is
 * @abi: K210_FPIOA_ABI of the kernel
 * @pads: how many pads
 * @functions: how many functions
 * @max_events: how many events a queue of the caller's may have
 * @max_watches: how many queues the caller's user may have; 0 for any number
 * @reserved: 0
 * @compatible: the first string of the device tree's root, which tells boards
 *	apart: "sipeed,maix-bit"
 */
struct k210_fpioa_info {
	__u32 abi;
	__u32 pads;
	__u32 functions;
	__u32 max_events;
	__u32 max_watches;
	__u32 reserved;
	char compatible[64];
};

/*
 * Which fields of struct k210_fpioa_config are meant. What is not meant stays,
 * and must be 0.
 */
#define K210_FPIOA_FUNCTION		(1U << 0)
#define K210_FPIOA_PULL			(1U << 1)
/* One of the two, at most. */
#define K210_FPIOA_DRIVE_UA		(1U << 2)
#define K210_FPIOA_DRIVE_LEVEL		(1U << 3)
#define K210_FPIOA_SLOW_SLEW		(1U << 4)
#define K210_FPIOA_SCHMITT		(1U << 5)
#define K210_FPIOA_INPUT		(1U << 6)
#define K210_FPIOA_OUTPUT		(1U << 7)
#define K210_FPIOA_INPUT_INVERT		(1U << 8)
#define K210_FPIOA_OUTPUT_INVERT	(1U << 9)

/* @pull of struct k210_fpioa_config */
#define K210_FPIOA_PULL_NONE		0
#define K210_FPIOA_PULL_UP		1
#define K210_FPIOA_PULL_DOWN		2

/**
 * struct k210_fpioa_config - what a pad is to be, or is
 * @mask: which of the following are meant
 * @pad: 0 to 47
 * @function: 0 to 255. A pad that gets another function also gets the settings
 *	that are the function's own, and then those given here; one that has it
 *	already keeps the settings that it has.
 * @pull: one of K210_FPIOA_PULL_*
 * @drive_level: 0 to 15; levels above 7 have no current in the data sheet
 * @drive_ua: what the pad may source, in microampere; 11200 and more. The
 *	strongest level that isn't above it. What is read is the level's, of
 *	levels above 7 that of 7.
 * @slow_slew: 0 or 1, as all that follow: edges are slowed down
 * @schmitt: the input goes through a Schmitt trigger
 * @input: the function may see the pad
 * @output: the function may drive the pad
 * @input_invert: the function sees the inverse
 * @output_invert: the pad gets the inverse
 * @reserved: 0
 */
struct k210_fpioa_config {
	__u32 mask;
	__u8 pad;
	__u8 function;
	__u8 pull;
	__u8 drive_level;
	__u32 drive_ua;
	__u8 slow_slew;
	__u8 schmitt;
	__u8 input;
	__u8 output;
	__u8 input_invert;
	__u8 output_invert;
	__u8 reserved[2];
};

/* What a pad's state is made of; none of these: it is free. */
/* A device of the kernel's has it, by the device tree. */
#define K210_FPIOA_STATE_DEVICE		(1U << 0)
/* A claim has it. */
#define K210_FPIOA_STATE_CLAIMED	(1U << 1)
/* It carries a line that is requested, or is an interrupt in use. */
#define K210_FPIOA_STATE_LINE		(1U << 2)
/* It is held at a level, whatever its function drives. */
#define K210_FPIOA_STATE_HELD		(1U << 3)
/* That level is high. */
#define K210_FPIOA_STATE_HELD_HIGH	(1U << 4)
/* It isn't as it was before claims, and will be if those don't persist. */
#define K210_FPIOA_STATE_CHANGED	(1U << 5)

/**
 * struct k210_fpioa_pad - a pad as it is
 * @pad: 0 to 47: which one is asked for
 * @state: K210_FPIOA_STATE_*
 * @level: 1 if the pad is high; 0 as well while its input is off
 * @word: its register. While it is held at a level that is not what @config
 *	says.
 * @config: its function and settings; all fields are meant
 */
struct k210_fpioa_pad {
	__u32 pad;
	__u32 state;
	__u32 level;
	__u32 word;
	struct k210_fpioa_config config;
};

/* By name, not by number, of struct k210_fpioa_function */
#define K210_FPIOA_BY_NAME		(1U << 0)

/* What kind of function: its inputs and outputs by default */
#define K210_FPIOA_CLASS_NONE		0
#define K210_FPIOA_CLASS_INPUT		1
#define K210_FPIOA_CLASS_OUTPUT		2
#define K210_FPIOA_CLASS_BOTH		3

/**
 * struct k210_fpioa_function - a function as it is
 * @flags: K210_FPIOA_BY_NAME, or 0
 * @function: 0 to 255: which one is asked for; with K210_FPIOA_BY_NAME 0, and
 *	filled
 * @pad: the pad that carries it: the first, or K210_FPIOA_NO_PAD
 * @function_class: one of K210_FPIOA_CLASS_*
 * @shareable: 1 if it may be on any number of pads at once
 * @line: if it is a line of a GPIO chip, which of the chip's; else 0
 * @name: the vendor SDK's: "GPIOHS0", "UART1_TX"; with K210_FPIOA_BY_NAME it is
 *	asked for by this
 * @chip: if it is a line of a GPIO chip that is there, the chip's name in /dev:
 *	"gpiochip0"; else empty
 * @output: 1 if that line is an output, whether it is requested or not; else 0
 */
struct k210_fpioa_function {
	__u32 flags;
	__u32 function;
	__u32 pad;
	__u32 function_class;
	__u32 shareable;
	__u32 line;
	char name[K210_FPIOA_NAME_SIZE];
	char chip[K210_FPIOA_NAME_SIZE];
	__u32 output;
};

/**
 * struct k210_fpioa_owner - who has a pad
 * @pad: 0 to 47: which one is asked for
 * @state: K210_FPIOA_STATE_*
 * @pid: of the process that made the claim, as the caller's namespace numbers
 *	it; 0 without a claim, after one that persists, and where the namespace
 *	has no number for it
 * @uid: of that process's user, as the caller's namespace numbers it; else 0
 * @holder: the claim's @consumer, or the device's name as the device tree gave
 *	the pad to it: "38000000.serial"; else empty
 * @user: whoever uses the line that the pad carries, as the GPIO chip has it;
 *	else empty
 */
struct k210_fpioa_owner {
	__u32 pad;
	__u32 state;
	__s32 pid;
	__u32 uid;
	char holder[K210_FPIOA_NAME_SIZE];
	char user[K210_FPIOA_NAME_SIZE];
};

/* Takes functions from free pads that carry them, which then are RESV0. */
#define K210_FPIOA_FORCE		(1U << 0)
/*
 * What is claimed stays as it is when the claim is closed. Else, lines that were
 * requested on its pads, and weren't theirs before, are inputs once they leave.
 */
#define K210_FPIOA_PERSIST		(1U << 1)

/**
 * struct k210_fpioa_claim - pads to be claimed
 * @configs: address of an array of struct k210_fpioa_config, one for each pad
 * @num: its length, 1 to 48
 * @config_size: of one of its elements
 * @flags: K210_FPIOA_FORCE, K210_FPIOA_PERSIST
 * @fd: filled: the claim. It is closed on exec.
 * @consumer: who claims, for K210_FPIOA_GET_OWNER; if empty, the task's name.
 *	Control characters become question marks.
 */
struct k210_fpioa_claim {
	__u64 configs;
	__u32 num;
	__u32 config_size;
	__u32 flags;
	__s32 fd;
	char consumer[K210_FPIOA_NAME_SIZE];
};

/**
 * struct k210_fpioa_configure - changes to a claim's pads
 * @configs: as in struct k210_fpioa_claim
 * @num: likewise
 * @config_size: likewise
 * @flags: K210_FPIOA_FORCE
 * @reserved: 0
 */
struct k210_fpioa_configure {
	__u64 configs;
	__u32 num;
	__u32 config_size;
	__u32 flags;
	__u32 reserved;
};

/* At the level that each pad has at that moment. */
#define K210_FPIOA_HOLD_AS_IS		(1U << 0)

/**
 * struct k210_fpioa_hold - pads to be held at a level
 * @pads: a bit for each
 * @levels: a bit for each that is high; no others; with K210_FPIOA_HOLD_AS_IS 0
 * @flags: K210_FPIOA_HOLD_AS_IS, or 0
 * @reserved: 0
 */
struct k210_fpioa_hold {
	__u64 pads;
	__u64 levels;
	__u32 flags;
	__u32 reserved;
};

/**
 * struct k210_fpioa_release - pads no longer to be held at a level
 * @pads: a bit for each
 */
struct k210_fpioa_release {
	__u64 pads;
};

/**
 * struct k210_fpioa_watch - pads whose changes are told
 * @pads: a bit for each; none ends it
 * @num_events: how many events the queue has place for, up to @max_events of
 *	struct k210_fpioa_info; 0 for 64, and for as many as it has already
 * @reserved: 0
 */
struct k210_fpioa_watch {
	__u64 pads;
	__u32 num_events;
	__u32 reserved;
};

/* What has changed, in struct k210_fpioa_event */
#define K210_FPIOA_CHANGED_FUNCTION	(1U << 0)
#define K210_FPIOA_CHANGED_SETTINGS	(1U << 1)
/* A claim or a device has got it, or given it back. */
#define K210_FPIOA_CHANGED_OWNER	(1U << 2)
/* The line on it was requested or released. */
#define K210_FPIOA_CHANGED_LINE		(1U << 3)
/* It is held at a level, or released, or the level has changed. */
#define K210_FPIOA_CHANGED_HELD		(1U << 4)
/* No change: @lost events are missing here, for which there was no place. */
#define K210_FPIOA_LOST			(1U << 31)

/**
 * struct k210_fpioa_event - a change, as read() gives it
 * @time_ns: when, by CLOCK_MONOTONIC
 * @changed: K210_FPIOA_CHANGED_*, or K210_FPIOA_LOST
 * @lost: with K210_FPIOA_LOST how many; else 0
 * @state: K210_FPIOA_STATE_* from then on
 * @pad: 0 to 47
 * @function: its function from then on
 * @reserved: 0
 */
struct k210_fpioa_event {
	__u64 time_ns;
	__u32 changed;
	__u32 lost;
	__u32 state;
	__u8 pad;
	__u8 function;
	__u8 reserved[2];
};

#define K210_FPIOA_IOC			0xfa

/*
 * Requests of /dev/k210-fpioa.
 *
 * K210_FPIOA_GET_INFO: no errors of its own.
 *
 * K210_FPIOA_GET_PAD: EINVAL if there is no such pad.
 *
 * K210_FPIOA_GET_FUNCTION: EINVAL if there is no such number, or for an unknown
 * flag or a name that isn't ended; ENOENT if there is no such name.
 *
 * K210_FPIOA_GET_OWNER: EINVAL if there is no such pad.
 *
 * K210_FPIOA_CLAIM: EINVAL for anything that doesn't exist, a pad twice, a
 * function on two pads, a name that isn't ended; EBUSY for a pad that isn't
 * free, a function that is on a pad that isn't, or is on a free pad and
 * K210_FPIOA_FORCE isn't given; EMFILE, ENFILE. All pads are claimed, or none.
 *
 * K210_FPIOA_RELEASE: ends levels that claims with K210_FPIOA_PERSIST left
 * behind, which then are free; pads that no claim left so are not touched.
 * EPERM without CAP_SYS_ADMIN, EINVAL for pads that don't exist, EBUSY if a
 * claim has one of them.
 *
 * K210_FPIOA_WATCH: EINVAL for pads that don't exist, more events than the
 * caller may have, or events without pads; EBUSY for another number of events
 * while there is a queue; EMFILE if the user has as many queues as it may have.
 */
#define K210_FPIOA_GET_INFO	_IOR(K210_FPIOA_IOC, 0, struct k210_fpioa_info)
#define K210_FPIOA_GET_PAD	_IOWR(K210_FPIOA_IOC, 1, struct k210_fpioa_pad)
#define K210_FPIOA_GET_FUNCTION	\
	_IOWR(K210_FPIOA_IOC, 2, struct k210_fpioa_function)
#define K210_FPIOA_GET_OWNER	_IOWR(K210_FPIOA_IOC, 3, struct k210_fpioa_owner)
#define K210_FPIOA_CLAIM	_IOWR(K210_FPIOA_IOC, 4, struct k210_fpioa_claim)
#define K210_FPIOA_WATCH	_IOW(K210_FPIOA_IOC, 5, struct k210_fpioa_watch)

/*
 * Requests of a claim, by whoever has the descriptor.
 *
 * K210_FPIOA_CONFIGURE: EINVAL as K210_FPIOA_CLAIM, and for pads that aren't
 * the claim's; EBUSY as K210_FPIOA_CLAIM, and for another function on a pad
 * whose line is in use. All changes are made, or none. While a pad is held at a
 * level, its changes wait until it is released.
 *
 * K210_FPIOA_HOLD: EINVAL for no pads, pads that aren't the claim's, levels of
 * other pads. Whatever is routed to the pad goes on meanwhile, without the pad;
 * its input reads 0. Pads that are held already may change their level.
 *
 * K210_FPIOA_RELEASE: EINVAL for pads that aren't the claim's. Pads that aren't
 * held are not touched.
 */
#define K210_FPIOA_CONFIGURE	\
	_IOW(K210_FPIOA_IOC, 16, struct k210_fpioa_configure)
#define K210_FPIOA_HOLD		_IOW(K210_FPIOA_IOC, 17, struct k210_fpioa_hold)

/* A request of both. */
#define K210_FPIOA_RELEASE	\
	_IOW(K210_FPIOA_IOC, 18, struct k210_fpioa_release)

/*
 * read() of /dev/k210-fpioa gives whole events, as many as there are and fit,
 * and waits for the first. EINVAL if not even one fits, or nothing is watched;
 * EAGAIN with O_NONBLOCK if there is none; EINTR; ENODEV once the FPIOA is
 * unbound. poll() says POLLIN while there is one, and POLLHUP and POLLERR once
 * the FPIOA is unbound, as on a claim.
 */

#endif
