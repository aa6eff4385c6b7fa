/** Networks whose input is the last rows of a stream: only what the newest rows change is computed. */
package org.modelc.stream;
