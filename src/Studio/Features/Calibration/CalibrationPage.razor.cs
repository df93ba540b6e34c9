using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Calibration;

/// <summary>Can its confidence be believed, and from which one on does it answer?</summary>
public sealed partial class CalibrationPage
{
    CalibrationAnswer? answer;
    ValidationAnswers? answers;
    bool isMissing;
    bool isSaving;
    bool isSaved;
    bool isQueued;
    CurrentUser? user;
    string? refusal;
    string? mayNot;
    (string Slug, int Number) read;
    ClassDefinition definition = null!;
    OperatingPointDraft draft = null!;
    IReadOnlyList<ClassConfidence> confidences = [];
    IReadOnlyList<ThresholdWish> wishes = [];
    IReadOnlyList<StoredOperatingPoint> history = [];

    [Parameter]
    public required string Slug { get; set; }

    [Parameter]
    public int Number { get; set; }

    /// <summary>Number of the class that is looked at; null: the first.</summary>
    [SupplyParameterFromQuery(Name = "class")]
    public int? ClassIndex { get; set; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required RunStore RunRows { get; init; }

    [Inject]
    public required CalibrationReader Reader { get; init; }

    [Inject]
    public required OperatingPointService Service { get; init; }

    [Inject]
    public required OperatingPointStore Points { get; init; }

    [Inject]
    public required RunService Runs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    ClassConfidence Shown => confidences.FirstOrDefault(item => item.Definition == definition) ?? confidences[0];

    ThresholdOutcome Outcome => draft.Outcomes.FirstOrDefault(outcome => outcome.Definition == definition)
        ?? new ThresholdOutcome(definition, null, null, null, ThresholdFinder.CountsOf(answers!, draft.Mended, answers!.Classes.ToList().IndexOf(definition)), null);

    /// <summary>Results were made before the last choice.</summary>
    bool IsStale => answers is not null && history is [var latest, ..] && latest.Id != answers.Evaluation.OperatingPointId;

    /// <summary>Why the choice cannot be saved; null when it can.</summary>
    string? StopReason => mayNot
        ?? (draft.Problems is [var problem, ..] ? problem : null)
        ?? (draft.Point == (history is [var latest, ..] ? latest.Point : new OperatingPoint()) ? "Nothing is changed." : null);

    protected override async Task OnParametersSetAsync()
    {
        if (read != (Slug, Number))
        {
            read = (Slug, Number);
            await LoadAsync();
        }

        if (answers is not null)
            definition = answers.Classes.FirstOrDefault(item => item.Index == ClassIndex) ?? answers.Classes[0];
    }

    async Task LoadAsync()
    {
        user = CurrentUser.From((await Authentication).User);
        mayNot = OperatingPointService.Refuse(user);
        var project = await Projects.FindAsync(Slug);
        var run = project is null ? null : (await RunRows.ListAsync(project.Id)).FirstOrDefault(item => item.Number == Number);
        isMissing = run is null;
        if (run is null)
            return;
        var found = await Reader.ReadAsync(project!, run);
        history = await Points.ListAsync(run.Id);
        (answers, isSaved, isQueued, refusal) = (found.Answers, false, false, null);
        if (answers is not null)
        {
            var (mending, chosen) = OperatingPointDraft.Of(history is [var latest, ..] ? latest.Point : null);
            Choose(mending, [.. chosen.Where(wish => answers.Classes.Any(item => item.Index == wish.ClassIndex))]);
        }

        answer = found;
    }

    ThresholdWish? WishOf(ClassDefinition of) => wishes.FirstOrDefault(wish => wish.ClassIndex == of.Index);

    void Mend(Mending mending) => Choose(mending, wishes);

    void Wish(ThresholdWish? wish) =>
        Choose(draft.Mending, [.. wishes.Where(item => item.ClassIndex != definition.Index), .. wish is null ? [] : new[] { wish }]);

    void Choose(Mending mending, IReadOnlyList<ThresholdWish> wanted)
    {
        (wishes, isSaved, refusal) = (wanted, false, null);
        draft = OperatingPointDraft.Of(answers!, mending, wanted);
        confidences = ClassConfidence.List(answers!, mending, draft.Mended);
    }

    void GoTo(ClassDefinition wanted) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("class", wanted.Index), replace: true);

    async Task SaveAsync()
    {
        isSaving = true;
        try
        {
            await Service.SaveAsync(answers!, draft, user);
            history = await Points.ListAsync(answers!.Run.Id);
            (isSaved, refusal) = (true, null);
        }
        catch (StorageException problem)
        {
            refusal = problem.Message;
        }
        finally
        {
            isSaving = false;
        }
    }

    async Task EvaluateAsync()
    {
        try
        {
            var project = await Projects.FindAsync(Slug);
            var run = (await RunRows.ListAsync(project!.Id)).First(item => item.Number == Number);
            await Runs.EvaluateAsync(run.Id, new EvaluationWish(Split.Validation), user?.Id);
            isQueued = true;
        }
        catch (Exception problem) when (problem is RunRefusedException or StorageException)
        {
            refusal = problem.Message;
        }
    }
}
