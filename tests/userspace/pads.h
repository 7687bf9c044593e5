/* SPDX-License-Identifier: MIT */
/* Pads of cases: what somebody else has, and what is put back. */
#ifndef PADS_H
#define PADS_H

#include <k210gpio.h>

/*
 * On the Maix Bit's tree 8 to 15 carry GPIO0 to 7, 16 to 47 GPIOHS0 to 31, all
 * of them free; 6 and 7 carry nothing, 0 to 5 are devices'. These are no
 * board's.
 */
#define EMPTY 6
#define EMPTY2 7
#define PAD 21
#define PAD2 22
#define PAD3 23
#define LINE 5
#define LINE2 6
#define GPIOHS(line) (24 + (line))
#define GPIO_PAD 9
#define RESV0 120
#define UART1_TX 65
#define UART2_TX 67
#define UART2_RX 66
#define I2C0_SCLK 126

/*
 * Claims a pad for somebody else, by the bridge itself. Return: to be closed.
 * @func: -1 to leave it
 */
int claim_for(const char *consumer, int pad, int func);

/* Requests a line of GPIOHS for somebody else. Return: to be closed. */
int request_for(const char *consumer, unsigned int line);

/* What this pad is now it is again after the case. */
void put_back(int pad);

/* That no descriptor was left open between these. */
int first_free_fd(void);

/* Opens one, or fails. NULL: as it is. */
struct k210_pin *open_pin(const char *name, const struct k210_pin_cfg *cfg);

#define CFG(...)                                                      \
	(&(struct k210_pin_cfg){ .size = sizeof(struct k210_pin_cfg), \
				 __VA_ARGS__ })

#endif
