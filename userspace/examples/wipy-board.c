// SPDX-License-Identifier: MIT
/* WiPy: Pin.board and Pin.alt_list(): what there is, by name. */
#include <k210gpio.h>
#include <stdio.h>

static int show(const struct k210_board_pin *pin, void *user)
{
	(void)user;
	printf("%s IO%d\n", pin->name, pin->pad);
	return 0;
}

int main(void)
{
	const struct k210_func *func;

	printf("board %s\n", k210_board_name());
	if (k210_board_iter(show, NULL) < 0)
		return 1;
	for (int id = 0; (func = k210_func(id)); id++)
		printf("%d %s\n", func->id, func->name);
	return 0;
}
