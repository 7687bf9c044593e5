// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stdio.h>

#include "doctor.h"
#include "json.h"
#include "print.h"
#include "tool.h"

static int found[3];

void doctor_find(enum severity severity, const char *fix, const char *format,
		 ...)
{
	static const char *const words[] = { "note", "warning", "error" };
	char what[256];
	va_list list;

	va_start(list, format);
	tool_vformat(what, sizeof(what), format, list);
	va_end(list);
	found[severity]++;
	if (tool_json) {
		json_object(NULL);
		json_string("severity", words[severity]);
		json_string("what", what);
		json_string("fix", fix);
		json_end();
		return;
	}
	tool_print("%s: %s\n", words[severity], what);
	if (fix)
		tool_print("    %s\n", fix);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { TOOL_OPTIONS };
	int wrong;

	tool_option(argc, argv, TOOL_LETTERS, options);
	if (optind < argc)
		tool_fail_usage("'%s' isn't wanted here", argv[optind]);
	if (tool_json)
		json_array("findings");
	doctor_drivers();
	if (doctor_bridge()) {
		doctor_board();
		doctor_pads();
	}
	doctor_chips();
	wrong = found[WARNING] + found[ERROR];
	if (tool_json) {
		json_end();
		json_bool("well", !wrong);
	} else if (!wrong) {
		puts("nothing is wrong");
	}
	return wrong ? STATUS_FAILED : STATUS_OK;
}

const struct command command_doctor = {
	.name = "doctor",
	.summary = "find out what is wrong with this system",
	.arguments = "[OPTION]...",
	.help = "Look for all that keeps pads and lines from working, and tell how to mend it:\n"
		"drivers, device nodes, permissions, the board, pads that are not as one may\n"
		"think. Status 0 only if nothing is wrong; notes are not.\n\n" TOOL_HELP,
	.run = run,
};
