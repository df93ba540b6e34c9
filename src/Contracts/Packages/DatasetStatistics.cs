namespace Studio.Contracts.Packages;

/// <summary>
/// Numbers by which every image is normalised alike (input.statistics: dataset), taken from the training images of a run.
/// They belong to the weights: checkpoint and package carry them, and whoever predicts uses them.
/// </summary>
/// <param name="Channels">One for each input channel.</param>
public sealed record DatasetStatistics(IReadOnlyList<ChannelStatistics> Channels);

/// <summary>normalised = (value - Offset) / Scale, then not below Least nor above Most; null: no limit. Values are those after rescale.</summary>
public sealed record ChannelStatistics(double Offset, double Scale, double? Least, double? Most);
