// SPDX-License-Identifier: MIT
/* The boards that are built in. */
#include <stdio.h>
#include <stdlib.h>

#include "../harness.h"

static const char *const names[] = { "bit",  "dock",  "go",	  "maixduino",
				     "cube", "amigo", "m5stickv", "kd233" };

#define BOARDS 8

static void all_are_listed(void)
{
	for (int i = 0; i < BOARDS; i++)
		CHECK_STR(k210_board_list(i), names[i]);
	CHECK(!k210_board_list(BOARDS));
	CHECK(!k210_board_list(UINT32_MAX));
}

struct seen {
	int pad;
	int count;
	uint64_t reserved;
	uint64_t active_low;
};

static int check_pin(const struct k210_board_pin *pin, void *user)
{
	struct seen *seen = user;
	bool part = strstr(pin->name, "LED_R") || strstr(pin->name, "LED_G") ||
		    strstr(pin->name, "LED_B") || strstr(pin->name, "KEY") ||
		    strstr(pin->name, "BUTTON");

	CHECK(pin->pad >= seen->pad && pin->pad < K210_PADS);
	CHECK(strlen(pin->name) < K210_NAME_SIZE);
	CHECK(pin->reserved_pad <= 1 && pin->active_low <= 1);
	CHECK(!(pin->reserved_pad && pin->active_low));
	if (part && !pin->active_low)
		FAIL("%s isn't active low", pin->name);
	CHECK_INT(k210_board_lookup(pin->name), pin->pad);
	CHECK_INT(!!k210_board_reserved(pin->pad), pin->reserved_pad);
	seen->pad = pin->pad;
	seen->reserved |= (uint64_t)pin->reserved_pad << pin->pad;
	seen->active_low |= (uint64_t)pin->active_low << pin->pad;
	return ++seen->count == 1000;
}

#define PAD(n) (1ULL << (n))
#define PADS(first, last) ((PAD((last) - (first) + 1) - 1) << (first))

/* Camera and console; LCD; SD card, as on the Maix boards. */
#define DVP_ISP (PADS(40, 47) | PADS(4, 5))
#define LCD PADS(36, 39)
#define SD PADS(26, 29)

static const struct {
	uint64_t reserved;
	uint64_t active_low;
} expected[BOARDS] = {
	{ DVP_ISP | LCD | SD | PAD(20), PADS(12, 14) | PAD(16) },
	{ DVP_ISP | LCD | SD | PADS(6, 7) | PAD(31), PADS(12, 14) | PAD(16) },
	{ DVP_ISP | LCD | SD | PADS(6, 7) | PAD(20), PADS(12, 17) },
	{ DVP_ISP | LCD | SD | PADS(6, 7) | PAD(9) | PAD(20) | PAD(25),
	  PADS(12, 14) | PAD(16) },
	{ DVP_ISP | LCD | SD, PADS(10, 14) | PAD(16) },
	{ DVP_ISP | LCD | PAD(6) | PADS(10, 11) | PAD(19) | PAD(24) |
		  PADS(26, 27) | PAD(33) | PAD(35),
	  PADS(14, 15) | PAD(17) | PAD(20) | PAD(23) | PAD(31) },
	{ DVP_ISP | PAD(12) | PADS(18, 23) | PADS(28, 33),
	  PADS(6, 9) | PADS(36, 37) },
	{ PADS(4, 15) | PAD(17) | PADS(29, 33), PAD(16) | PADS(24, 26) },
};

static void all_have_their_parts(void)
{
	for (int i = 0; i < BOARDS; i++) {
		struct seen seen = { 0 };

		CHECK_OK(k210_board_load(names[i]));
		CHECK_STR(k210_board_name(), names[i]);
		CHECK_INT(k210_board_iter(check_pin, &seen), 0);
		CHECK(seen.count >= 25);
		CHECK_INT(seen.reserved, expected[i].reserved);
		CHECK_INT(seen.active_low, expected[i].active_low);
	}
}

static void check_rgb(const char *board, int red, int green, int blue)
{
	CHECK_OK(k210_board_load(board));
	CHECK_INT(k210_board_lookup("LED_R"), red);
	CHECK_INT(k210_board_lookup("LED_G"), green);
	CHECK_INT(k210_board_lookup("LED_B"), blue);
}

static void leds_are_where_maixpy_has_them(void)
{
	check_rgb("bit", 13, 12, 14);
	check_rgb("dock", 14, 13, 12);
	check_rgb("go", 14, 12, 13);
	check_rgb("maixduino", 13, 12, 14);
	check_rgb("cube", 13, 12, 14);
	check_rgb("amigo", 14, 15, 17);
	check_rgb("m5stickv", 6, 9, 8);
}

static void other_parts_are_where_they_are(void)
{
	static const struct {
		const char *board;
		const char *name;
		int pad;
	} parts[] = {
		{ "bit", "BOOT_KEY", 16 },
		{ "bit", "MIC0_WS", 19 },
		{ "bit", "SD_CS", 29 },
		{ "bit", "JTAG_TCK", 0 },
		{ "bit", "DVP_PCLK", 47 },
		{ "dock", "WIFI_EN", 8 },
		{ "dock", "MIC0_DATA", 31 },
		{ "dock", "I2S_BCK", 35 },
		{ "go", "KEY1", 15 },
		{ "go", "MIC_LED_CLK", 25 },
		{ "maixduino", "PIN0", 4 },
		{ "maixduino", "PIN6", 32 },
		{ "maixduino", "PIN7", 15 },
		{ "maixduino", "PIN8", 14 },
		{ "maixduino", "PIN13", 3 },
		{ "maixduino", "ESP32_CS", 25 },
		{ "cube", "NEXT", 16 },
		{ "cube", "SPI_MISO", 15 },
		{ "cube", "SPI_CS", 20 },
		{ "cube", "I2S0_SCLK", 35 },
		{ "amigo", "BOOT_KEY", 23 },
		{ "amigo", "I2C_SDA", 27 },
		{ "amigo", "I2S0_IN_D0", 35 },
		{ "m5stickv", "SPK_SD", 25 },
		{ "m5stickv", "CONNEXT_A", 35 },
		{ "m5stickv", "WIFI_TX", 39 },
		{ "kd233", "LED1", 25 },
		{ "kd233", "KEY0", 26 },
		{ "kd233", "SD_CS", 32 },
		{ "kd233", "DVP_HSYNC", 17 },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		CHECK_OK(k210_board_load(parts[i].board));
		CHECK_INT(k210_board_lookup(parts[i].name), parts[i].pad);
	}
}

static void case_of_a_boards_name_is_free(void)
{
	CHECK_OK(k210_board_load("MaixDuino"));
	CHECK_STR(k210_board_name(), "maixduino");
	CHECK_OK(k210_board_load("sipeed,maix-dock-m1"));
	CHECK_STR(k210_board_name(), "dock");
	CHECK_ERROR(k210_board_load("bi"), -ENOENT);
	CHECK_ERROR(k210_board_load("bitm"), -ENOENT);
	CHECK_ERROR(k210_board_load("+maix"), -ENOENT);
	CHECK_ERROR(k210_board_load("+"), -ENOENT);
	CHECK_ERROR(k210_board_load("LED_R"), -ENOENT);
	CHECK_STR(k210_board_name(), "dock");
}

static int stop(const struct k210_board_pin *pin, void *user)
{
	(void)user;
	/* Whoever is called may ask in turn. */
	CHECK_INT(k210_board_lookup(pin->name), pin->pad);
	return pin->pad == 12 ? -EIO : 0;
}

static void what_is_called_may_end_it(void)
{
	CHECK_OK(k210_board_load("bit"));
	CHECK_INT(k210_board_iter(stop, NULL), -EIO);
	CHECK_ERROR(k210_board_iter(NULL, NULL), -EINVAL);
}

static void there_are_48_pads(void)
{
	CHECK_OK(k210_board_load("bit"));
	CHECK_STR(k210_board_reserved(47), "DVP_PCLK");
	CHECK(!k210_board_reserved(48));
	CHECK(!k210_board_reserved(-1));
	CHECK(!k210_board_reserved(256 + 29));
}

static void without_a_tree_there_is_none(void)
{
	CHECK_STR(k210_board_name(), "");
	CHECK_ERROR(k210_board_lookup("LED_R"), -ENOENT);
	CHECK_ERROR(k210_board_load(NULL), -ENOENT);
	CHECK_INT(k210_board_iter(stop, NULL), 0);
}

static bool privileged;

/* libc's, of a program that may or may not be told what to do. */
char *secure_getenv(const char *name)
{
	return privileged ? NULL : getenv(name);
}

static void who_has_another_user_is_not_told(void)
{
	CHECK_INT(setenv("K210_BOARD", "dock", 1), 0);
	privileged = true;
	CHECK_STR(k210_board_name(), "");
	privileged = false;
	CHECK_STR(k210_board_name(), "dock");
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("all boards are listed", all_are_listed),
		CASE("reserved and active low are what the parts are",
		     all_have_their_parts),
		CASE("LEDs are where MaixPy has them",
		     leds_are_where_maixpy_has_them),
		CASE("other parts are where the drawings have them",
		     other_parts_are_where_they_are),
		CASE("a board's name is taken in any case, and whole",
		     case_of_a_boards_name_is_free),
		CASE("what is called for each may ask, and end it",
		     what_is_called_may_end_it),
		CASE("no other pad is reserved", there_are_48_pads),
		CASE("without a device tree there is no board",
		     without_a_tree_there_is_none),
		CASE("a program with another user knows no K210_BOARD",
		     who_has_another_user_is_not_told),
		{ 0 },
	};

	return run_cases("boards", cases, argc, argv);
}
