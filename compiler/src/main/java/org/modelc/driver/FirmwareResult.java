package org.modelc.driver;

import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.FirmwareSize;

/** What a target's firmware did and what it takes. */
record FirmwareResult(TargetCode code, FirmwareRun run, FirmwareSize size, OutputComparison comparison) {}
