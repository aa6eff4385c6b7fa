#include "modelc.h"

typedef struct {
    float re, im;
} modelc_fourier_f32_number;

static modelc_fourier_f32_number modelc_fourier_f32_sum(modelc_fourier_f32_number a, modelc_fourier_f32_number b)
{
    a.re += b.re;
    a.im += b.im;
    return a;
}

static modelc_fourier_f32_number modelc_fourier_f32_difference(modelc_fourier_f32_number a, modelc_fourier_f32_number b)
{
    a.re -= b.re;
    a.im -= b.im;
    return a;
}

/* Reads a row and fills it up with zeros, or with its mirror image. */
static void modelc_fourier_f32_load(const modelc_fourier_parameters *p, const float *input, modelc_fourier_f32_number *numbers)
{
    const int32_t given = p->mirrored != 0 ? p->length / 2 + 1 : p->length;
    for (int32_t i = 0; i < p->length; ++i) {
        const int is_given = i < given && i < p->size;
        numbers[i].re = is_given ? input[i * p->parts] : 0;
        numbers[i].im = is_given && p->parts == 2 ? input[i * p->parts + 1] : 0;
    }
    for (int32_t i = given; i < p->length; ++i) {
        numbers[i].re = numbers[p->length - i].re;
        numbers[i].im = -numbers[p->length - i].im;
    }
}

static void modelc_fourier_f32_two(const modelc_fourier_f32_number *x, int32_t step, modelc_fourier_f32_number *y, int32_t step_y)
{
    y[0] = modelc_fourier_f32_sum(x[0], x[step]);
    y[step_y] = modelc_fourier_f32_difference(x[0], x[step]);
}

static void modelc_fourier_f32_four(const modelc_fourier_parameters *p, const modelc_fourier_f32_number *x, int32_t step,
                                    modelc_fourier_f32_number *y, int32_t step_y)
{
    const modelc_fourier_f32_number even = modelc_fourier_f32_sum(x[0], x[2 * step]);
    const modelc_fourier_f32_number odd = modelc_fourier_f32_sum(x[step], x[3 * step]);
    const modelc_fourier_f32_number apart = modelc_fourier_f32_difference(x[0], x[2 * step]);
    const modelc_fourier_f32_number across = modelc_fourier_f32_difference(x[step], x[3 * step]);
    modelc_fourier_f32_number turned;
    turned.re = p->inverse != 0 ? -across.im : across.im;
    turned.im = p->inverse != 0 ? across.re : -across.re;
    y[0] = modelc_fourier_f32_sum(even, odd);
    y[step_y] = modelc_fourier_f32_sum(apart, turned);
    y[2 * step_y] = modelc_fourier_f32_difference(even, odd);
    y[3 * step_y] = modelc_fourier_f32_difference(apart, turned);
}

/* An odd radix: results u and radix - u share their products. */
static void modelc_fourier_f32_odd(const modelc_fourier_parameters *p, int32_t radix, const modelc_fourier_f32_number *x, int32_t step,
                                   modelc_fourier_f32_number *y, int32_t step_y)
{
    const int32_t turn = p->length / radix;
    y[0] = x[0];
    for (int32_t j = 1; j <= radix / 2; ++j) {
        y[0] = modelc_fourier_f32_sum(y[0], modelc_fourier_f32_sum(x[j * step], x[(radix - j) * step]));
    }
    for (int32_t u = 1; u <= radix / 2; ++u) {
        modelc_fourier_f32_number same = x[0];
        modelc_fourier_f32_number turned = {0, 0};
        int32_t place = 0;
        for (int32_t j = 1; j <= radix / 2; ++j) {
            const modelc_fourier_f32_number sum = modelc_fourier_f32_sum(x[j * step], x[(radix - j) * step]);
            const modelc_fourier_f32_number difference = modelc_fourier_f32_difference(x[j * step], x[(radix - j) * step]);
            place += place + u >= radix ? u - radix : u;
            same.re += p->roots[2 * place * turn] * sum.re;
            same.im += p->roots[2 * place * turn] * sum.im;
            turned.re += p->roots[2 * place * turn + 1] * difference.re;
            turned.im += p->roots[2 * place * turn + 1] * difference.im;
        }
        y[u * step_y].re = same.re - turned.im;
        y[u * step_y].im = same.im + turned.re;
        y[(radix - u) * step_y].re = same.re + turned.im;
        y[(radix - u) * step_y].im = same.im - turned.re;
    }
}

/* Turns results 1 to radix - 1 by their number times angle. */
static void modelc_fourier_f32_turn(const modelc_fourier_parameters *p, int32_t radix, int32_t angle, modelc_fourier_f32_number *y,
                                    int32_t step)
{
    for (int32_t u = 1; u < radix; ++u) {
        const modelc_fourier_f32_number a = y[u * step];
        const float re = p->roots[2 * u * angle];
        const float im = p->roots[2 * u * angle + 1];
        y[u * step].re = a.re * re - a.im * im;
        y[u * step].im = a.re * im + a.im * re;
    }
}

/* One step of the decomposition: done is the product of the radices before. */
static void modelc_fourier_f32_pass(const modelc_fourier_parameters *p, int32_t radix, int32_t done,
                                    const modelc_fourier_f32_number *from, modelc_fourier_f32_number *to)
{
    const int32_t left = p->length / (done * radix);
    for (int32_t k = 0; k < done; ++k) {
        for (int32_t i = 0; i < left; ++i) {
            const modelc_fourier_f32_number *const x = from + (k * radix * left + i);
            modelc_fourier_f32_number *const y = to + (k * left + i);
            if (radix == 2) {
                modelc_fourier_f32_two(x, left, y, done * left);
            } else if (radix == 4) {
                modelc_fourier_f32_four(p, x, left, y, done * left);
            } else {
                modelc_fourier_f32_odd(p, radix, x, left, y, done * left);
            }
            if (i > 0) {
                modelc_fourier_f32_turn(p, radix, done * i, y, done * left);
            }
        }
    }
}

/* Result i. Those of real numbers are mirror images of each other, and real where they are their own. */
static modelc_fourier_f32_number modelc_fourier_f32_result(const modelc_fourier_parameters *p, const modelc_fourier_f32_number *numbers,
                                                           int32_t i)
{
    const int32_t image = i == 0 ? 0 : p->length - i;
    modelc_fourier_f32_number result = numbers[p->parts == 1 && image < i ? image : i];
    if (p->parts == 1) {
        result.im = image < i ? -result.im : image == i ? 0 : result.im;
    }
    return result;
}

MODELC_API void modelc_fourier_f32(const modelc_fourier_parameters *p, const float *input, float *output, void *scratch)
{
    modelc_fourier_f32_number *numbers = (modelc_fourier_f32_number *)scratch;
    modelc_fourier_f32_number *others = numbers + p->length;
    for (int32_t row = 0; row < p->rows; ++row, input += p->size * p->parts, output += p->outputs * p->output_parts) {
        int32_t done = 1;
        modelc_fourier_f32_load(p, input, numbers);
        for (int32_t step = 0; step < p->steps; ++step) {
            modelc_fourier_f32_number *const swapped = numbers;
            modelc_fourier_f32_pass(p, p->radices[step], done, numbers, others);
            done *= p->radices[step];
            numbers = others;
            others = swapped;
        }
        for (int32_t i = 0; i < p->outputs; ++i) {
            const modelc_fourier_f32_number result = modelc_fourier_f32_result(p, numbers, i);
            output[i * p->output_parts] = result.re * p->scale;
            if (p->output_parts == 2) {
                output[2 * i + 1] = result.im * p->scale;
            }
        }
    }
}
