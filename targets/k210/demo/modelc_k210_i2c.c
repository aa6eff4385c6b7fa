#include "modelc_k210_i2c.h"
#include "modelc_k210_registers.h"
#include "modelc_k210_system.h"

#define I2C(bus, offset) MODELC_K210_REGISTER(0x50280000u + ((bus) << 16) + (offset))
#define CONTROL(bus) I2C(bus, 0x00)
#define TARGET(bus) I2C(bus, 0x04)
#define DATA(bus) I2C(bus, 0x10)
#define HIGH_COUNT(bus) I2C(bus, 0x14)
#define LOW_COUNT(bus) I2C(bus, 0x18)
#define INTERRUPT_MASK(bus) I2C(bus, 0x30)
#define CLEAR_ABORT(bus) I2C(bus, 0x54)
#define ENABLE(bus) I2C(bus, 0x6c)
#define STATUS(bus) I2C(bus, 0x70)
#define RECEIVED(bus) I2C(bus, 0x78)
#define ABORT_SOURCE(bus) I2C(bus, 0x80)

#define MASTER 0x01u
#define STANDARD_SPEED (1u << 1)
#define RESTART (1u << 5)
#define NO_SLAVE (1u << 6)
#define READ (1u << 8)
#define ACTIVE 1u
#define SENT (1u << 2)

#define DIVIDER 3u
#define HALF_PERIOD (MODELC_K210_PLL0_HERTZ / (2u * (DIVIDER + 1u)) / 100000u / 2u)
#define PATIENCE_MICROSECONDS 10000u

void modelc_k210_start_i2c(uint32_t bus, uint32_t device)
{
    modelc_k210_enable_clock(MODELC_K210_I2C0 + bus);
    modelc_k210_divide_i2c(bus, DIVIDER);
    ENABLE(bus) = 0;
    CONTROL(bus) = MASTER | STANDARD_SPEED | RESTART | NO_SLAVE;
    HIGH_COUNT(bus) = HALF_PERIOD;
    LOW_COUNT(bus) = HALF_PERIOD;
    TARGET(bus) = device;
    INTERRUPT_MASK(bus) = 0;
    ENABLE(bus) = 1;
}

/* Waits for the stop. Returns whether the device acknowledged everything. */
static int32_t finish(uint32_t bus)
{
    const uint64_t start = modelc_k210_microseconds();
    while ((STATUS(bus) & (SENT | ACTIVE)) != SENT) {
        if (modelc_k210_microseconds() - start > PATIENCE_MICROSECONDS) {
            return 0;
        }
    }
    if (ABORT_SOURCE(bus) != 0) {
        (void)CLEAR_ABORT(bus);
        return 0;
    }
    return 1;
}

int32_t modelc_k210_write_i2c(uint32_t bus, uint8_t number, uint8_t value)
{
    DATA(bus) = number;
    DATA(bus) = value;
    return finish(bus);
}

int32_t modelc_k210_read_i2c(uint32_t bus, uint8_t number, uint8_t *value)
{
    DATA(bus) = number;
    if (!finish(bus)) {
        return 0;
    }
    DATA(bus) = READ;
    if (!finish(bus) || RECEIVED(bus) == 0) {
        return 0;
    }
    *value = (uint8_t)DATA(bus);
    return 1;
}
