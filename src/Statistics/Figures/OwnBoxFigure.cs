namespace Studio.Statistics;

/// <summary>
/// Mean over patients of what a figure over many images is of each one's own. A patient without a true box has none. Its values
/// are made when it is first asked for: of a catalog of figures few are.
/// </summary>
sealed class OwnBoxFigure(BoxAnswers answers, Func<BoxAnswers, IClusteredFigure> make) : IClusteredFigure
{
    readonly Lazy<RatioFigure> mean = new(() => RatioFigure.OverPatients(
        Values(answers, make), [.. Enumerable.Range(0, answers.Truths.Length)], answers.Truths.Length, FigureScale.Mean));

    public int Clusters => answers.Truths.Length;

    public int Informed { get; } = EffectiveClusters.Of([.. answers.Truths.Select(truths => truths > 0 ? 1.0 : 0)]);

    public FigureScale Scale => FigureScale.Mean;

    public double Of(ReadOnlySpan<byte> weights) => mean.Value.Of(weights);

    /// <returns>[patients]; NaN where it is undefined.</returns>
    public static double[] Values(BoxAnswers answers, Func<BoxAnswers, IClusteredFigure> make) =>
        [.. answers.ByPatient.Select(own => ClusteredBootstrap.Value(make(own)))];
}
