/* Stands for an M5StickV while the demo for it runs under QEMU: the K210's devices at the level of their registers, and power chip, camera and display behind
 * them, beside the KPU's emulator.
 *
 * Nothing works unless the program has set up what it takes on the board: clocks, pins, voltages, order. The camera delivers the frames at FRAMES (a count
 * of 32 bits, then planes u8 [3][240][320] from 256 bytes on). After the last one, printed are what the power chip got and how the display is set, and
 * the display's pictures are in screens.bin. CAMERA is the identity of the camera: 0x7742 of an OV7740, 0x9d of a GC0328, 0 for none, or that of another one;
 * FRAME_BEGINS is 0 for a camera that sends nothing; PLANES_IN_SRAM is 1 where frames are to go to AI SRAM.
 */
#include <semihost.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROGRAM 0x80000000u
#define FRAMES 0x84000000u
#define UNCACHED 0x40000000u
#define MEMORY (PLANES_IN_SRAM ? 0x40600000u : 0x40000000u)
#define MEMORY_END (PLANES_IN_SRAM ? 0x40800000u : 0x40600000u)

#define UARTHS 0x38000000u
#define GPIOHS 0x38001000u
#define I2C0 0x50280000u
#define I2C2 0x502a0000u
#define FPIOA 0x502b0000u
#define DVP 0x50430000u
#define SYSCTL 0x50440000u
#define SPI0 0x52000000u
#define DEVICE_BYTES 0x200u

#define WIDTH 320
#define HEIGHT 240
#define SCREEN_WIDTH 240
#define SCREEN_HEIGHT 135
#define SCREENS 8

void modelc_kpu_emulator_start(void);
int modelc_kpu_emulator_device(uint32_t is_store, uint64_t address, uint64_t *value);

static uint32_t uarths[DEVICE_BYTES / 4], gpiohs[DEVICE_BYTES / 4], i2c0[DEVICE_BYTES / 4], i2c2[DEVICE_BYTES / 4], fpioa[DEVICE_BYTES / 4];
static uint32_t dvp[DEVICE_BYTES / 4], sysctl[DEVICE_BYTES / 4], spi0[DEVICE_BYTES / 4];

static void require(int holds, const char *format, ...)
{
    va_list arguments;
    if (holds) {
        return;
    }
    printf("error: the board: ");
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    exit(1);
}

/* ---- Clocks and pins ---- */

static uint32_t processor_hertz(void)
{
    const uint32_t pll = sysctl[0x08 / 4];
    const uint32_t hertz = 26000000u * ((pll >> 4 & 63) + 1) / ((pll & 15) + 1) / ((pll >> 10 & 15) + 1);
    return (sysctl[0x20 / 4] & 1) == 0 ? 26000000u : hertz / (2u << (sysctl[0x20 / 4] >> 1 & 3));
}

static void require_clock(uint32_t device)
{
    require((sysctl[0x2c / 4] >> device & 1) != 0, "device %u has no clock", (unsigned)device);
    require((sysctl[0x34 / 4] >> device & 1) == 0, "device %u is in reset", (unsigned)device);
}

static void require_pin(uint32_t pin, uint32_t function)
{
    require_clock(20);
    require((fpioa[pin] & 255) == function, "pin %u has function %u", (unsigned)pin, (unsigned)(fpioa[pin] & 255));
}

static int output(uint32_t number)
{
    require((gpiohs[0x08 / 4] >> number & 1) != 0, "output %u is off", (unsigned)number);
    return gpiohs[0x0c / 4] >> number & 1;
}

/* ---- Power chip ---- */

static struct {
    uint8_t log[64][2];
    uint32_t count;
    uint8_t registers[256];
} power;

static void require_power(void)
{
    require(power.registers[0x12] == 0xff && power.registers[0x28] == 0xf0, "camera and display have no power");
}

/* ---- Camera ---- */

#define OV7740 0x7742
#define GC0328 0x9d

static struct {
    uint8_t registers[2][256]; /* of both pages; an OV7740 has one */
    uint8_t page, place;
    uint32_t frame;
    uint32_t rest; /* how often the status is read until the frame that is being taken is complete */
} camera;

static void reset_camera(void)
{
    memset(camera.registers, 0xee, sizeof camera.registers);
    camera.page = 0;
    if (CAMERA == GC0328) {
        camera.registers[0][0x0a] = camera.registers[0][0x0b] = 0;
        camera.registers[0][0xf0] = GC0328;
    } else {
        camera.registers[0][0x0a] = CAMERA >> 8;
        camera.registers[0][0x0b] = CAMERA & 255;
    }
}

/* A GC0328's registers from 0xf0 on are on both pages. */
static uint8_t *camera_register(uint8_t number)
{
    return &camera.registers[number < 0xf0 ? camera.page : 0][number];
}

static void write_camera(uint8_t number, uint8_t value)
{
    const int is_reset = (value & 0x80) != 0 && number == (CAMERA == GC0328 ? 0xfe : 0x12);
    *camera_register(number) = value;
    if (is_reset) {
        reset_camera();
    } else if (CAMERA == GC0328 && number == 0xfe) {
        require(value < 2, "the camera has no page %u", value);
        camera.page = value;
    }
}

static void require_settings(void)
{
    const uint8_t *const registers = camera.registers[0];
    if (CAMERA == OV7740) {
        require(registers[0x31] == WIDTH / 4 && registers[0x32] == HEIGHT / 2, "the camera has another size");
        require((registers[0x12] & 0x81) == 0, "the camera does not give YUV");
        return;
    }
    require(registers[0xfc] == 0x16 && registers[0xf1] == 7 && registers[0xf2] == 1, "the camera's clock or outputs are off");
    require(registers[0x59] == 0x22 && registers[0x50] == 1, "the camera is set to every %x row and column", registers[0x59]);
    require((registers[0x55] << 8 | registers[0x56]) == HEIGHT && (registers[0x57] << 8 | registers[0x58]) == WIDTH, "the camera has another size");
    require((registers[0x44] & 31) == 0, "the camera's format is %x", registers[0x44]);
    require((registers[0x4f] & 1) == 1, "the camera does not expose by itself");
}

static void require_camera(void)
{
    const uint32_t divider = (dvp[0x10 / 4] & 255) + 1;
    const uint32_t clock = processor_hertz() / ((sysctl[0x20 / 4] >> 6 & 7) + 1) / (2 * divider);
    require_power();
    require_clock(3);
    require((dvp[0x10 / 4] & 0x01010100u) == 0x00010100u, "the camera is off, its register is %x", (unsigned)dvp[0x10 / 4]);
    require(clock >= 6000000u && clock <= 27000000u, "the camera's clock is %u", (unsigned)clock);
    require((sysctl[0x6c / 4] & 0xc0) == 0xc0, "the camera's pins do not have 1.8 V");
    require_pin(42, 133);
    require_pin(44, 134);
    require_pin(46, 132);
}

static void require_frames(void)
{
    require_camera();
    require_pin(43, 135);
    require_pin(45, 136);
    require_pin(47, 137);
    require((sysctl[0x54 / 4] >> 10 & 1) != 0, "the camera's data lines are not connected");
    require_settings();
    require(dvp[0] == (240u << 20 | 10u << 12 | 0x300u | 0x0fu) && dvp[0x1c / 4] == 3, "the interface is set to %x", (unsigned)dvp[0]);
}

static void deliver(void)
{
    const uint8_t *const frames = (const uint8_t *)(uintptr_t)(FRAMES + 256u);
    const uint32_t plane = WIDTH * HEIGHT;
    require_frames();
    for (uint32_t i = 0; i < 3; i++) {
        const uint32_t address = dvp[1 + i];
        require(address % 8 == 0 && address >= MEMORY && address + plane <= MEMORY_END, "a plane goes to %x", (unsigned)address);
        memcpy((void *)(uintptr_t)(address + UNCACHED), frames + (3 * camera.frame + i) * plane, plane);
    }
    camera.frame++;
    dvp[0x20 / 4] |= 0x100;
}

/* Status bits are cleared by a 1 with permission beside it. */
static void store_dvp(uint32_t offset, uint32_t value)
{
    if (offset != 0x20) {
        dvp[offset / 4] = value;
        return;
    }
    for (uint32_t bit = 0; bit <= 8; bit += 8) {
        if ((value >> bit & 3) == 3) {
            dvp[0x20 / 4] &= ~(1u << bit);
        }
    }
    if ((value & 0x30000) == 0x30000) {
        camera.rest = 3;
    }
}

/* Frames that are not taken begin and finish all the time. */
static uint32_t load_dvp(uint32_t offset)
{
    if (offset == 0x20 && camera.rest == 0) {
        dvp[0x20 / 4] |= FRAME_BEGINS * 0x101u;
    } else if (offset == 0x20 && --camera.rest == 0) {
        deliver();
    }
    return dvp[offset / 4];
}

/* ---- I2C ---- */

static struct bus {
    uint32_t *registers;
    uint8_t bytes[8];
    uint32_t count, reads;
    uint8_t received[8];
    uint32_t receivable;
} buses[2] = { { i2c0, { 0 }, 0, 0, { 0 }, 0 }, { i2c2, { 0 }, 0, 0, { 0 }, 0 } };

static int is_power_chip(const struct bus *bus)
{
    return bus == &buses[0] && bus->registers[0x04 / 4] == 0x34;
}

static void write_device(struct bus *bus)
{
    if (is_power_chip(bus)) {
        require(bus->count == 2 && power.count < 64, "the power chip got %u bytes", (unsigned)bus->count);
        memcpy(power.log[power.count++], bus->bytes, 2);
        power.registers[bus->bytes[0]] = bus->bytes[1];
        return;
    }
    camera.place = bus->bytes[0];
    if (bus->count == 2) {
        write_camera(camera.place, bus->bytes[1]);
    }
}

/* A stop comes when nothing more is to be sent, which a program sees by asking for the status. */
static uint32_t stop(struct bus *bus)
{
    const uint32_t number = bus == &buses[0] ? 0 : 2;
    const uint32_t count = bus->registers[0x14 / 4] + bus->registers[0x18 / 4];
    const uint32_t rate = processor_hertz() * 2 / (2 * ((sysctl[0x4c / 4] >> 8 * (number + 1) & 255) + 1)) / (count + 1);
    if (bus->count == 0 && bus->reads == 0) {
        return 4;
    }
    require_clock(13 + number);
    require_pin(number == 0 ? 28 : 41, 126 + 2 * number);
    require_pin(number == 0 ? 29 : 40, 127 + 2 * number);
    require((bus->registers[0] & 0x47) == 0x43 && bus->registers[0x6c / 4] == 1, "the bus is not a master in standard mode");
    require(rate >= 10000 && rate <= 105000, "the bus runs at %u Hz", (unsigned)rate);
    if (!is_power_chip(bus) && !(number == 2 && bus->registers[0x04 / 4] == 0x21 && CAMERA != 0)) {
        bus->registers[0x80 / 4] = 1;
    } else {
        if (number == 2) {
            require_camera();
        }
        if (bus->count > 0) {
            write_device(bus);
        }
        for (; bus->reads > 0; bus->reads--) {
            bus->received[bus->receivable++] = *camera_register(camera.place);
        }
    }
    bus->count = bus->reads = 0;
    return 4;
}

static void store_bus(struct bus *bus, uint32_t offset, uint32_t value)
{
    bus->registers[offset / 4] = value;
    if (offset == 0x10 && (value & 0x100) != 0) {
        bus->reads++;
    } else if (offset == 0x10) {
        require(bus->count < 8, "too many bytes for I2C");
        bus->bytes[bus->count++] = (uint8_t)value;
    }
}

static uint32_t load_bus(struct bus *bus, uint32_t offset)
{
    switch (offset) {
    case 0x10:
        require(bus->receivable > 0, "nothing to read from I2C");
        return bus->received[--bus->receivable];
    case 0x54:
        bus->registers[0x80 / 4] = 0;
        return 0;
    case 0x70:
        return stop(bus);
    case 0x78:
        return bus->receivable;
    default:
        return bus->registers[offset / 4];
    }
}

static void finish(void);

/* ---- Display ---- */

static struct {
    uint8_t command, parameters[4];
    uint32_t count;
    uint32_t left, right, top, bottom, x, y;
    int was_reset, is_awake, is_on, is_inverted;
    uint8_t order, format;
    uint16_t pixels[SCREEN_HEIGHT][SCREEN_WIDTH];
} display;

static uint16_t screens[SCREENS][SCREEN_HEIGHT][SCREEN_WIDTH];
static uint32_t screen_count;
static int is_last; /* the next complete screen */

static void take_command(uint8_t command)
{
    display.command = command;
    display.count = 0;
    display.is_awake |= command == 0x11;
    display.is_on |= command == 0x29;
    display.is_inverted |= command == 0x21;
    if (command == 0x2c) {
        display.x = display.left;
        display.y = display.top;
    }
}

static void take_parameter(uint8_t value)
{
    const uint8_t *const range = display.parameters;
    require(display.count < 4, "too many parameters for the display's command %x", display.command);
    display.parameters[display.count++] = value;
    if (display.command == 0x36) {
        display.order = value;
    } else if (display.command == 0x3a) {
        display.format = value;
    } else if (display.command == 0x2a && display.count == 4) {
        display.left = (uint32_t)(range[0] << 8 | range[1]);
        display.right = (uint32_t)(range[2] << 8 | range[3]);
    } else if (display.command == 0x2b && display.count == 4) {
        display.top = (uint32_t)(range[0] << 8 | range[1]);
        display.bottom = (uint32_t)(range[2] << 8 | range[3]);
    }
}

static void take_pixel(uint16_t pixel)
{
    const uint32_t column = display.x - 40, row = display.y - 52;
    require(display.command == 0x2c && column < SCREEN_WIDTH && row < SCREEN_HEIGHT, "a pixel for %u, %u", (unsigned)column, (unsigned)row);
    display.pixels[row][column] = pixel;
    if (display.x++ == display.right) {
        display.x = display.left;
        if (display.y++ == display.bottom && screen_count < SCREENS) {
            memcpy(screens[screen_count++], display.pixels, sizeof display.pixels);
            if (is_last) {
                finish();
            }
        }
    }
}

static void send(uint32_t word)
{
    const uint32_t bits = (spi0[0] >> 16 & 31) + 1;
    require_power();
    require_clock(6);
    require_pin(18, 4);
    require_pin(19, 17);
    require_pin(20, 24 + 31);
    require_pin(21, 24 + 30);
    require_pin(22, 15);
    require((fpioa[0xc0 / 4] & fpioa[0xe0 / 4] & 1u << 16) != 0, "SPI0 does not get the bus");
    require((spi0[0] & 0xffe0ffffu) == 0x100 && spi0[0x08 / 4] == 1 && spi0[0x10 / 4] == 8, "SPI0 is set to %x", (unsigned)spi0[0]);
    require(spi0[0x14 / 4] >= 8, "SPI0 is too fast");
    require(display.was_reset && output(30), "the display was not reset");
    if (output(31) == 0) {
        take_command((uint8_t)word);
    } else if (bits == 16) {
        take_pixel((uint16_t)word);
    } else {
        take_parameter((uint8_t)word);
    }
}

/* ---- The end ---- */

static void write_screens(void)
{
    const int file = sys_semihost_open("screens.bin", 5);
    require(file >= 0 && sys_semihost_write(file, screens, screen_count * sizeof screens[0]) == 0, "screens.bin cannot be written");
    sys_semihost_close(file);
}

static void finish(void)
{
    printf("power:");
    for (uint32_t i = 0; i < power.count; i++) {
        printf(" %02x=%02x", power.log[i][0], power.log[i][1]);
    }
    printf("\nUSB power %d, processor %u Hz, console %u\n", output(26), (unsigned)processor_hertz(), (unsigned)(processor_hertz() / (uarths[0x18 / 4] + 1)));
    printf("display %s, %s, %s, order %02x, format %02x\n", display.is_awake ? "awake" : "asleep", display.is_on ? "on" : "off",
        display.is_inverted ? "inverted" : "not inverted", display.order, display.format);
    write_screens();
    exit(0);
}

/* Ends with the line after the last frame, or with one that tells of an error. */
static void print(char character)
{
    static char line[64];
    static size_t length;
    putchar(character);
    if (length < sizeof line - 1) {
        line[length++] = character;
    }
    if (character != '\n') {
        return;
    }
    line[length] = 0;
    length = 0;
    if (strncmp(line, "NO ", 3) == 0 || strncmp(line, "OTHER ", 6) == 0) {
        is_last = 1;
        return;
    }
    if (camera.frame == *(const uint32_t *)(uintptr_t)FRAMES && strstr(line, " us") != NULL) {
        finish();
    }
}

/* ---- Accesses ---- */

static void store(uint32_t *registers, uint32_t offset, uint32_t value)
{
    if (registers == dvp) {
        store_dvp(offset, value);
    } else if (registers == i2c0 || registers == i2c2) {
        store_bus(&buses[registers == i2c2], offset, value);
    } else {
        registers[offset / 4] = value;
    }
    if (registers == spi0 && offset == 0x60) {
        send(value);
    } else if (registers == uarths && offset == 0) {
        print((char)value);
    } else if (registers == gpiohs && offset == 0x0c) {
        display.was_reset |= (value >> 30 & 1) == 0;
    }
}

static uint32_t load(uint32_t *registers, uint32_t offset)
{
    if (registers == dvp) {
        return load_dvp(offset);
    }
    if (registers == i2c0 || registers == i2c2) {
        return load_bus(&buses[registers == i2c2], offset);
    }
    if (registers == spi0 && (offset == 0x20 || offset == 0x28)) {
        return offset == 0x20 ? 0 : 4;
    }
    if (registers == sysctl && offset == 0x18) {
        return 0xffffffffu;
    }
    return registers == uarths && offset == 0 ? 0 : registers[offset / 4];
}

int modelc_kpu_emulator_device(uint32_t is_store, uint64_t address, uint64_t *value)
{
    static const struct {
        uint64_t address;
        uint32_t *registers;
    } devices[] = { { UARTHS, uarths }, { GPIOHS, gpiohs }, { I2C0, i2c0 }, { I2C2, i2c2 }, { FPIOA, fpioa }, { DVP, dvp }, { SYSCTL, sysctl }, { SPI0, spi0 } };
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
        const uint64_t offset = address - devices[i].address;
        if (address >= devices[i].address && offset < DEVICE_BYTES) {
            if (is_store) {
                store(devices[i].registers, (uint32_t)offset, (uint32_t)*value);
            } else {
                *value = load(devices[i].registers, (uint32_t)offset);
            }
            return 1;
        }
    }
    return 0;
}

int main(void)
{
    reset_camera();
    modelc_kpu_emulator_start();
    ((void (*)(void))(uintptr_t)PROGRAM)();
    return 1;
}
