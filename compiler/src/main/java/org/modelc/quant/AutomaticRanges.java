package org.modelc.quant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.modelc.ir.Graph;
import org.modelc.ir.Quant;
import org.modelc.ir.Value;

/**
 * Takes the method with which the network's outputs lose least over some calibration samples: first one for all values, then, group after
 * group of values that share a quantisation, another one where it makes the outputs better still.
 */
final class AutomaticRanges implements RangeMethod {
  private static final List<RangeMethod> METHODS = List.of(LEAST_ERROR, MIN_MAX, ENTROPY, RangeMethod.percentile(99.99));

  private static final int MOST_SAMPLES = 64;
  private static final int LEAST_SAMPLES = 8;

  /** Multiply-accumulates that the trials of a network may take, roughly. */
  private static final double BUDGET = 1e9;

  @Override
  public Range choose(ActivationStatistics statistics) {
    return LEAST_ERROR.choose(statistics);
  }

  @Override
  public Function<Value, Range> ranges(Graph graph, Calibration calibration) {
    List<StoragePlan> plans = METHODS.stream().map(method -> StoragePlan.of(graph, remembered(method.ranges(graph, calibration)))).toList();
    List<List<Value>> groups = plans.get(0).groups().stream().filter(group -> group.stream().anyMatch(plans.get(0)::isInteger)).toList();
    RangeTrial trial = new RangeTrial(graph, PostTraining.spread(calibration.samples(), count(graph, groups.size())));
    int common = bestForAll(groups, plans, trial);
    Map<Value, RangeMethod> chosen = new HashMap<>();
    for (List<Value> group : groups) {
      RangeMethod method = METHODS.get(bestForOne(group, plans, common, trial));
      group.forEach(value -> chosen.put(value, method));
    }
    return value -> chosen.getOrDefault(value, METHODS.get(common)).choose(RangeMethod.statistics(value, calibration));
  }

  private static Function<Value, Range> remembered(Function<Value, Range> ranges) {
    Map<Value, Range> known = new HashMap<>();
    return value -> known.computeIfAbsent(value, ranges);
  }

  private static int bestForAll(List<List<Value>> groups, List<StoragePlan> plans, RangeTrial trial) {
    List<Map<Value, Quant>> changes = plans.stream().map(plan -> {
      Map<Value, Quant> all = new HashMap<>();
      groups.forEach(group -> all.putAll(quants(group, plan)));
      return all;
    }).toList();
    int best = 0;
    double[] least = trial.errors(changes.get(0));
    for (int method = 1; method < changes.size(); method++) {
      double[] errors = trial.errors(changes.get(method));
      if (ResultError.isClearlySmaller(errors, least)) {
        least = errors;
        best = method;
      }
    }
    trial.adopt(changes.get(best));
    return best;
  }

  private static int bestForOne(List<Value> group, List<StoragePlan> plans, int common, RangeTrial trial) {
    int best = common;
    Quant start = plans.get(common).quant(group.get(0));
    double[] least = trial.errors(Map.of());
    for (int method = 0; method < plans.size(); method++) {
      StoragePlan plan = plans.get(method);
      if (!plan.quant(group.get(0)).equals(start)) {
        double[] errors = trial.errors(quants(group, plan));
        if (ResultError.isClearlySmaller(errors, least)) {
          least = errors;
          best = method;
        }
      }
    }
    if (best != common) {
      trial.adopt(quants(group, plans.get(best)));
    }
    return best;
  }

  /** The quantisation of those values of the group that are not just moved. */
  private static Map<Value, Quant> quants(List<Value> group, StoragePlan plan) {
    Map<Value, Quant> quants = new HashMap<>();
    group.stream().filter(plan::isSource).forEach(value -> quants.put(value, plan.quant(value)));
    return quants;
  }

  private static int count(Graph graph, int groups) {
    double halfNetwork = Math.max(1, graph.macs()) / 2.0;
    double affordable = BUDGET / (halfNetwork * METHODS.size() * Math.max(1, groups));
    return (int) Math.min(Math.max(affordable, LEAST_SAMPLES), MOST_SAMPLES);
  }
}
