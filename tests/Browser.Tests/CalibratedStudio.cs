using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with 24 pictures of as many patients and a run that was evaluated on them: of twelve that it gives 0.9 to 0.79, nine
/// show a nodule; of twelve that it gives 0.1 to 0.21, one does. It knows nothing of effusions.
/// </summary>
public sealed class CalibratedStudio : JudgedStudio
{
    public const string Annotator = "Ann Archer";
    const int Pictures = 24;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        var pictures = await ImportPicturesAsync(
            files, [.. Enumerable.Range(0, Pictures).Select(index => $"picture {index:00}")], 60, 80, "Chest", "classification", "Nodule", "Effusion");
        var images = pictures.OrderBy(image => image.Name, StringComparer.Ordinal).ToList();
        await new TagStore(Database).ImportAsync(
            Filled.Id,
            [.. images.SelectMany((image, place) => new NewTag[] { new(TagScope.Image, image.Id, 1, HasNodule(place)), new(TagScope.Image, image.Id, 2, place % 2 == 0) })],
            ImageState.Accepted);
        var version = (await Versions.FreezeAsync(Filled.Id, null)).Version;
        var recipe = Recipe with { Architecture = new ArchitectureRecipe { Name = "resnet" } };
        var run = await AddRunAsync(version, "", recipe, new BestEpoch(1, 0.7, [0.7, 0.5], null));
        await EndAsync(JobKind.Train, run.Id);
        await EvaluateAsync(run.Id, Result(images));
    }

    /// <summary>An annotator with the owner's password.</summary>
    public async Task AddAnnotatorAsync()
    {
        var users = new UserStore(new Database(new DataFolder(DataFolder)));
        var owner = (await users.FindByNameAsync(BrowserSession.OwnerName))!;
        await users.CreateAsync(new NewUser(Annotator, "AA", UserRole.Annotator, owner.PasswordHash));
    }

    static bool HasNodule(int place) => place is < 9 or 12;

    static EvaluationResult Result(List<ImageRecord> images) => new(
        Split.Validation, images.Count, images.Count, new Dictionary<string, MetricValue> { ["ece"] = new(0.1, 0.05, 0.2, images.Count) },
        [.. images.Select((image, place) => new ImageResult(image.Id, image.Name, image.Name, new Dictionary<string, double?>(), [], [])
        {
            Tags =
            [
                new TagOutcome(1, place < 12 ? 0.9 - (0.01 * place) : 0.21 - (0.01 * (place - 12)), HasNodule(place)),
                new TagOutcome(2, 0.4 + (0.005 * place), place % 2 == 0),
            ],
        })],
        1);
}
