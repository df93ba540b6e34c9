using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

using Studio.Contracts.Recipes;
using Studio.Features.Account;
using Studio.Features.Runs;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Train;

/// <summary>How should it learn?</summary>
public sealed partial class TrainPage
{
    /// <summary>Recipes shown before "more recipes".</summary>
    const int ShortList = 3;

    /// <summary>Instead of the number of a fold.</summary>
    const int AllFolds = 0;

    enum Panel
    {
        None,
        Settings,
        Yaml,
    }

    TrainFacts? facts;
    RecipeChoice? choice;
    IReadOnlyList<CatalogRecipe> entries = [];
    IReadOnlyList<RecipeProblem> unreadable = [];
    IReadOnlyList<RunProblem> refused = [];
    Panel panel;
    (string Slug, int? Version)? shown;
    string chosenId = "";
    string device = "auto";
    int seed = 1;
    int fold = 1;
    bool showsAll;
    bool isStarting;

    [Parameter]
    public required string Slug { get; set; }

    /// <summary>Identifier of the chosen recipe; null takes the suggestion.</summary>
    [SupplyParameterFromQuery(Name = "recipe")]
    public string? RecipeId { get; set; }

    /// <summary>Number of a run whose settings are taken over.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public int? RunNumber { get; set; }

    /// <summary>Number of a version to train on; null takes the labels as they are now.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    public int? VersionNumber { get; set; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required TrainFactsReader Reader { get; init; }

    [Inject]
    public required RecipeCatalog Catalog { get; init; }

    [Inject]
    public required RunService Runs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    /// <summary>The suggested one, then the others; the chosen one is always among them.</summary>
    IEnumerable<CatalogRecipe> Shown => entries.Where((entry, place) => showsAll || place < ShortList || entry.Recipe.Id == chosenId);

    IReadOnlyList<RunProblem> Problems => choice?.Recipe is { } recipe ? [.. refused, .. facts!.Check(recipe, device)] : refused;

    /// <summary>Why training cannot start; null when it can.</summary>
    string? StopReason => choice!.Problems.Count > 0
        ? $"{Wording.Count(choice.Problems.Count, "problem")} in the recipe: {choice.Problems[0].Key} {choice.Problems[0].Message}"
        : Problems.FirstOrDefault(problem => problem.Blocks)?.Message ?? (seed < 0 ? "The seed cannot be below 0." : null);

    string VersionWords => facts!.Version is { } chosen
        ? $"version {chosen.Number}, as it was frozen"
        : facts.LastVersion is { } last
        ? $"your labels as they are now (version {last.Number} if nothing changed, else {last.Number + 1})"
        : "version 1, frozen from your labels as they are now";

    string Queue
    {
        get
        {
            var open = facts!.Machine.RunningJobs + facts.Machine.WaitingJobs;
            return open == 0 ? "· starts at once" : $"· waits for {Wording.Count(open, "job")} before it";
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown != (Slug, VersionNumber))
        {
            choice = shown?.Slug == Slug ? choice : null;
            shown = (Slug, VersionNumber);
            facts = await Projects.FindAsync(Slug) is { } project ? await Reader.ReadAsync(project, VersionNumber) : null;
        }

        if (facts is null)
            return;
        var listing = Catalog.List();
        unreadable = listing.Problems;
        entries = [.. listing.Recipes.Where(entry => facts.Fits(entry.Recipe)).OrderByDescending(entry => entry.Recipe.Id == facts.SuggestedRecipe)];
        var wanted = RecipeId ?? facts.SuggestedRecipe;
        if (choice is null && facts.Runs.FirstOrDefault(summary => summary.Run.Number == RunNumber) is { Run: var run })
            TakeOver(run);
        else if (choice is null || (RunNumber is null && wanted != chosenId))
            Take(entries.FirstOrDefault(entry => entry.Recipe.Id == wanted) ?? (entries is [var first, ..] ? first : null));
    }

    void Take(CatalogRecipe? entry)
    {
        if (entry is null)
            return;
        chosenId = entry.Recipe.Id;
        choice = RecipeChoice.From(entry);
        seed = entry.Recipe.Training.Seed;
        refused = [];
    }

    void TakeOver(Run run)
    {
        chosenId = run.RecipeId;
        choice = RecipeChoice.FromRun(run.Recipe, run.RecipeYaml);
        seed = run.Seed;
        fold = run.Fold ?? 1;
        device = run.Device;
    }

    void Choose(string id) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["recipe"] = id, ["run"] = null }), replace: true);

    void Toggle(Panel wanted) => panel = panel == wanted ? Panel.None : wanted;

    async Task StartAsync()
    {
        isStarting = true;
        refused = [];
        try
        {
            var user = CurrentUser.From((await Authentication).User);
            var recipe = choice!.Recipe!;
            var plan = facts!.Data.Plan;
            var start = new StartRun(facts.Project.Id, recipe, choice.Yaml, Name: null, device, seed, user?.Id)
            {
                Version = facts.Version?.Number,
            };
            var started = plan.HasFolds && fold == AllFolds
                ? (await Runs.StartFoldsAsync(start))[0]
                : await Runs.StartAsync(start with { Fold = plan.HasFolds ? fold : null });
            if (started.Run is not null && fold == AllFolds)
                Navigation.NavigateTo($"/p/{Slug}/runs");
            else if (started.Run is { } run)
                Navigation.NavigateTo($"/p/{Slug}/runs/{run.Number}");
            else
                refused = [.. started.Problems.Where(problem => problem.Blocks)];
        }
        catch (StorageException problem)
        {
            refused = [new RunProblem(Blocks: true, problem.Message)];
        }
        finally
        {
            isStarting = false;
        }
    }
}
