// SPDX-License-Identifier: MIT
/* MaixPy's config.json, and whatever else somebody has called so. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

static void finds_its_names(void)
{
	CHECK_OK(load_text("{\"type\": \"mine\", \"board_info\": "
			   "{\"LED_R\": 13, \"RELAY\": 0, \"LAST\": 47}}"));
	CHECK_STR(k210_board_name(), "mine");
	CHECK_INT(k210_board_lookup("LED_R"), 13);
	CHECK_INT(k210_board_lookup("RELAY"), 0);
	CHECK_INT(k210_board_lookup("LAST"), 47);
	CHECK_SAYS(k210_board_lookup("BOOT_KEY"), -ENOENT, "'BOOT_KEY'");
	CHECK_ERROR(k210_board_lookup("led_r"), -ENOENT);
	CHECK_ERROR(k210_board_lookup(""), -ENOENT);
	CHECK_ERROR(k210_board_lookup(NULL), -EINVAL);
	CHECK(!k210_board_reserved(29));
}

static int note(const struct k210_board_pin *pin, void *user)
{
	char *text = user;

	CHECK_INT(pin->size, sizeof(*pin));
	sprintf(text + strlen(text), "%d%s%s%s ", pin->pad,
		pin->active_low ? "~" : "", pin->reserved_pad ? "!" : "",
		pin->name);
	return 0;
}

static void goes_on_with_its_type(void)
{
	char text[2048] = "";

	CHECK_OK(load_text("{\"board_info\": {\"SD_CS\": 8, \"FAN\": 28, "
			   "\"LED_R\": 9}, \"type\": \"Bit\"}"));
	CHECK_STR(k210_board_name(), "bit");
	CHECK_OK(k210_board_iter(note, text));
	CHECK(strstr(text, " 8!SD_CS 9~LED_R 12~LED_G 14~LED_B "));
	CHECK(strstr(text, " 28!FAN 28!SD_MOSI 36!LCD_CS "));
	CHECK_INT(k210_board_lookup("SD_CS"), 8);
	CHECK_STR(k210_board_reserved(8), "SD_CS");
	CHECK(!k210_board_reserved(29));
	CHECK_STR(k210_board_reserved(28), "SD_MOSI");
}

static void takes_what_maixpy_has(void)
{
	CHECK_OK(load_text(
		"{\n\t\"config_name\": \"cube.config\",\n"
		"\t\"lcd\": {\"height\": 240, \"dir\": 96, \"x\": [1, {}]},\n"
		"\t\"freq_cpu\": 416000000,\n"
		"\t\"board_info\": {\n\t\t\"pin_num\":   48,\n"
		"\t\t\"KEY1\": 10,\n\t\t\"pin_name\": [\"A\", \"B\"],\n"
		"\t\t\"D\": [4, 5, 21]\n\t}\n}\n"));
	CHECK_STR(k210_board_name(), "cube.config");
	CHECK_INT(k210_board_lookup("KEY1"), 10);
	CHECK_ERROR(k210_board_lookup("pin_num"), -ENOENT);
	CHECK_ERROR(k210_board_lookup("D"), -ENOENT);
}

static void needs_no_names_of_its_own(void)
{
	CHECK_OK(load_text("{\"type\": \"duino\", \"lcd\": {}}"));
	CHECK_STR(k210_board_name(), "maixduino");
	CHECK_INT(k210_board_lookup("PIN7"), 15);
	CHECK_OK(load_text("{\"board_info\": {}}"));
	CHECK_STR(k210_board_name(), "board.json");
	CHECK_OK(k210_board_load("go"));
	CHECK_OK(k210_board_load("board.json"));
	CHECK_STR(k210_board_name(), "board.json");
	CHECK_SAYS(load_text("{\"type\": \"mine\"}"), -EINVAL, "no board_info");
}

/* Whatever is refused leaves what was there before. */
static void check_refused(int error, const char *words)
{
	CHECK_INT(error, -EINVAL);
	if (!strstr(k210_errmsg(), FILE_NAME) || !strstr(k210_errmsg(), words))
		FAIL("\"%s\" doesn't say \"%s\"", k210_errmsg(), words);
	CHECK_STR(k210_board_name(), "kept");
	CHECK_INT(k210_board_lookup("OLD"), 7);
}

static const struct {
	const char *text;
	const char *words;
} wrongs[] = {
	{ "", "line 1: it ends too early" },
	{ " \n", "line 2: it ends too early" },
	{ "{\"board_info\": {\n\"A\": 1\n", "line 3: it ends too early" },
	{ "{\"board_info\": {\"A", "line 1: it ends too early" },
	{ "[]", "line 1: a { is expected" },
	{ "\n\"board_info\"", "line 2: a { is expected" },
	{ "13 ", "line 1: a { is expected" },
	{ "{\n  board_info: {}}", "line 2: this isn't JSON" },
	{ "{\"a\": 1}}", "line 1: this isn't JSON" },
	{ "{\"a\": [1}", "line 1: this isn't JSON" },
	{ "{\"board_info\": {}}\n{}", "line 2: more follows" },
	{ "{\"board_info\": {}}\n1 ", "line 2: more follows" },
	{ "{\"board_info\"\n{}}", "line 2: this isn't JSON" },
	{ "{\n\"a\" 1, \"board_info\": {}}", "line 2: this isn't JSON" },
	{ "{\"a\": 1\n\"board_info\": {}}", "line 1: a : or a comma" },
	{ "{\"a\": \"b\": \"c\", \"board_info\": {}}", "a : or a comma" },
	{ "{\"a\": [\"b\": 1], \"board_info\": {}}", "a : or a comma" },
	{ "{\n{\"board_info\": {}}}", "line 2: this isn't JSON" },
	{ "{\n1: 2, \"board_info\": {}}", "line 2: this isn't JSON" },
	{ "{\"board_info\": []}", "board_info isn't {" },
	{ "{\"board_info\":\n 5}", "line 2: board_info isn't {" },
	{ "{\"board_info\": \"LED_R\"}", "board_info isn't {" },
	{ "{\"board_info\": {}, \"board_info\": {}}", "there already" },
	{ "{\"type\": \"a\", \"type\": \"a\", \"board_info\": {}}",
	  "there already" },
	{ "{\"type\": 5, \"board_info\": {}}", "no \"NAME\"" },
	{ "{\"type\": {}, \"board_info\": {}}", "no \"NAME\"" },
	{ "{\"type\": \"a\033[2J\", \"board_info\": {}}", "control" },
	{ "{\"type\": \"12345678901234567890123456789012\","
	  " \"board_info\": {}}",
	  "31 characters" },
	{ "{\"board_info\": {\"A\": 48}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": -1}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": 1.0}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": 1e1}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": 07}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": 4294967297}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": true}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": null}}", "no pad's number" },
	{ "{\"board_info\": {\"A\":\n\"1\"}}", "line 2: this is no pad's" },
	{ "{\"board_info\": {\"A\": \"IO1\"}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": {\"B\": 1}}}", "no pad's number" },
	{ "{\"board_info\": {\"A\": 1,\n\"A\": 2}}", "line 2: this name is" },
	{ "{\"board_info\": {\"A\": 1, \"A\": 1}}", "this name is there" },
	{ "{\"board_info\": {\"\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"1A\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"A B\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"A,B\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"A1-2\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"A=B\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"A:1\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"@A\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"!A\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"\\u0041\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"\xc3\xa4\": 1}}", "a name is of letters" },
	{ "{\"board_info\": {\"IO1\": 2}}", "another pad" },
	{ "{\"board_info\": {\"A2345678901234567890123456789012\": 1}}",
	  "31 characters" },
	{ "\x7f"
	  "ELF\x02\x01",
	  "this isn't JSON" },
	{ "\xef\xbb\xbf{}", "this isn't JSON" },
};

static void keeps_the_board_that_was(void)
{
	char path[] = FILE_NAME;

	CHECK_OK(load_text("{\"type\": \"kept\", \"board_info\": "
			   "{\"OLD\": 7}}"));
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++)
		check_refused(load_text(wrongs[i].text), wrongs[i].words);
	write_file("{\"board_info\": {}}\0{", 20);
	check_refused(k210_board_load(path), "this isn't a text");
	write_file("\0", 1);
	check_refused(k210_board_load(path), "this isn't a text");
}

static void a_pads_own_name_may_be_among_them(void)
{
	CHECK_OK(load_text("{\"board_info\": {\"IO1\": 1}}"));
	CHECK_INT(k210_board_lookup("IO1"), 1);
}

static void a_name_has_up_to_31_characters(void)
{
	CHECK_OK(load_text("{\"board_info\": "
			   "{\"A234567890123456789012345678901\": 1}}"));
	CHECK_INT(k210_board_lookup("A234567890123456789012345678901"), 1);
}

static void a_file_has_up_to_64_kib(void)
{
	static char text[64 * 1024 + 1];

	memset(text, ' ', sizeof(text));
	memcpy(text, "{\"board_info\": {\"A\": 5}", 23);
	text[64 * 1024 - 1] = '}';
	write_file(text, 64 * 1024);
	CHECK_OK(k210_board_load(FILE_NAME));
	CHECK_INT(k210_board_lookup("A"), 5);
	write_file(text, sizeof(text));
	CHECK_SAYS(k210_board_load(FILE_NAME), -EFBIG, "64 KiB");
	CHECK_SAYS(k210_board_load("/dev/zero"), -EFBIG, "64 KiB");
	CHECK_INT(k210_board_lookup("A"), 5);
}

static void deep_nesting_is_told(void)
{
	static char text[8192];

	memset(text, '[', sizeof(text) - 1);
	memcpy(text, "{\"a\":", 5);
	CHECK_SAYS(load_text(text), -EINVAL, "too many values");
	memset(text + 1000, ']', 995);
	strcpy(text + 1995, ", \"board_info\": {\"A\": 3}}");
	CHECK_OK(load_text(text));
	CHECK_INT(k210_board_lookup("A"), 3);
}

static void what_is_no_file_is_told(void)
{
	CHECK_OK(k210_board_load("go"));
	CHECK_SAYS(k210_board_load("./nowhere.json"), -ENOENT, "nowhere.json");
	CHECK_SAYS(k210_board_load("/dev/null/x"), -ENOENT, "/dev/null/x");
	CHECK_SAYS(k210_board_load("./"), -EISDIR, "folder");
	CHECK_SAYS(k210_board_load("nowhere"), -ENOENT, "'nowhere'");
	CHECK_SAYS(k210_board_load(""), -ENOENT, "''");
	CHECK_SAYS(k210_board_load("/dev/null"), -EINVAL, "too early");
	unlink("./pipe");
	CHECK(!mkfifo("./pipe", 0600));
	CHECK_SAYS(k210_board_load("./pipe"), -EINVAL, "too early");
	CHECK_STR(k210_board_name(), "go");
}

static void the_environment_names_one(void)
{
	write_file("{\"board_info\": {\"A\": 5}}", 24);
	setenv("K210_BOARD", FILE_NAME, 1);
	CHECK_INT(k210_board_lookup("A"), 5);
	setenv("K210_BOARD", "bit", 1);
	CHECK_INT(k210_board_lookup("A"), 5);
	CHECK_OK(k210_board_load("dock"));
	CHECK_INT(k210_board_lookup("LED_R"), 14);
}

static void a_wrong_one_of_the_environment_is_told(void)
{
	struct k210_place place = { .size = sizeof(place) };
	char text[64] = "";

	setenv("K210_BOARD", "nowhere", 1);
	CHECK_STR(k210_board_name(), "");
	CHECK_SAYS(k210_board_lookup("LED_R"), -EINVAL, "'nowhere'");
	CHECK_SAYS(k210_place_find("IO5", &place), -EINVAL, "'nowhere'");
	CHECK_SAYS(k210_board_iter(note, text), -EINVAL, "'nowhere'");
	CHECK_STR(text, "");
	/* Here is no device tree that could say more. */
	CHECK(strstr(k210_board_reserved(29), "K210_BOARD"));
	CHECK(strstr(k210_board_reserved(0), "K210_BOARD"));
	CHECK(!k210_board_reserved(48));
	setenv("K210_BOARD", "", 1);
	CHECK(!k210_board_reserved(29));
	CHECK_INT(k210_board_iter(note, text), 0);
	CHECK_ERROR(k210_board_lookup("LED_R"), -ENOENT);
	setenv("K210_BOARD", "maixduino", 1);
	CHECK_INT(k210_board_lookup("LED_R"), 13);
}

int main(int argc, char **argv)
{
	static const struct test_case cases[] = {
		CASE("a file's names are found", finds_its_names),
		CASE("a file of a built-in type goes on with that board",
		     goes_on_with_its_type),
		CASE("MaixPy's own files are taken", takes_what_maixpy_has),
		CASE("a built-in type needs no names of its own",
		     needs_no_names_of_its_own),
		CASE("a wrong file is told with its line and changes nothing",
		     keeps_the_board_that_was),
		CASE("a pad may be called what it always is",
		     a_pads_own_name_may_be_among_them),
		CASE("a name has up to 31 characters",
		     a_name_has_up_to_31_characters),
		CASE("a file has up to 64 KiB", a_file_has_up_to_64_kib),
		CASE("deep nesting is read or told", deep_nesting_is_told),
		CASE("what is no file is told", what_is_no_file_is_told),
		CASE("the environment names a board until one is loaded",
		     the_environment_names_one),
		CASE("a wrong board of the environment is told",
		     a_wrong_one_of_the_environment_is_told),
		{ 0 },
	};

	return run_cases("board-file", cases, argc, argv);
}
