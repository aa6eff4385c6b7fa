#include "modelc_recurrent_s8.h"

MODELC_GRU_STATE_S8(modelc_gru_state_s8, modelc_recurrent_s8_gru_step)
