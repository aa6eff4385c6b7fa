/** Decides when nodes run and where their results lie: execution order, buffers shared by views and in-place operators, arena offsets. */
package org.modelc.plan;
