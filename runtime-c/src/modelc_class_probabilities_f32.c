#include "modelc.h"

/* The quadratic form [classes][classes] whose least value over all distributions is wanted. */
static void modelc_class_probabilities_f32_form(const modelc_class_probabilities_parameters *p, const float *pairs, float *form)
{
    const int32_t classes = p->classes;
    for (int32_t i = 0; i < classes; ++i) {
        form[i * classes + i] = 0;
    }
    for (int32_t i = 0; i < classes; ++i) {
        for (int32_t j = i + 1; j < classes; ++j, ++pairs) {
            const float first = pairs[0];
            const float second = 1 - first;
            form[i * classes + j] = -(second * first);
            form[j * classes + i] = -(second * first);
            form[i * classes + i] += second * second;
            form[j * classes + j] += first * first;
        }
    }
}

/* Half of the form's gradient; returns gradient times distribution. */
static float modelc_class_probabilities_f32_gradient(const modelc_class_probabilities_parameters *p, const float *form,
                                                     const float *distribution, float *gradient)
{
    float value = 0;
    for (int32_t i = 0; i < p->classes; ++i) {
        gradient[i] = 0;
        for (int32_t j = 0; j < p->classes; ++j) {
            gradient[i] += form[i * p->classes + j] * distribution[j];
        }
        value += distribution[i] * gradient[i];
    }
    return value;
}

static int modelc_class_probabilities_f32_is_least(const modelc_class_probabilities_parameters *p, const float *gradient, float value)
{
    for (int32_t i = 0; i < p->classes; ++i) {
        if (!(fabsf(gradient[i] - value) < p->tolerance)) {
            return 0;
        }
    }
    return 1;
}

/* Moves each probability to where the form is least, and scales all so that they add up to 1. */
static void modelc_class_probabilities_f32_step(const modelc_class_probabilities_parameters *p, const float *form, float value,
                                                float *distribution, float *gradient)
{
    for (int32_t i = 0; i < p->classes; ++i) {
        const float *const row = form + i * p->classes;
        const float change = (value - gradient[i]) / row[i];
        const float whole = 1 + change;
        value = (value + change * (change * row[i] + 2 * gradient[i])) / whole / whole;
        distribution[i] += change;
        for (int32_t j = 0; j < p->classes; ++j) {
            gradient[j] = (gradient[j] + change * row[j]) / whole;
            distribution[j] /= whole;
        }
    }
}

MODELC_API void modelc_class_probabilities_f32(const modelc_class_probabilities_parameters *p, const float *input, float *output,
                                               void *scratch)
{
    float *const form = (float *)scratch;
    float *const gradient = form + p->classes * p->classes;
    for (int32_t row = 0; row < p->rows; ++row, input += p->classes * (p->classes - 1) / 2, output += p->classes) {
        modelc_class_probabilities_f32_form(p, input, form);
        for (int32_t i = 0; i < p->classes; ++i) {
            output[i] = p->start;
        }
        for (int32_t step = 0; step < p->steps; ++step) {
            const float value = modelc_class_probabilities_f32_gradient(p, form, output, gradient);
            if (modelc_class_probabilities_f32_is_least(p, gradient, value)) {
                break;
            }
            modelc_class_probabilities_f32_step(p, form, value, output, gradient);
        }
    }
}
