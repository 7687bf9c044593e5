// SPDX-License-Identifier: MIT
/*
 * k210gpio/board.h on the real driver, with a Maix Bit's tree in which lines
 * have names; `board list` prints what the tree's board is and has.
 */
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "jig.h"

static struct k210_place found;

static int find(const char *name)
{
	found = (struct k210_place){ .size = sizeof(found) };
	return k210_place_find(name, &found);
}

static void check_place(const char *name, int pad, const char *func,
			const char *label, int line, const char *called)
{
	struct k210_chip_info info = { .size = sizeof(info) };
	struct k210_chip *chip;

	CHECK_OK(find(name));
	CHECK_INT(found.pad, pad);
	if (func)
		CHECK_STR(k210_func(found.func)->name, func);
	else
		CHECK_INT(found.func, -1);
	CHECK_INT(found.line, line);
	if (line >= 0 && pad >= 0)
		CHECK_STR(jig_function(pad), func);
	CHECK_STR(found.name, called);
	CHECK_STR(k210_errmsg(), "");
	if (!label) {
		CHECK_STR(found.chip, "");
		return;
	}
	CHECK_OK(k210_chip_open(&chip, found.chip));
	CHECK_OK(k210_chip_info(chip, &info));
	CHECK_STR(info.label, label);
	CHECK_STR(info.name, found.chip);
	k210_chip_close(chip);
}

#define GPIOHS "38001000.gpio-controller"
#define GPIO "50200000.gpio"

static void tree_names_the_board(void)
{
	CHECK_STR(k210_board_name(), "bit");
	CHECK_INT(k210_board_lookup("LED_R"), 13);
	CHECK_STR(k210_board_reserved(29), "SD_CS");
	CHECK_OK(k210_board_load("dock"));
	CHECK_INT(k210_board_lookup("LED_R"), 14);
	CHECK_OK(k210_board_load(NULL));
	CHECK_STR(k210_board_name(), "bit");
	CHECK_INT(k210_board_lookup("LED_R"), 13);
}

static void environment_goes_before_the_tree(void)
{
	setenv("K210_BOARD", "amigo", 1);
	CHECK_STR(k210_board_name(), "amigo");
	CHECK_OK(k210_board_load(NULL));
	CHECK_STR(k210_board_name(), "bit");
}

static void pads_are_pads_whatever_they_carry(void)
{
	check_place("LED_R", 13, NULL, NULL, -1, "LED_R");
	check_place("IO13", 13, NULL, NULL, -1, "");
	check_place("13", 13, NULL, NULL, -1, "");
	check_place("IO13=GPIOHS3", 13, "GPIOHS3", NULL, -1, "");
	check_place("LED_R=UART1_TX", 13, "UART1_TX", NULL, -1, "LED_R");
	CHECK_SAYS(find("IO13=GPIOHS32"), -ENOENT, "'GPIOHS32'");
	CHECK_SAYS(find("IO13="), -ENOENT, "''");
	CHECK_SAYS(find("IO48=GPIOHS3"), -ENOENT, "'IO48=GPIOHS3'");
	CHECK_SAYS(find("GPIOHS3=IO13"), -ENOENT, "is no pad");
}

static void lines_are_found_by_their_functions(void)
{
	check_place("GPIOHS0", 16, "GPIOHS0", GPIOHS, 0, "");
	check_place("GPIO5", 13, "GPIO5", GPIO, 5, "");
	check_place("GPIOHS31", 47, "GPIOHS31", GPIOHS, 31, "");
	check_place("UARTHS_RX", 4, "UARTHS_RX", NULL, -1, "");
	check_place("UART1_TX", -1, "UART1_TX", NULL, -1, "");
	CHECK_SAYS(find("GPIOHS32"), -ENOENT, "'GPIOHS32'");
	CHECK_SAYS(find("gpiohs0"), -ENOENT, "'gpiohs0'");
}

static void lines_are_found_by_their_chips(void)
{
	char name[2 * K210_NAME_SIZE];

	check_place("gpiohs:0", 16, "GPIOHS0", GPIOHS, 0, "");
	check_place("gpio:5", 13, "GPIO5", GPIO, 5, "");
	check_place("gpio:7", 15, "GPIO7", GPIO, 7, "");
	check_place(GPIOHS ":31", 47, "GPIOHS31", GPIOHS, 31, "");
	check_place(GPIO ":0", 8, "GPIO0", GPIO, 0, "");
	sprintf(name, "%s:0", found.chip);
	check_place(name, 8, "GPIO0", GPIO, 0, "");
	sprintf(name, "/dev/%s:1", found.chip);
	check_place(name, 9, "GPIO1", GPIO, 1, "");
	CHECK_SAYS(find("gpiohs:32"), -ENOENT, "0 to 31");
	CHECK_SAYS(find("gpio:8"), -ENOENT, "0 to 7");
	CHECK_ERROR(find("gpiohs:4294967296"), -ENOENT);
	CHECK_ERROR(find("gpiohs:-1"), -ENOENT);
	CHECK_ERROR(find("gpiohs:00"), -ENOENT);
	CHECK_ERROR(find("gpiohs:"), -ENOENT);
	CHECK_SAYS(find("/dev/null:0"), -ENOTTY, "/dev/null");
}

static void lines_are_found_by_their_names(void)
{
	check_place("reset", 21, "GPIOHS5", GPIOHS, 5, "reset");
	check_place("@reset", 21, "GPIOHS5", GPIOHS, 5, "reset");
	check_place("gpiohs:5", 21, "GPIOHS5", GPIOHS, 5, "reset");
	CHECK_ERROR(find("twice"), -ENOTUNIQ);
	CHECK_ERROR(find("@twice"), -ENOTUNIQ);
	CHECK_SAYS(find("@LED_R"), -ENOENT, "'LED_R'");
}

static void a_pads_name_goes_before_a_lines(void)
{
	check_place("IO13", 13, NULL, NULL, -1, "");
	check_place("@IO13", 22, "GPIOHS6", GPIOHS, 6, "IO13");
}

static void nothing_is_changed_by_a_look(void)
{
	static const char *const names[] = { "LED_R",	 "IO13=GPIOHS3",
					     "GPIOHS31", "gpiohs:31",
					     "reset",	 "nowhere" };

	jig_remember();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		find(names[i]);
	CHECK_UNCHANGED();
}

/* What the tree's board keeps it keeps, whatever the environment says. */
static void wrong_environment_frees_no_pad(void)
{
	static const char *const wrongs[] = { "nowhere", "./nowhere.json",
					      "/dev/null" };

	jig_remember();
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		setenv("K210_BOARD", wrongs[i], 1);
		CHECK_STR(k210_board_reserved(29), "SD_CS");
		CHECK(!k210_board_reserved(21));
		CHECK_SAYS(k210_fpioa_map(29, 64, 0), -EBUSY, "SD_CS");
	}
	CHECK_UNCHANGED();
}

static int print_pin(const struct k210_board_pin *pin, void *user)
{
	(void)user;
	printf("%s %d %d %d\n", pin->name, pin->pad, pin->active_low,
	       pin->reserved_pad);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("the tree names the board", tree_names_the_board),
		CASE("the environment's board goes before the tree's",
		     environment_goes_before_the_tree),
		CASE("a wrong board of the environment frees no pad",
		     wrong_environment_frees_no_pad),
		CASE("a pad is a pad, whatever it carries",
		     pads_are_pads_whatever_they_carry),
		CASE("a function is found where it is, and its line",
		     lines_are_found_by_their_functions),
		CASE("a line is found by its chip and offset",
		     lines_are_found_by_their_chips),
		CASE("a line is found by its name",
		     lines_are_found_by_their_names),
		CASE("a pad's name goes before a line's",
		     a_pads_name_goes_before_a_lines),
		CASE("a look changes nothing", nothing_is_changed_by_a_look),
		{ 0 },
	};

	if (argc > 1 && !strcmp(argv[1], "list")) {
		printf("%s\n", k210_board_name());
		return k210_board_iter(print_pin, NULL);
	}
	return run_cases("board", cases, argc, argv);
}
