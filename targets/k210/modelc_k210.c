#include "modelc_k210.h"

#define CRYSTAL_HERTZ 26000000u
#define BAUD 115200u

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

#define SYSCTL 0x50440000u
#define PLL1 REGISTER(SYSCTL + 0x0c)
#define PLL_LOCK REGISTER(SYSCTL + 0x18)
#define CLOCK_SELECT REGISTER(SYSCTL + 0x20)
#define CLOCK_PERIPHERALS REGISTER(SYSCTL + 0x2c)
#define CLOCK_DIVIDERS REGISTER(SYSCTL + 0x38)

#define PROCESSOR_FROM_PLL 1u
#define KPU_GATE (1u << 2)
#define KPU_DIVIDER (0xfu << 8)

/* PLL1: (26 MHz / 1) * 46 / 4. */
#define PLL_MULTIPLIER 46u
#define PLL_OUTPUT_DIVIDER 4u
#define PLL_RESET (1u << 20)
#define PLL_POWER (1u << 21)
#define PLL_ENABLE (1u << 25)
#define PLL_SETTINGS ((PLL_MULTIPLIER - 1u) << 4 | (PLL_OUTPUT_DIVIDER - 1u) << 10 | (PLL_MULTIPLIER - 1u) << 14 | PLL_POWER | PLL_ENABLE)
#define PLL1_LOCKED (1u << 8)
#define PLL_PATIENCE 100000u

#define UARTHS 0x38000000u
#define UART_TRANSMIT REGISTER(UARTHS + 0x00)
#define UART_TRANSMIT_CONTROL REGISTER(UARTHS + 0x08)
#define UART_DIVIDER REGISTER(UARTHS + 0x18)
#define UART_BUSY (1u << 31)

extern uint64_t __bss_start[], __bss_end[];

int main(void);
void modelc_k210_entry(void);
void modelc_k210_run(void);

/* The first instructions. The second hart sleeps; the first gets a stack and its floating-point unit. */
__attribute__((naked, section(".text.entry"))) void modelc_k210_entry(void)
{
    __asm__ volatile(
        "csrr t0, mhartid\n"
        "bnez t0, 1f\n"
        ".option push\n"
        ".option norelax\n"
        "la gp, __global_pointer$\n"
        ".option pop\n"
        "la sp, __stack_end\n"
        "li t0, 0x6000\n"
        "csrs mstatus, t0\n"
        "call modelc_k210_run\n"
        "1: wfi\n"
        "j 1b\n");
}

void modelc_k210_run(void)
{
    for (volatile uint64_t *word = __bss_start; word < __bss_end; word++) {
        *word = 0;
    }
    modelc_k210_start();
    main();
}

static void start_kpu_clock(void)
{
    uint32_t patience = PLL_PATIENCE;
    PLL1 = PLL_SETTINGS;
    PLL1 = PLL_SETTINGS | PLL_RESET;
    PLL1 = PLL_SETTINGS;
    while ((PLL_LOCK & PLL1_LOCKED) == 0 && --patience != 0) {
    }
    CLOCK_DIVIDERS &= ~KPU_DIVIDER;
    CLOCK_PERIPHERALS |= KPU_GATE;
}

void modelc_k210_start(void)
{
    CLOCK_SELECT &= ~PROCESSOR_FROM_PLL;
    UART_DIVIDER = CRYSTAL_HERTZ / BAUD - 1u;
    UART_TRANSMIT_CONTROL = 1;
    start_kpu_clock();
}

void modelc_k210_print(const char *text)
{
    for (; *text != 0; text++) {
        while ((UART_TRANSMIT & UART_BUSY) != 0) {
        }
        UART_TRANSMIT = (uint8_t)*text;
    }
}

void modelc_k210_print_number(uint64_t number)
{
    char digits[21];
    char *first = digits + sizeof digits - 1;
    *first = 0;
    do {
        *--first = (char)('0' + number % 10u);
        number /= 10u;
    } while (number != 0);
    modelc_k210_print(first);
}

void modelc_k210_print_word(uint32_t word)
{
    char digits[9];
    for (uint32_t digit = 0; digit < 8; digit++) {
        digits[digit] = "0123456789abcdef"[word >> (28 - 4 * digit) & 15u];
    }
    digits[8] = 0;
    modelc_k210_print(digits);
}
