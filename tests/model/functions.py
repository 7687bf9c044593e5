# SPDX-License-Identifier: GPL-2.0-or-later
"""The FPIOA's 256 functions, by 4.6 and 4.7 of hardware/k210.md."""


def several(pattern, numbers):
    return [pattern.format(n) for n in numbers]


def spi(n):
    return [*several(f"SPI{n}_D{{}}", range(8)),
            *several(f"SPI{n}_SS{{}}", range(4)),
            f"SPI{n}_ARB", f"SPI{n}_SCLK"]


def i2s(n):
    return [f"I2S{n}_MCLK", f"I2S{n}_SCLK", f"I2S{n}_WS",
            *several(f"I2S{n}_IN_D{{}}", range(4)),
            *several(f"I2S{n}_OUT_D{{}}", range(4))]


def uart(n):
    return several(f"UART{n}_{{}}", [
        "CTS", "DSR", "DCD", "RI", "SIR_IN", "DTR", "RTS", "OUT2", "OUT1",
        "SIR_OUT", "BAUD", "RE", "DE", "RS485_EN"])


NAMES = [
    *several("JTAG_{}", ["TCLK", "TDI", "TMS", "TDO"]), *spi(0),
    "UARTHS_RX", "UARTHS_TX", "RESV6", "RESV7", "CLK_SPI1", "CLK_I2C1",
    *several("GPIOHS{}", range(32)), *several("GPIO{}", range(8)),
    *(f"UART{n}_{way}" for n in (1, 2, 3) for way in ("RX", "TX")), *spi(1),
    "SPI_SLAVE_D0", "SPI_SLAVE_SS", "SPI_SLAVE_SCLK",
    *i2s(0), *i2s(1), *i2s(2), *several("RESV{}", range(6)),
    *(f"I2C{n}_{wire}" for n in range(3) for wire in ("SCLK", "SDA")),
    *several("CMOS_{}", ["XCLK", "RST", "PWDN", "VSYNC", "HREF", "PCLK"]),
    *several("CMOS_D{}", range(8)), "SCCB_SCLK", "SCCB_SDA",
    *uart(1), *uart(2), *uart(3),
    *(f"TIMER{n}_TOGGLE{m}" for n in range(3) for m in range(1, 5)),
    "CLK_SPI2", "CLK_I2C2", *several("INTERNAL{}", range(18)), "CONSTANT",
    "INTERNAL18", *several("DEBUG{}", range(32)),
]

# 4.7: the class's bits in the SDK's default word, and what they are for while
# the function is idle: is the pad's output on, is its input on?
CLASSES = {
    "IN": (0x00900000, 0, 1), "OUT": (0x00001f00, 1, 0),
    "GPIO": (0x00901f00, 0, None), "SPI": (0x00b03f00, 0, 0),
    "I2C": (0x00991000, 0, 1), "SCCB": (0x00993000, 0, 1),
    "INT13": (0x00910000, 0, 1), "INT14": (0x00991f00, 0, 1),
    "OFF": (0, 0, 0),
}
MEMBERS = {
    "OUT": [3, *range(12, 16), 17, 19, 22, 23, 65, 67, 69, *range(78, 82), 83,
            *range(87, 90), *range(94, 101), *range(105, 112),
            *range(116, 120), 132, 133, 134, *range(153, 162),
            *range(167, 176), *range(181, 213), *range(224, 256)],
    "GPIO": range(24, 64), "SPI": [*range(4, 12), *range(70, 78), 84],
    "I2C": range(126, 132), "SCCB": [146, 147], "INT13": [217],
    "INT14": [218], "OFF": [*range(120, 126), 222],
}
CLASS = {function: name for name, functions in MEMBERS.items()
         for function in functions}
