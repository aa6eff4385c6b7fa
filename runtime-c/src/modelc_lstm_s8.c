#include "modelc_recurrent_s8.h"

MODELC_RECURRENT_S8(modelc_lstm_s8, 4, 1, modelc_recurrent_s8_lstm_step)
