using System.Net.Http.Json;
using System.Text.Json;
using Studio.Features.Account;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.Label;

/// <summary>A studio with one image and people who read it.</summary>
sealed class LabelStudio : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();
    readonly List<HttpClient> clients = [];

    public TestStudio Studio { get; private set; } = null!;

    public Project Project { get; private set; } = null!;

    public long Image { get; private set; }

    public static async Task<LabelStudio> StartAsync()
    {
        var studio = new LabelStudio();
        studio.Studio = await TestStudio.StartAsync(studio.folder, TestStudio.NoDispatch);
        studio.Project = await LabelledProject.CreateAsync(studio.Studio.Services, images: 1);
        studio.Image = (await studio.Studio.Get<ImageStore>().ListAsync(studio.Project.Id)).Single().Id;
        return studio;
    }

    /// <summary>A browser in which a new person is signed in.</summary>
    public async Task<(HttpClient Http, UserAccount User)> SignInAsync(string name, UserRole role)
    {
        var user = await Studio.Get<UserStore>().CreateAsync(new NewUser(name, name[..1], role, "hash"));
        var http = new HttpClient { BaseAddress = new Uri(Studio.Address) };
        http.DefaultRequestHeaders.Add("Cookie", Studio.SignInCookie(new CurrentUser(user.Id, name, name[..1], role.ToString().ToLowerInvariant())));
        http.DefaultRequestHeaders.Add("X-Studio", "1");
        clients.Add(http);
        return (http, user);
    }

    /// <summary>Sets one pixel of the image as a person.</summary>
    public async Task DrawAsync(long userId, byte pixel)
    {
        var annotations = Studio.Get<AnnotationStore>();
        await annotations.GetOrCreateAsync(Image, userId);
        await annotations.AppendOperationAsync(Image, userId, new NewOperation(Guid.NewGuid(), 0, "brush", new byte[] { 1, pixel, 1, 1 }));
    }

    public static async Task<string?> TitleAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString();

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(http => http.Dispose());
        await Studio.DisposeAsync();
        folder.Dispose();
    }
}
