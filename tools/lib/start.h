/* Start-up and shut-down that behave the same by hand, under cron and under systemd. */
#ifndef ZB_START_H
#define ZB_START_H

/*
 * To be called first in main. Sets the name of messages, resets and unblocks SIGPIPE (systemd
 * starts services with it ignored), and fills closed standard descriptors so that no data file can
 * become stdin, stdout or stderr; writing to a stdout that was closed still fails.
 */
void start(const char *name);

/*
 * To be called last: return finish(); Closes the standard output through out.h and the rejects
 * file, and gives the status for main: what status_end says, or it ends the program with
 * STATUS_FAILED where a byte of output could not be written.
 */
int finish(void);

#endif
