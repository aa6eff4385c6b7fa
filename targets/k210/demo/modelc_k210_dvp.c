#include "modelc_k210_dvp.h"
#include "modelc_k210_registers.h"
#include "modelc_k210_system.h"

#include <stddef.h>

#define DVP(offset) MODELC_K210_REGISTER(0x50430000u + (offset))
#define CONFIGURATION DVP(0x00)
#define RED_ADDRESS DVP(0x04)
#define GREEN_ADDRESS DVP(0x08)
#define BLUE_ADDRESS DVP(0x0c)
#define CAMERA DVP(0x10)
#define BUS DVP(0x1c)
#define STATUS DVP(0x20)
#define DISPLAY_ADDRESS DVP(0x28)

#define SIGNAL_START 0x01u
#define SIGNAL_FINISH 0x02u
#define OUTPUT_PLANES 0x04u
#define OUTPUT_DISPLAY 0x08u
#define BURST (1u << 8)
#define FORMAT_YUV (1u << 9)
#define BURSTS(count) ((uint32_t)(count) << 12)
#define LINES(count) ((uint32_t)(count) << 20)
#define BURST_OF_FOUR 3u
#define PIXELS_IN_BURST 32

#define CLOCK_ENABLE (1u << 8)
#define NO_RESET (1u << 16)
#define POWER_DOWN (1u << 24)
#define CLOCK_DIVIDER (MODELC_K210_APB1_HERTZ / 2u / 21600000u - 1u)

/* A status bit is written together with the bit above it, which permits the change. */
#define STARTED 0x001u
#define WRITE_STARTED 0x003u
#define FINISHED 0x100u
#define WRITE_FINISHED 0x300u
#define WRITE_CONVERT 0x30000u

#define SETTLE_MICROSECONDS 50000u
#define PATIENCE_MICROSECONDS 500000u
#define PIXELS (MODELC_K210_DVP_WIDTH * MODELC_K210_DVP_HEIGHT)
#define DEVICE __attribute__((section(".device"), aligned(64)))

/* What the device writes is never read through the cache, so that no line of it is there; not even start-up code clears it. */
static DEVICE uint64_t device_planes[3 * PIXELS / 8];
static DEVICE uint64_t device_display[2 * PIXELS / 8];

static uint64_t planes[3 * PIXELS / 8];

/* Where the device writes planes, uncached. */
static uint32_t written;

static uint32_t uncached(const void *memory)
{
    return (uint32_t)(uintptr_t)memory - MODELC_K210_UNCACHED;
}

void modelc_k210_start_dvp(void)
{
    modelc_k210_enable_clock(MODELC_K210_DVP);
    modelc_k210_reset(MODELC_K210_DVP);
    CAMERA = CLOCK_DIVIDER | CLOCK_ENABLE | POWER_DOWN;
    modelc_k210_wait(SETTLE_MICROSECONDS);
    CAMERA = CLOCK_DIVIDER | CLOCK_ENABLE;
    modelc_k210_wait(SETTLE_MICROSECONDS);
    CAMERA = CLOCK_DIVIDER | CLOCK_ENABLE | NO_RESET;
    modelc_k210_wait(SETTLE_MICROSECONDS);
}

void modelc_k210_receive(uint8_t *memory)
{
    written = memory == NULL ? uncached(device_planes) : (uint32_t)(uintptr_t)memory;
    BUS = BURST_OF_FOUR;
    RED_ADDRESS = written;
    GREEN_ADDRESS = written + PIXELS;
    BLUE_ADDRESS = written + 2 * PIXELS;
    DISPLAY_ADDRESS = uncached(device_display);
    CONFIGURATION = LINES(MODELC_K210_DVP_HEIGHT) | BURSTS(MODELC_K210_DVP_WIDTH / PIXELS_IN_BURST) | FORMAT_YUV | BURST | OUTPUT_DISPLAY |
        OUTPUT_PLANES | SIGNAL_FINISH | SIGNAL_START;
}

static int32_t wait_for(uint32_t bit, uint64_t start)
{
    while ((STATUS & bit) == 0) {
        if (modelc_k210_microseconds() - start > PATIENCE_MICROSECONDS) {
            return 0;
        }
    }
    return 1;
}

static void copy_planes(void)
{
    const volatile uint64_t *const from = (const volatile uint64_t *)(uintptr_t)written;
    for (size_t i = 0; i < sizeof planes / sizeof planes[0]; i++) {
        planes[i] = from[i];
    }
}

/* The end of a frame that was not taken may be pending when the next one begins. */
const uint8_t *modelc_k210_take_frame(void)
{
    const uint64_t start = modelc_k210_microseconds();
    STATUS = WRITE_STARTED | WRITE_FINISHED;
    if (!wait_for(STARTED, start)) {
        return NULL;
    }
    STATUS = WRITE_CONVERT | WRITE_STARTED | WRITE_FINISHED;
    if (!wait_for(FINISHED, start)) {
        return NULL;
    }
    STATUS = WRITE_STARTED | WRITE_FINISHED;
    copy_planes();
    return (const uint8_t *)planes;
}
