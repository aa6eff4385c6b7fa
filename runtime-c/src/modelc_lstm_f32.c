#include "modelc_recurrent_f32.h"

MODELC_RECURRENT_F32(modelc_lstm_f32, 5, modelc_recurrent_f32_lstm_step)
