using System.Globalization;
using Studio.Storage;

namespace Studio.Harness;

/// <summary>A real studio with images and many annotators, all signed in, each with an image open.</summary>
public sealed class AnnotatorTeam : IAsyncDisposable
{
    const string Classes = "one,two,three";
    const int ClassCount = 3;
    const string Project = "load";

    readonly TemporaryFolder folder = new();
    readonly List<StudioSession> sessions = [];

    AnnotatorTeam()
    {
    }

    public StudioProcess Studio { get; private set; } = null!;

    public IReadOnlyList<Annotator> Annotators { get; private set; } = [];

    string DataFolder => folder["data"];

    /// <summary>Half of the annotators draw on images of the large size, half on the small one; several share an image.</summary>
    public static async Task<AnnotatorTeam> StartAsync(int annotators, ImageSize large, ImageSize small)
    {
        var team = new AnnotatorTeam();
        try
        {
            await team.ImportAsync(large, small);
            team.Studio = await StudioProcess.StartAsync(team.DataFolder);
            await team.SignInAsync(annotators);
            return team;
        }
        catch
        {
            await team.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everybody draws until the token stops them; then the strokes under way are sent to their end.</summary>
    public Task WorkAsync(CancellationToken stop)
    {
        var random = new Random(1);
        return Task.WhenAll(Annotators.Select(annotator => annotator.WorkAsync(TimeSpan.FromSeconds(random.NextDouble()), stop)));
    }

    /// <summary>kill -9 and a start at the same address.</summary>
    public async Task RestartAfterKillAsync(Action killed)
    {
        var address = Studio.Address;
        Studio.Kill();
        killed();
        await Studio.DisposeAsync();
        Studio = await StudioProcess.StartAsync(DataFolder, address);
    }

    /// <summary>Operations that the data folder holds for an annotator, in order.</summary>
    public async Task<IReadOnlyList<Guid>> ReadOperationsAsync(Annotator annotator)
    {
        var database = new Database(new DataFolder(DataFolder));
        var annotations = new AnnotationStore(database, new BlobStore(database));
        var document = await annotations.FindAsync(annotator.Place.ImageId, annotator.Place.UserId);
        var operations = await annotations.ReadOperationsAsync(document!.Id, 0);
        return [.. operations.Select(operation => operation.Operation)];
    }

    /// <summary>Whether the studio's labels of an annotator are what the strokes make of them at the revision they show.</summary>
    public async Task<bool> HasExpectedLabelsAsync(Annotator annotator)
    {
        var place = annotator.Place;
        var session = sessions[Annotators.ToList().IndexOf(annotator)];
        var (labels, revision) = await session.ReadLabelsAsync(place.ImageId, place.Rows, place.Columns);
        return labels.AsSpan().SequenceEqual(annotator.ExpectedAt(revision));
    }

    public async ValueTask DisposeAsync()
    {
        sessions.ForEach(session => session.Dispose());
        if (Studio is not null)
            await Studio.DisposeAsync();
        folder.Dispose();
    }

    async Task ImportAsync(ImageSize large, ImageSize small)
    {
        Directory.CreateDirectory(folder["images"]);
        foreach (var (size, first) in new[] { (large, 0), (small, large.Count) })
        {
            for (var index = first; index < first + size.Count; index++)
                await File.WriteAllBytesAsync(folder[$"images/{index}.png"], SyntheticImages.Radiograph(size.Rows, size.Columns, index));
        }

        var import = await StudioProcess.RunAsync(
            "import", folder["images"], "--project", Project, "--task", "segmentation", "--classes", Classes, "--data", DataFolder);
        if (import.ExitCode != 0)
            throw new InvalidOperationException($"The import failed: {import.Error}");
    }

    async Task SignInAsync(int annotators)
    {
        using var owner = new StudioSession(Studio.Address);
        await owner.SetUpOwnerAsync(Studio, BrowserSession.OwnerName, BrowserSession.OwnerPassword);
        var database = new Database(new DataFolder(DataFolder));
        var users = new UserStore(database);
        // The owner's hash serves all: making fifty takes seconds and tells nothing.
        var hash = (await users.FindByNameAsync(BrowserSession.OwnerName))!.PasswordHash;
        var project = (await new ProjectStore(database).FindAsync(Project))!;
        var images = (await new ImageStore(database).ListAsync(project.Id)).OrderByDescending(image => image.Rows).ToList();
        var team = new List<Annotator>();
        for (var number = 0; number < annotators; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Annotator {number + 1}");
            var user = await users.CreateAsync(new NewUser(name, "A", UserRole.Annotator, hash));
            // Every second one from the front of the list, where the large images are, the others from its end.
            var place = number % 2 == 0 ? number / 2 % (images.Count / 2) : images.Count - 1 - (number / 2 % (images.Count / 2));
            var image = images[place];
            var session = new StudioSession(Studio.Address);
            sessions.Add(session);
            await session.SignInAsync(name, BrowserSession.OwnerPassword);
            await session.OpenImageAsync(image.Id);
            team.Add(new Annotator(
                session,
                new UserOnImage(name, user.Id, image.Id, image.Rows, image.Columns),
                new BrushHand(image.Rows, image.Columns, ClassCount, number)));
        }

        Annotators = team;
    }
}

/// <param name="Count">Images of this size.</param>
public sealed record ImageSize(int Rows, int Columns, int Count);
