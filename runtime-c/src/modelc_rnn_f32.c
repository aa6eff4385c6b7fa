#include "modelc_recurrent_f32.h"

MODELC_RECURRENT_F32(modelc_rnn_f32, 1, modelc_recurrent_f32_rnn_step)
