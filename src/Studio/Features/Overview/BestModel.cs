using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Overview;

/// <summary>The best result so far with what it must be held against.</summary>
/// <param name="Score">What it is judged by.</param>
/// <param name="Value">Of the evaluation when there is one, else the training's own validation figure.</param>
/// <param name="Interval">Null before the run was evaluated.</param>
/// <param name="TrivialBaseline">What is reached without looking at the image; null when unknown.</param>
public sealed record BestModel(int RunNumber, ScoreFacts Score, double Value, MetricValue? Interval, Split Split, double? TrivialBaseline);
