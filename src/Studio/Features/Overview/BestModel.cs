using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Overview;

/// <summary>The best result so far with what it must be held against.</summary>
/// <param name="MeanIou">Of the evaluation when there is one, else the training's own validation figure.</param>
/// <param name="Interval">Null before the run was evaluated.</param>
/// <param name="TrivialBaseline">Mean IoU of calling every pixel one class; null when unknown.</param>
public sealed record BestModel(int RunNumber, double MeanIou, MetricValue? Interval, Split Split, double? TrivialBaseline);
