# SPDX-License-Identifier: GPL-2.0-only
# `make` builds the module alone, and needs nothing but the kernel's headers.

# The names under which Yocto, DKMS and others say where those are.
KDIR ?= $(or $(KERNEL_SRC),$(KERNELDIR),$(KERNEL_DIR),\
	/lib/modules/$(or $(KERNELRELEASE),$(shell uname -r))/build)

KMAKE = $(MAKE) -C $(KDIR) M=$(CURDIR)

modules: headers
	$(KMAKE) modules

modules_install: headers
	$(KMAKE) modules_install

headers:
	@[ -d "$(KDIR)" ] || { echo "$(KDIR) is no kernel's build folder: set" \
		"KDIR to one" >&2; exit 1; }

clean:
	@if [ -d "$(KDIR)" ]; then $(KMAKE) clean; fi

# The library and the tool; in userspace/Makefile stands what may be set.
userspace:
	@$(MAKE) -C userspace

install:
	@$(MAKE) -C userspace install

# Device-tree overlays, into build/dts; needs dtc alone.
dtbs:
	@$(MAKE) -C dts $@

# All that follows runs in an emulated K210 and sets itself up.

demo:
	@tests/demo/run

shell:
	@tests/qemu/vm

test test-matrix test-debug soak:
	@tests/run $@

test-suites:
	@tests/run $@; status=$$?; tests/suites/show; exit $$status

bench:
	@tests/bench/run

check:
	@tests/check/run

.PHONY: modules modules_install headers clean userspace install dtbs demo shell \
	test test-matrix test-debug test-suites soak bench \
	check
