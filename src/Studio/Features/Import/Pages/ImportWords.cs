using Studio.Contracts.Import;
using Studio.Storage;

namespace Studio.Features.Import.Pages;

/// <summary>States and fates as people say them.</summary>
static class ImportWords
{
    public static string State(ImportBatchState state) => state switch
    {
        ImportBatchState.Running => "Running",
        ImportBatchState.WaitingForClasses => "Labels wait for you",
        ImportBatchState.Done => "Finished",
        ImportBatchState.Cancelled => "Cancelled",
        _ => "Stopped",
    };

    public static string Fate(ImportFate fate) => fate switch
    {
        ImportFate.Imported => "Imported",
        ImportFate.Skipped => "Skipped",
        _ => "Rejected",
    };

    public static string FateIcon(ImportFate fate) => fate switch
    {
        ImportFate.Imported => "check_circle",
        ImportFate.Skipped => "skip_next",
        _ => "error",
    };

    public static string FateTone(ImportFate fate) => fate switch
    {
        ImportFate.Imported => "ok",
        ImportFate.Skipped => "text-3",
        _ => "problem",
    };

    public static string Stage(ImportStage stage) => stage switch
    {
        ImportStage.Waiting => "Waiting for the import before it",
        ImportStage.Finding => "Looking for files",
        ImportStage.Reading => "Reading pictures",
        ImportStage.Arranging => "Putting slices in order",
        ImportStage.ReadingMasks => "Reading masks",
        ImportStage.ReadingLabels => "Reading boxes and tags",
        ImportStage.StoringLabels => "Storing labels",
        _ => "Finishing",
    };

    public static string Problem(LabelProblem problem) =>
        problem.Where.Length > 0 ? $"{problem.File}, {problem.Where}: {problem.Reason}" : $"{problem.File}: {problem.Reason}";
}
