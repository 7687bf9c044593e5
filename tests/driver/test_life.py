# SPDX-License-Identifier: GPL-2.0-or-later
"""Loading, unloading and binding."""


def test_the_module_stays_while_pads_are_muxed(vm, profile):
    ran = vm("--profile", profile, command=[
        "sh", "-c", "rmmod k210_gpio; echo $?; ls -d "
        "/sys/bus/gpio/devices/gpiochip* | wc -l"])
    assert ran.lines == ["1", "2"]


def test_unbound_and_removed_it_can_be_loaded_again(vm, profile):
    """Unloading is unbinding, then rmmod."""
    ran = vm("--profile", profile, command=["sh", "-c", """
cd /sys/bus/platform/drivers
for device in k210-gpiohs/*gpio-controller k210-gpio/*.gpio k210-fpioa/*.pinmux
do echo ${device##*/} >${device%/*}/unbind || exit 3
done
rmmod k210_gpio || exit 4
insmod /vm/k210-gpio.ko || exit 5
ls -d /sys/bus/gpio/devices/gpiochip* | wc -l"""])
    assert ran.lines == ["2"]


def test_unbinding_the_fpioa_unbinds_its_users_first(vm, profile):
    """They come back when it does, in a work queue's own time."""
    ran = vm("--profile", profile, command=["sh", "-c", """
echo 502b0000.pinmux >/sys/bus/platform/drivers/k210-fpioa/unbind
ls -d /sys/bus/gpio/devices/gpiochip* 2>/dev/null | wc -l
echo 502b0000.pinmux >/sys/bus/platform/drivers/k210-fpioa/bind
until [ -e /sys/bus/gpio/devices/gpiochip1 ]
do sleep 0.1
done
ls -d /sys/bus/gpio/devices/gpiochip* | wc -l"""])
    assert ran.lines == ["0", "2"]
