using Studio.Contracts.Projects;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare.Groups;

/// <summary>A run on images from where it learned, beside images from elsewhere.</summary>
/// <param name="Internal">On its own version; null where it has no result there.</param>
/// <param name="Set">Which part of the own version.</param>
/// <param name="External">Of each set from elsewhere that was opened and measured.</param>
/// <param name="Waiting">Versions with a set from elsewhere that was not opened for the run, or not measured.</param>
public sealed record ExternalAnswer(
    ComparedFigure? Internal, Split Set, CaseCount Images, IReadOnlyList<ExternalFigure> External, IReadOnlyList<DatasetVersion> Waiting);

public readonly record struct CaseCount(int Images, int Patients);

/// <param name="From">"MIAS": the value of the column, or the collection.</param>
/// <param name="Version">Number.</param>
/// <param name="Change">The figure less the internal one; null where the patients are too few.</param>
/// <param name="Shared">Images that were left out, as their patients are among the internal ones.</param>
/// <param name="LeftOut">Images that were left out, as the run has learned from their patients.</param>
public sealed record ExternalFigure(
    string From, int Version, ComparedFigure Figure, CaseCount Images, Interval? Change, int Shared, int LeftOut)
{
    /// <summary>Whether chance alone would seldom make such a change.</summary>
    public bool IsReal => Change is { } change && (change.Low > 0 || change.High < 0);
}
