namespace Studio.Imaging.Matching;

/// <summary>One volume of a case.</summary>
/// <param name="Name">FLAIR, T1CE, …; for numbered channels the number as it is written (0000).</param>
public sealed record CaseChannel(string Path, string Name);

/// <summary>Volumes on one grid, of one patient at one time, that differ in how they were taken.</summary>
/// <param name="Key">Folder and name without the channel, in lower case; the same for no other case.</param>
/// <param name="Channels">At least one, each with a name of its own, the reference first.</param>
public sealed record ChannelCase(string Key, IReadOnlyList<CaseChannel> Channels)
{
    /// <summary>The channel to which a mask belongs that names the case and no channel.</summary>
    public CaseChannel Reference => Channels[0];
}
