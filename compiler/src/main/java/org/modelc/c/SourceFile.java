package org.modelc.c;

import java.util.List;
import java.util.Optional;

/**
 * The generated source.
 *
 * @param macro prefix of all macros
 * @param runtime the text of the runtime where the source brings it along
 * @param requirements features of the processor that the kernels need
 * @param pointers tensors in the arena
 * @param steps records with a template each: {@link KernelCall}, {@link MemoryCopy}, {@link BandBlock}
 * @param feed the function that takes the input in parts, which then has the steps
 * @param stream the functions that take a stream, which then have the steps
 * @param planes the functions that take the input where it lies in AI SRAM, which then have the steps
 * @param state the function that begins a sequence of calls
 * @param includesString whether functions of string.h are called
 * @param profile whether hooks stand around every step
 */
record SourceFile(
    Banner banner,
    String name,
    String macro,
    Optional<String> runtime,
    List<FeatureRequirement> requirements,
    List<LayerDefinition> layers,
    List<ArrayDefinition> otherArrays,
    List<Port> inputs,
    List<Port> outputs,
    List<TensorPointer> pointers,
    List<Record> steps,
    Optional<FeedDefinition> feed,
    Optional<StreamDefinition> stream,
    Optional<PlanesDefinition> planes,
    Optional<StateDefinition> state,
    boolean includesString,
    boolean profile,
    Optional<SelfTestDefinition> selfTest) {}
