/* Self-test firmware: what the generated model calls after every step. */
#ifndef MODELC_SELFTEST_H
#define MODELC_SELFTEST_H

#include <stdint.h>

void modelc_selftest_layer(int32_t layer);

#define MODEL_LAYER_END(layer) modelc_selftest_layer(layer)

#endif
