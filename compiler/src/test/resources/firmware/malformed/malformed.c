#include "malformed.h"

void malformed_run(
