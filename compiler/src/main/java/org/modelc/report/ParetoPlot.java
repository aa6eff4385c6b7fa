package org.modelc.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Accuracy against flash and against MACs, one point a network. */
public final class ParetoPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 600;

  private ParetoPlot() {}

  /**
   * Writes {@code pareto-flash} and {@code pareto-macs} as SVG and PNG.
   *
   * @throws ProblemException E402 if that is not possible
   */
  public static void write(List<Candidate> candidates, Path folder) {
    try {
      Files.createDirectories(folder);
      write(chart(candidates, "constants, bytes", Candidate::constantBytes), folder.resolve("pareto-flash"));
      write(chart(candidates, "MACs", Candidate::macs), folder.resolve("pareto-macs"));
    } catch (IOException | InternalError e) { // Java's answer to a machine without fonts is an InternalError
      throw new ProblemException(Code.E402, folder.toString(), "The plots cannot be written (" + e.getMessage() + ").");
    }
  }

  private static XYChart chart(List<Candidate> candidates, String cost, ToDoubleFunction<Candidate> costOf) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(cost).yAxisTitle("accuracy, %").build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setXAxisDecimalPattern("#,###");
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    for (Candidate candidate : candidates) {
      double[] accuracy = {100 * candidate.accuracy().ratio()};
      double[] error = {100 * (candidate.accuracy().high() - candidate.accuracy().low()) / 2};
      String best = candidate.isBest(candidates) ? " *" : "";
      chart.addSeries(candidate.name() + best, new double[] {costOf.applyAsDouble(candidate)}, accuracy, error);
    }
    return chart;
  }

  private static void write(XYChart chart, Path file) throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
