#include "modelc_k210.h"

#define CRYSTAL_HERTZ 26000000u
#define BAUD 115200u

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

#define SYSCTL 0x50440000u
#define PLL(number) REGISTER(SYSCTL + 0x08 + 4 * (number))
#define PLL_LOCK REGISTER(SYSCTL + 0x18)
#define CLOCK_SELECT REGISTER(SYSCTL + 0x20)
#define CLOCK_PERIPHERALS REGISTER(SYSCTL + 0x2c)
#define CLOCK_DIVIDERS REGISTER(SYSCTL + 0x38)

#define PROCESSOR_FROM_PLL 1u
#define KPU_GATE (1u << 2)
#define KPU_DIVIDER (0xfu << 8)

/* The KPU's: 26 MHz * 46 / 4. */
#define KPU_PLL 1u
#define KPU_MULTIPLIER 46u
#define KPU_OUTPUT_DIVIDER 4u

#define PLL_RESET (1u << 20)
#define PLL_POWER (1u << 21)
#define PLL_ENABLE (1u << 25)
#define PLL_PATIENCE 100000u
#define PLL_LOCKED(number) ((number) == 0 ? 3u : 1u << 8 * (number))
#define PLL_CLEAR_SLIP(number) (4u << 8 * (number))

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

void modelc_k210_start_pll(uint32_t number, uint32_t multiplier, uint32_t output_divider)
{
    const uint32_t settings = (multiplier - 1u) << 4 | (output_divider - 1u) << 10 | (multiplier - 1u) << 14 | PLL_POWER | PLL_ENABLE;
    uint32_t patience = PLL_PATIENCE;
    PLL(number) = settings;
    PLL(number) = settings | PLL_RESET;
    PLL(number) = settings;
    while ((PLL_LOCK & PLL_LOCKED(number)) != PLL_LOCKED(number) && --patience != 0) {
        PLL_LOCK |= PLL_CLEAR_SLIP(number);
    }
}

static void start_kpu_clock(void)
{
    modelc_k210_start_pll(KPU_PLL, KPU_MULTIPLIER, KPU_OUTPUT_DIVIDER);
    CLOCK_DIVIDERS &= ~KPU_DIVIDER;
    CLOCK_PERIPHERALS |= KPU_GATE;
}

void modelc_k210_open_console(uint32_t processor_hertz)
{
    UART_DIVIDER = processor_hertz / BAUD - 1u;
    UART_TRANSMIT_CONTROL = 1;
}

void modelc_k210_start(void)
{
    CLOCK_SELECT &= ~PROCESSOR_FROM_PLL;
    modelc_k210_open_console(CRYSTAL_HERTZ);
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
