package org.modelc.c;

import java.util.List;
import java.util.Optional;

/**
 * The generated header.
 *
 * @param macro prefix of all macros
 * @param abi version of the runtime's interface that the source needs
 * @param layers number of steps of {@code name_run}
 * @param feed the function that takes the input in parts
 * @param stream the functions that take a stream
 * @param planes the functions that take the input where it lies in AI SRAM
 * @param state the function that begins a sequence of calls
 * @param singleFile whether the source brings the runtime along
 */
record HeaderFile(
    Banner banner,
    String name,
    String macro,
    int abi,
    List<Port> inputs,
    List<Port> outputs,
    int arenaBytes,
    int arenaAlignment,
    int layers,
    Optional<FeedDefinition> feed,
    Optional<StreamDefinition> stream,
    Optional<PlanesDefinition> planes,
    Optional<StateDefinition> state,
    boolean selfTest,
    boolean singleFile) {}
