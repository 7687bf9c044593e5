// SPDX-License-Identifier: MIT
/* Functions on pads. */
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "jig.h"
#include "pads.h"

static void maps_and_unmaps(void)
{
	struct k210_owner owner = { .size = sizeof(owner) };

	jig_remember();
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	CHECK_INT(k210_fpioa_func_of(PAD), UART2_TX);
	CHECK_INT(k210_fpioa_pad_of(UART2_TX), PAD);
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_OK(k210_pad_owner(PAD, &owner));
	CHECK_INT(owner.pid, getpid());
	CHECK_STR(owner.holder, "fpioa");
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, 0));
	CHECK_OK(k210_fpioa_map(PAD, UART1_TX, 0));
	CHECK_STR(jig_function(PAD), "UART1_TX");
	CHECK_SAYS(k210_fpioa_pad_of(UART2_TX), -ENXIO,
		   "UART2_TX is on no pad");
	CHECK_SAYS(k210_fpioa_map(PAD2, UART1_TX, K210_FORCE), -EBUSY,
		   "UART1_TX is held by 'fpioa'");
	CHECK_STR(jig_function(PAD2), "GPIOHS6");
	CHECK_OK(k210_fpioa_unmap(PAD));
	CHECK_UNCHANGED();
}

static void takes_functions(void)
{
	int fd;

	jig_remember();
	CHECK_SAYS(k210_fpioa_map(EMPTY, GPIOHS(6), 0), -EBUSY, "IO22");
	CHECK_UNCHANGED();
	CHECK_OK(k210_fpioa_map(EMPTY, GPIOHS(6), K210_FORCE));
	CHECK_STR(jig_function(EMPTY), "GPIOHS6");
	CHECK_STR(jig_function(PAD2), "RESV0");
	CHECK_OK(k210_fpioa_unmap(EMPTY));
	CHECK_UNCHANGED();
	fd = claim_for("sensord", PAD, -1);
	CHECK_SAYS(k210_fpioa_map(PAD, UART2_TX, K210_FORCE), -EBUSY,
		   "sensord");
	CHECK_SAYS(k210_fpioa_map(PAD2, GPIOHS(5), K210_FORCE), -EBUSY,
		   "GPIOHS5 is held by 'sensord'");
	CHECK_SAYS(k210_fpioa_unmap(PAD), -EBUSY, "sensord");
	close(fd);
	CHECK_SAYS(k210_fpioa_map(29, UART2_TX, 0), -EBUSY, "SD_CS");
	CHECK_SAYS(k210_fpioa_map(29, UART2_TX, K210_PERSIST), -EBUSY, "force");
	CHECK_OK(k210_fpioa_map(29, UART2_TX, K210_FORCE));
	CHECK_STR(k210_errmsg(), "IO29 is this board's SD_CS");
	CHECK_OK(k210_fpioa_unmap(29));
	CHECK_SAYS(k210_fpioa_unmap(29), -EBUSY, "SD_CS");
	CHECK_SAYS(k210_fpioa_unmap(29), -EBUSY, "K210_FORCE");
	CHECK_SAYS(k210_fpioa_map(5, UART2_TX, K210_FORCE), -EBUSY, "device");
	CHECK_UNCHANGED();
}

static void maps_for_good(void)
{
	struct k210_owner owner = { .size = sizeof(owner) };

	put_back(PAD);
	put_back(PAD2);
	CHECK_OK(k210_fpioa_map(PAD, UART2_TX, K210_PERSIST));
	CHECK_STR(jig_function(PAD), "UART2_TX");
	CHECK_OK(k210_pad_owner(PAD, &owner));
	CHECK_INT(owner.state, 0);
	CHECK_SAYS(k210_fpioa_map(PAD2, UART2_TX, K210_PERSIST), -EBUSY,
		   "force takes it");
	CHECK_OK(k210_fpioa_map(PAD2, UART2_TX, K210_PERSIST | K210_FORCE));
	CHECK_STR(jig_function(PAD), "RESV0");
	CHECK_OK(k210_fpioa_unmap(PAD2));
	CHECK_STR(jig_function(PAD2), "RESV0");
	/* From a map that was this process's. */
	CHECK_OK(k210_fpioa_map(PAD2, UART1_TX, 0));
	CHECK_SAYS(k210_fpioa_map(PAD2, GPIOHS(7), K210_PERSIST), -EBUSY,
		   "IO23");
	CHECK_STR(jig_function(PAD2), "UART1_TX");
	CHECK_OK(k210_fpioa_map(PAD2, UART1_TX, K210_PERSIST));
	CHECK_STR(jig_function(PAD2), "UART1_TX");
	CHECK_OK(k210_pad_owner(PAD2, &owner));
	CHECK_INT(owner.state, 0);
}

static void refuses_numbers(void)
{
	int8_t pads[40];

	jig_remember();
	CHECK_SAYS(k210_fpioa_map(48, 0, 0), -EINVAL, "no pad 48");
	CHECK_SAYS(k210_fpioa_map(-1, 0, 0), -EINVAL, "no pad -1");
	CHECK_SAYS(k210_fpioa_map(PAD, 256, 0), -EINVAL, "no function 256");
	CHECK_SAYS(k210_fpioa_map(PAD, -1, 0), -EINVAL, "no function -1");
	CHECK_SAYS(k210_fpioa_map(PAD, 0, K210_NO_MUX), -EINVAL, "flags 4");
	CHECK_ERROR(k210_fpioa_unmap(48), -EINVAL);
	CHECK_ERROR(k210_fpioa_unmap(-1), -EINVAL);
	CHECK_ERROR(k210_fpioa_pad_of(256), -EINVAL);
	CHECK_ERROR(k210_fpioa_pad_of(-1), -EINVAL);
	CHECK_ERROR(k210_fpioa_func_of(48), -EINVAL);
	CHECK_ERROR(k210_fpioa_func_of(-1), -EINVAL);
	CHECK_ERROR(k210_fpioa_used(NULL), -EINVAL);
	CHECK_OK(k210_fpioa_used(pads));
	for (int i = 0; i < 40; i++)
		CHECK_INT(pads[i], i < 32 ? 16 + i : i - 24);
	CHECK_OK(k210_fpioa_map(16, UART2_TX, 0));
	CHECK_OK(k210_fpioa_used(pads));
	CHECK_INT(pads[0], -1);
	CHECK_INT(pads[1], 17);
	CHECK_OK(k210_fpioa_unmap(16));
	CHECK_UNCHANGED();
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a map is this process's until it is undone",
		     maps_and_unmaps),
		CASE("a map takes functions by force, from nobody",
		     takes_functions),
		CASE("a map that persists is free", maps_for_good),
		CASE("numbers that can't be are refused", refuses_numbers),
		{ 0 },
	};

	return run_cases("fpioa", cases, argc, argv);
}
