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

/* Every third byte of a word, from the first, second or third on: bytes three apart become neighbours where a factor moves them by 0, 2 and 4 bytes. */
#define MODELC_KPU_UPLOAD_CLOSER UINT64_C(0x0000000100010001)

static inline uint64_t modelc_kpu_upload_from_first(uint64_t word)
{
    return ((word & UINT64_C(0x00ff0000ff0000ff)) * MODELC_KPU_UPLOAD_CLOSER >> 32) & UINT64_C(0xffffff);
}

static inline uint64_t modelc_kpu_upload_from_second(uint64_t word)
{
    return (word & UINT64_C(0xff0000ff0000ff00)) * MODELC_KPU_UPLOAD_CLOSER >> 40;
}

static inline uint64_t modelc_kpu_upload_from_third(uint64_t word)
{
    return (word & UINT64_C(0x0000ff0000ff0000)) * MODELC_KPU_UPLOAD_CLOSER >> 48;
}

/* Three channels whose lines are whole words: 24 bytes at a time. */
static void modelc_kpu_upload_three(const modelc_kpu_image *p, const uint8_t *source)
{
    const modelc_kpu_plane red = modelc_kpu_channel(p, 0);
    const modelc_kpu_plane green = modelc_kpu_channel(p, 1);
    const modelc_kpu_plane blue = modelc_kpu_channel(p, 2);
    for (int32_t y = 0; y < p->height; ++y) {
        for (int32_t word = y * red.step; word < y * red.step + p->width / 8; ++word, source += 24) {
            const uint64_t a = modelc_kpu_load(source) ^ MODELC_KPU_UPLOAD_SIGNS;
            const uint64_t b = modelc_kpu_load(source + 8) ^ MODELC_KPU_UPLOAD_SIGNS;
            const uint64_t c = modelc_kpu_load(source + 16) ^ MODELC_KPU_UPLOAD_SIGNS;
            red.words[word] = modelc_kpu_upload_from_first(a) | modelc_kpu_upload_from_second(b) << 24 | modelc_kpu_upload_from_third(c) << 48;
            green.words[word] = modelc_kpu_upload_from_second(a) | modelc_kpu_upload_from_third(b) << 24 | modelc_kpu_upload_from_first(c) << 40;
            blue.words[word] = modelc_kpu_upload_from_third(a) | modelc_kpu_upload_from_first(b) << 16 | modelc_kpu_upload_from_second(c) << 40;
        }
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
    if (p->channels == 3 && p->width % 8 == 0) {
        modelc_kpu_upload_three(p, (const uint8_t *)input);
    } else {
        modelc_kpu_upload_any(p, input);
    }
}

#endif
