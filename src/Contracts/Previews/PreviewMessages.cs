using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Contracts.Previews;

/// <summary>Asks <c>Studio.Training preview</c> what a network would see; one JSON object on standard input.</summary>
/// <param name="Samples">Training images; each becomes a row, as far as there are rows.</param>
/// <param name="Files">Where each blob of the samples lies, by its hash.</param>
/// <param name="Rows">Images to show at most.</param>
/// <param name="Changes">Pictures of each beside the unchanged one.</param>
/// <param name="Seed">The same number draws the same changes.</param>
/// <param name="Folder">An empty folder for what is prepared; whoever asks removes it.</param>
public sealed record PreviewRequest(
    Recipe Recipe,
    IReadOnlyList<ClassDefinition> Classes,
    IReadOnlyList<SampleSpec> Samples,
    IReadOnlyDictionary<string, string> Files,
    int Rows,
    int Changes,
    int Seed,
    string Folder);

/// <summary>The answer, one JSON object on standard output.</summary>
/// <param name="Problem">Why there are no pictures, for people; null where there are.</param>
public sealed record PreviewReply(IReadOnlyList<PreviewRow> Rows, string? Problem);

/// <summary>One image as the network sees it: unchanged first, then with random changes.</summary>
/// <param name="Name">Of the image.</param>
public sealed record PreviewRow(string Name, IReadOnlyList<PreviewPicture> Pictures);

/// <param name="Height">Rows of the network's input, in whose pixels the outlines are; the file may be smaller.</param>
/// <param name="Png">8 bits, grey or RGB.</param>
public sealed record PreviewPicture(int Height, int Width, byte[] Png, IReadOnlyList<ClassOutline> Outlines);
