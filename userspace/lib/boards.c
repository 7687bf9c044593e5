// SPDX-License-Identifier: MIT
/*
 * The boards that are built in. Names are those of MaixPy's board_info where it
 * has them, else those of the makers' drawings; the wiring is from both, from
 * Maixduino's variants and from mainline's device trees, whose compatibles
 * choose the board. MaixPy's SPI_* of the boards' SD cards are SD_* here, since
 * on two boards SPI_* is a connector.
 *
 * Reserved is what a part drives or needs that is soldered on, or for which
 * alone there is a connector: SD card, LCD, camera, the microphone's data, the
 * console, the UART of the WiFi chip, the power chip. Never headers, LEDs and
 * keys.
 */

#include "board.h"

/*
 * Go's LEDs are disputed: red, green and blue are 14, 12, 13 in MaixPy's
 * scripts, 14, 13, 12 in its drawing and 13, 12, 14 in mainline's tree.
 * Dock's microphone is at 20 for MaixPy's C code, at 31 for its scripts.
 * Maixduino's PIN7 is 15 as it is printed there and in mainline's tree; MaixPy's
 * script has 16.
 */
const char k210_boards[] = {
	"=bit\0=sipeed,maix-bit\0"
	"12\0~LED_G\0~LED_R\0~LED_B\0"
	"18\0MIC0_BCK\0MIC0_WS\0!MIC0_DATA\0"
	"++maix\0"

	"=dock\0=sipeed,maix-dock-m1\0"
	"12\0~LED_B\0~LED_G\0~LED_R\0"
	"18\0MIC_ARR_BCK\0MIC_ARR_WS\0MIC_ARR_DAT3\0MIC_ARR_DAT2\0"
	"MIC_ARR_DAT1\0MIC_ARR_DAT0\0MIC_ARR_LED_DAT\0"
	"30\0MIC0_WS\0!MIC0_DATA\0MIC0_BCK\0"
	"++wifi\0"

	"=go\0=sipeed,maix-go\0"
	"12\0~LED_G\0~LED_B\0~LED_R\0~KEY1\0"
	"17\0~KEY2\0MIC0_BCK\0MIC0_WS\0!MIC0_DATA\0/MIC_DAT3\0MIC_DAT2\0"
	"MIC_DAT1\0MIC_DAT0\0MIC_LED_DAT\0MIC_LED_CLK\0"
	"30\0I2C_SCL\0I2C_SDA\0"
	"++wifi\0"

	"=maixduino\0=duino\0=sipeed,maixduino\0"
	"3\0PIN13\0PIN0\0PIN1\0"
	"8\0ESP32_RST\0!ESP32_RDY\0PIN12\0PIN11\0~LED_G\0/PIN10\0~LED_R\0"
	"/PIN9\0~LED_B\0/PIN8\0PIN7\0"
	"17\0LCD_BL\0MIC0_BCK\0MIC0_WS\0!MIC0_DATA\0PIN2\0PIN3\0PIN4\0"
	"PIN5\0!ESP32_CS\0!ESP32_MISO\0!ESP32_SCLK\0!ESP32_MOSI\0"
	"30\0I2C_SCL\0I2C_SDA\0PIN6\0"
	"++wifi\0"

	"=cube\0"
	"6\0WIFI_TX\0WIFI_RX\0WIFI_EN\0/SPI_MOSI\0"
	"10\0~ENTER\0/~KEY1\0~BACK\0/~KEY2\0~LED_G\0~LED_R\0~LED_B\0"
	"SPI_MISO\0~NEXT\0LCD_BL\0I2S0_OUT_D2\0I2S0_MCLK\0SPI_CS\0"
	"SPI_SCLK\0"
	"24\0GROVE1\0GROVE2\0"
	"30\0I2C_SCL\0I2C_SDA\0LED_W\0I2S0_WS\0I2S0_IN_D0\0I2S0_SCLK\0"
	"++maix\0"

	"=amigo\0"
	"6\0!SD_MISO\0/SPI_MISO\0/WIFI_TX\0WIFI_RX\0WIFI_EN\0"
	"10\0!SD_MOSI\0/SPI_MOSI\0!SD_SCLK\0/SPI_SCLK\0SPI_CS\0I2S0_MCLK\0"
	"~LED_R\0~LED_G\0"
	"17\0~LED_B\0I2S0_WS\0!LCD_TE\0~NEXT\0I2S0_SCLK\0"
	"23\0~ENTER\0/~BOOT_KEY\0!I2C_SCL\0"
	"26\0!SD_CS\0!I2C_SDA\0"
	"31\0~BACK\0LED_W\0!TOUCH_IRQ\0I2S0_OUT_D2\0!I2S0_IN_D0\0"
	"++lcd\0"

	"=m5stickv\0"
	"6\0~LED_R\0~LED_W\0~LED_B\0~LED_G\0MIC_LRCLK\0"
	"12\0!MIC_DAT\0MIC_CLK\0SPK_LRCLK\0SPK_BCLK\0"
	"17\0SPK_DIN\0!LCD_SDA\0!LCD_SCL\0!LCD_DC\0!LCD_RST\0!LCD_CS\0"
	"!MPU_INT\0"
	"25\0SPK_SD\0"
	"28\0!MPU_SCL\0!MPU_SDA\0!SD_SCLK\0!SD_MISO\0!SD_CS\0!SD_MOSI\0"
	"CONNEXT_B\0CONNEXT_A\0~BUTTON_A\0~BUTTON_B\0WIFI_RX\0WIFI_TX\0"
	"++dvp\0"

	"=kd233\0=canaan,kendryte-kd233\0"
	"6\0!LCD_CS\0!LCD_WR\0!LCD_DC\0!DVP_SCL\0!DVP_SDA\0!DVP_RST\0"
	"!DVP_VSYNC\0!DVP_PWDN\0!DVP_XCLK\0!DVP_PCLK\0~BOOT_KEY\0"
	"!DVP_HSYNC\0"
	"20\0DIP8\0DIP4\0DIP2\0DIP1\0~LED0\0~LED1\0~KEY0\0"
	"29\0!SD_SCLK\0!SD_MOSI\0!SD_MISO\0!SD_CS\0!I2S0_IN_D0\0I2S0_WS\0"
	"I2S0_SCLK\0"
	"++console\0"
};

/* Each goes on with what follows. */
const char k210_boards_shared[] = {
	"=+wifi\0"
	"6\0!WIFI_TX\0!WIFI_RX\0WIFI_EN\0"
	"33\0I2S_WS\0I2S_DA\0I2S_BCK\0"
	"=+maix\0"
	"16\0~BOOT_KEY\0"
	"26\0!SD_MISO\0!SD_SCLK\0!SD_MOSI\0!SD_CS\0"
	"=+lcd\0"
	"36\0!LCD_CS\0!LCD_RST\0!LCD_DC\0!LCD_WR\0"
	"=+dvp\0"
	"40\0!DVP_SDA\0!DVP_SCL\0!DVP_RST\0!DVP_VSYNC\0!DVP_PWDN\0"
	"!DVP_HSYNC\0!DVP_XCLK\0!DVP_PCLK\0"
	"=+console\0"
	"0\0JTAG_TCK\0JTAG_TDI\0JTAG_TMS\0JTAG_TDO\0!ISP_RX\0!ISP_TX\0"
};
