package org.modelc.c;

/**
 * Parameters of {@code modelc_kpu_upload_vector}.
 *
 * @param row the image's first in AI SRAM
 */
public record KpuVectorCall(String kernel, int row, int elements) implements Call {}
