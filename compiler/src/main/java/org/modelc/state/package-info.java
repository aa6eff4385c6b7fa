/** States of networks: inputs that hold what outputs were after the call before. */
package org.modelc.state;
