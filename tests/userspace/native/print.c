// SPDX-License-Identifier: MIT
/* The tool's formatted text is libc's, however much room there is for it. */
#include <inttypes.h>
#include <string.h>

#include "print.h"

#define ROOM 48

static int wrong;

static void judge(const char *format, size_t size, const char *theirs,
		  size_t their_length, const char *ours, size_t our_length)
{
	if (their_length == our_length && !memcmp(theirs, ours, ROOM))
		return;
	printf("\"%s\" in %zu: \"%.*s\" (%zu), not \"%.*s\" (%zu)\n", format,
	       size, ROOM, ours, our_length, ROOM, theirs, their_length);
	wrong = 1;
}

#define SAME(format, ...)                                                    \
	for (size_t size = 0; size <= ROOM; size++) {                        \
		char theirs[ROOM], ours[ROOM];                               \
		size_t their_length, our_length;                             \
		memset(theirs, 'x', ROOM);                                   \
		memset(ours, 'x', ROOM);                                     \
		their_length = snprintf(theirs, size, format, __VA_ARGS__);  \
		our_length = tool_format(ours, size, format, __VA_ARGS__);   \
		judge(format, size, theirs, their_length, ours, our_length); \
	}

int main(void)
{
	SAME("%s", "plain");
	SAME("%s%%%c%s", "", 'c', "all");
	SAME("%d %d %d", 0, -5, INT32_MIN);
	SAME("%lld %lld", (long long)INT64_MIN, (long long)INT64_MAX);
	SAME("%u %lu %" PRIu64, UINT32_MAX, 77UL, UINT64_MAX);
	SAME("%04x %08x %x", 0x1fU, 0xdeadbeefU, 0U);
	SAME("%09" PRIu64 " %03" PRIu64 " %02d", UINT64_C(5), UINT64_C(4321),
	     7);
	SAME("%2d|%3u|%-3d|%10d|", 1234, 5U, 6, -7);
	SAME("%-6s|%6s|%-4.4s|%.2s|%.0s|", "ab", "cd", "efghij", "kl", "m");
	SAME("%*s|%*.*s|%-*.*s|", 4, "", 5, 3, "abcdef", 6, 2, "abc");
	tool_print("%s is %d\n", "stdout", 1);
	tool_print_to(stderr, "%s is %d\n", "stderr", 2);
	return wrong;
}
