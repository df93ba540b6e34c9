using Studio.Harness;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>A studio with one case of four channels, each a series of <see cref="Slices"/> slices of 96 × 96 pixels, 0.7 mm apart.</summary>
public sealed class CaseStudio : LabelledStudio
{
    public const int Slices = 12;
    public const int Side = 96;
    public const double SpacingMm = 0.7;

    static readonly string[] Channels = ["FLAIR", "PD", "T1", "T2"];

    /// <summary>Images by channel, in the order of the slices.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Images { get; private set; } = [];

    public Database Database => new(new DataFolder(DataFolder));

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var channel = 0; channel < Channels.Length; channel++)
        {
            for (var index = 0; index < Slices; index++)
                await File.WriteAllBytesAsync(files[$"pictures/{Channels[channel]} {index + 1}.dcm"], SyntheticImages.CtSlice(Side, channel + 1, index, Slices));
        }

        await ImportAsync(files["pictures"], "--project", "Brains", "--task", "segmentation", "--classes", "Lesion,Oedema");
        await JoinAsync();
    }

    /// <summary>Adds somebody who signs in with the owner's password.</summary>
    public async Task<UserAccount> AddUserAsync(string name, UserRole role)
    {
        var users = new UserStore(Database);
        var owner = (await users.ListAsync()).First(user => user.Role == UserRole.Owner);
        return await users.CreateAsync(new NewUser(name, name[..1], role, owner.PasswordHash));
    }

    async Task JoinAsync()
    {
        var project = (await new ProjectStore(Database).FindAsync("brains"))!;
        var images = await new ImageStore(Database).ListAsync(project.Id);
        var series = new SeriesStore(Database);
        var found = new List<IReadOnlyList<long>>();
        foreach (var group in images.GroupBy(image => image.SeriesUid).OrderBy(group => group.Key, StringComparer.Ordinal))
            found.Add((await series.FindForImageAsync(group.First().Id))!.ImageIds);
        Images = found;
        await new ChannelJoiner(Database).JoinAsync("case", [.. found.Select((slices, channel) => new ChannelOfCase(slices[0], Channels[channel]))]);
    }
}
