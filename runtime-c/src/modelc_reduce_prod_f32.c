#include "modelc.h"

/* Product of the elements of one result; input is the first of them. */
static inline float modelc_reduce_prod_f32_element(const modelc_reduction *r, const float *input)
{
    float product = 1;
    for (int32_t a = 0; a < r->reduced[0]; ++a) {
        for (int32_t b = 0; b < r->reduced[1]; ++b) {
            const int32_t row = a * r->reduced_strides[0] + b * r->reduced_strides[1];
            for (int32_t c = 0; c < r->reduced[2]; ++c) {
                product *= input[row + c * r->reduced_strides[2]];
            }
        }
    }
    return product;
}

MODELC_API void modelc_reduce_prod_f32(const modelc_reduce_select_parameters *p, const float *input, float *output)
{
    const modelc_reduction *const r = &p->reduction;
    for (int32_t a = 0; a < r->kept[0]; ++a) {
        for (int32_t b = 0; b < r->kept[1]; ++b) {
            const float *const row = input + (a * r->kept_strides[0] + b * r->kept_strides[1]);
            for (int32_t c = 0; c < r->kept[2]; ++c) {
                *output++ = modelc_reduce_prod_f32_element(r, row + c * r->kept_strides[2]);
            }
        }
    }
}
