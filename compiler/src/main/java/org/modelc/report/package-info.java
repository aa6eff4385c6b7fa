/** What a compiled model costs: memory, work, and every layer's share of them. */
package org.modelc.report;
