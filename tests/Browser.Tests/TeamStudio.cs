using Microsoft.Playwright;
using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>A studio with six pictures of as many patients, and an annotator who was invited by the owner.</summary>
public sealed class TeamStudio : LabelledStudio
{
    public const string Annotator = "Ann Archer";

    /// <summary>A browser in which the annotator is signed in.</summary>
    public IPage AnnotatorPage { get; private set; } = null!;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var index = 1; index <= 6; index++)
            await File.WriteAllBytesAsync(files[$"pictures/picture {index}.png"], SyntheticImages.Radiograph(120, 160, seed: index));
        await ImportAsync(files["pictures"], "--project", "Hands", "--task", "segmentation", "--classes", "Nerve,Vessel");
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        AnnotatorPage = await OpenPageAsync();
        await AnnotatorPage.GotoAsync(await InviteAsync(Annotator));
        await AnnotatorPage.GetByLabel("Password").FillAsync(BrowserSession.OwnerPassword);
        await AnnotatorPage.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Create account" }).ClickAsync();
        await AnnotatorPage.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
    }

    /// <summary>Invites somebody as the owner; answers the link.</summary>
    async Task<string> InviteAsync(string name)
    {
        await Page.GotoAsync($"{Studio.Address}/admin");
        await Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Name" }).FillAsync(name);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make a link" }).ClickAsync();
        return await Page.GetByLabel($"Link for {name}, works once").InputValueAsync();
    }
}
