#include "modelc_recurrent_f32.h"

MODELC_RECURRENT_STATE_F32(modelc_gru_state_f32, 3, modelc_recurrent_f32_gru_step)
