#include "modelc_recurrent_f32.h"

MODELC_RECURRENT_F32(modelc_gru_reset_after_f32, 3, modelc_recurrent_f32_gru_reset_after_step)
