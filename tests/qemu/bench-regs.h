/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The guest's door to the test bench: a block that no K210 has. The model and
 * the guest's test module share this file, because neither is under test.
 *
 * A command works on one channel and on guest memory that it is told of, and
 * is done when its write returns. Channels are the streams of the program
 * under test, or clients of the jig.
 */
#ifndef BENCH_REGS_H
#define BENCH_REGS_H

#define BENCH_MAGIC             0x68636e62 /* "bnch" */
#define BENCH_SIZE              0x1000

#define BENCH_ID                0x00 /* read-only: BENCH_MAGIC */
#define BENCH_CHANNEL           0x04
#define BENCH_ADDRESS_LO        0x08 /* physical */
#define BENCH_ADDRESS_HI        0x0c
#define BENCH_LENGTH            0x10
#define BENCH_COMMAND           0x14 /* write-only */
#define BENCH_RESULT            0x18 /* read-only: >= 0, or minus an errno */
#define BENCH_READY             0x1c /* 1: some channel became readable; W1C */

#define BENCH_CMD_OPEN          1    /* a new client of the jig: its channel */
#define BENCH_CMD_CLOSE         2    /* a client of the jig goes */
#define BENCH_CMD_WRITE         3    /* memory to channel: bytes taken */
#define BENCH_CMD_READ          4    /* channel to memory: bytes; 0 is the end */
#define BENCH_CMD_POLL          5    /* would a READ do something? 0 or 1 */
#define BENCH_CMD_GO            6    /* the program starts: run the script */
#define BENCH_CMD_END           7    /* switch the machine off */

#define BENCH_STDIN             0
#define BENCH_STDOUT            1
#define BENCH_STDERR            2
#define BENCH_ARCHIVE           3    /* files for the host, as a tar archive */
#define BENCH_VERDICT           4    /* the last line: how it ended */
#define BENCH_STREAMS           5
#define BENCH_FIRST_CLIENT      16
#define BENCH_CLIENTS           256

#endif
