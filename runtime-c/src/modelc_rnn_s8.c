#include "modelc_recurrent_s8.h"

MODELC_RECURRENT_S8(modelc_rnn_s8, 1, 0, modelc_recurrent_s8_rnn_step)
