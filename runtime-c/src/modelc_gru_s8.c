#include "modelc_recurrent_s8.h"

MODELC_RECURRENT_S8(modelc_gru_s8, 3, 1, modelc_recurrent_s8_gru_step)
