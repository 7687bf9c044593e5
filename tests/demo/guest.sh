# SPDX-License-Identifier: MIT
# The demo's side in the guest: each step's result behind a line "@ step".
set -e

echo "@ kernel"
uname -sr
echo "@ chips"
gpiodetect
echo "@ lines"
gpioinfo -c gpiochip1 5
gpioinfo -c gpiochip0 0

# LED_R is active low; the times are between toggles, the 0 ends it.
echo "@ blink"
gpioset -l -c gpiochip1 -t 100ms,100ms,100ms,100ms,100ms,0 5=active

# Its banner says that it listens.
echo "@ monitor"
gpiomon --banner -n 2 -l -b pull-up -F "%E" -c gpiochip0 0
