#include "modelc.h"
#include "modelc_kpu.h"

#if defined(MODELC_KPU_EXISTS)

#define MODELC_KPU_UPLOAD_SIGNS UINT64_C(0x8080808080808080)

/* The last bytes of a line, fewer than eight. */
static uint64_t modelc_kpu_upload_last(const uint8_t *input, int32_t stride, int32_t pixels)
{
    uint64_t word = 0;
    for (int32_t pixel = 0; pixel < pixels; ++pixel) {
        word |= (uint64_t)input[pixel * stride] << (8 * pixel);
    }
    return word;
}

/* A factor that moves bytes by 0, 2 and 4 places: bytes three apart become neighbours. Compilers would take it apart if they knew it. */
static inline uint64_t modelc_kpu_upload_closer(void)
{
    uint64_t factor = UINT64_C(0x0000000100010001);
    __asm__("" : "+r"(factor));
    return factor;
}

/* Every third byte of a word, from the first, second or third on. */
static inline uint64_t modelc_kpu_upload_from_first(uint64_t word, uint64_t closer)
{
    return ((word & UINT64_C(0x00ff0000ff0000ff)) * closer >> 32) & UINT64_C(0xffffff);
}

static inline uint64_t modelc_kpu_upload_from_second(uint64_t word, uint64_t closer)
{
    return (word & UINT64_C(0xff0000ff0000ff00)) * closer >> 40;
}

static inline uint64_t modelc_kpu_upload_from_third(uint64_t word, uint64_t closer)
{
    return (word & UINT64_C(0x0000ff0000ff0000)) * closer >> 48;
}

/* One line of three channels, whole words: 24 bytes at a time, from a multiple of eight bytes on. */
static void modelc_kpu_upload_line_of_three(
    const uint8_t *source, volatile uint64_t *red, volatile uint64_t *green, volatile uint64_t *blue, int32_t words)
{
    const uint64_t closer = modelc_kpu_upload_closer();
    for (int32_t word = 0; word < words; ++word, source += 24) {
        const uint64_t a = modelc_kpu_load_aligned(source) ^ MODELC_KPU_UPLOAD_SIGNS;
        const uint64_t b = modelc_kpu_load_aligned(source + 8) ^ MODELC_KPU_UPLOAD_SIGNS;
        const uint64_t c = modelc_kpu_load_aligned(source + 16) ^ MODELC_KPU_UPLOAD_SIGNS;
        *red++ = modelc_kpu_upload_from_first(a, closer) | modelc_kpu_upload_from_second(b, closer) << 24
            | modelc_kpu_upload_from_third(c, closer) << 48;
        *green++ = modelc_kpu_upload_from_second(a, closer) | modelc_kpu_upload_from_third(b, closer) << 24
            | modelc_kpu_upload_from_first(c, closer) << 40;
        *blue++ = modelc_kpu_upload_from_third(a, closer) | modelc_kpu_upload_from_first(b, closer) << 16
            | modelc_kpu_upload_from_second(c, closer) << 40;
    }
}

static void modelc_kpu_upload_three(const modelc_kpu_image *p, const uint8_t *source)
{
    modelc_kpu_plane red = modelc_kpu_channel(p, 0);
    modelc_kpu_plane green = modelc_kpu_channel(p, 1);
    modelc_kpu_plane blue = modelc_kpu_channel(p, 2);
    for (int32_t y = 0; y < p->height; ++y, source += 3 * p->width) {
        modelc_kpu_upload_line_of_three(source, red.words, green.words, blue.words, p->width / 8);
        red.words += red.step;
        green.words += green.step;
        blue.words += blue.step;
    }
}

static void modelc_kpu_upload_any(const modelc_kpu_image *p, const int8_t *input)
{
    for (int32_t channel = 0; channel < p->channels; ++channel) {
        modelc_kpu_plane plane = modelc_kpu_channel(p, channel);
        const uint8_t *source = (const uint8_t *)input + channel;
        for (int32_t y = 0; y < p->height; ++y, plane.words += plane.step) {
            volatile uint64_t *word = plane.words;
            int32_t left = p->width;
            for (; left >= 8; left -= 8, source += 8 * p->channels) {
                *word++ = modelc_kpu_gather(source, p->channels) ^ MODELC_KPU_UPLOAD_SIGNS;
            }
            if (left > 0) {
                *word = modelc_kpu_upload_last(source, p->channels, left) ^ MODELC_KPU_UPLOAD_SIGNS;
                source += left * p->channels;
            }
        }
    }
}

/* Stores of eight bytes, since AI SRAM is not cached. Lines have room for whole words. */
MODELC_API void modelc_kpu_upload(const modelc_kpu_image *p, const int8_t *input)
{
    if (p->channels == 3 && p->width % 8 == 0 && (uintptr_t)input % 8 == 0) {
        modelc_kpu_upload_three(p, (const uint8_t *)input);
    } else {
        modelc_kpu_upload_any(p, input);
    }
}

#endif
