# SPDX-License-Identifier: GPL-2.0-only
# `make` builds the module alone, and needs nothing but the kernel's headers.

# The names under which Yocto, DKMS and others say where those are.
KDIR ?= $(or $(KERNEL_SRC),$(KERNELDIR),$(KERNEL_DIR),\
	/lib/modules/$(or $(KERNELRELEASE),$(shell uname -r))/build)

KMAKE = $(MAKE) -C $(KDIR) M=$(CURDIR)

modules:
	$(KMAKE) modules

modules_install:
	$(KMAKE) modules_install

clean:
	@if [ -d "$(KDIR)" ]; then $(KMAKE) clean; fi

.PHONY: modules modules_install clean
