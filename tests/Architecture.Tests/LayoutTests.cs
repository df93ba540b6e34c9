using Studio.Harness;
using Xunit;

namespace Studio.Architecture.Tests;

/// <summary>Rules of CONTRIBUTING.md that a machine can check.</summary>
public sealed class LayoutTests
{
    static readonly string[] CatchAllNames = ["Common", "Helpers", "Helper", "Utils", "Utilities", "Managers"];

    static IEnumerable<string> Sources => new[] { "src", "tests", "bench", "client/src" }
        .Select(folder => Path.Combine(Repository.Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".ts" or ".razor")
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    [Fact]
    public void Sources_InTree_AreFound() => Assert.True(Sources.Count() > 50);

    [Fact]
    public void Names_OfFoldersAndFiles_SayWhatTheyHold()
    {
        var wrong = Sources.Where(file => Path.GetRelativePath(Repository.Root, Path.ChangeExtension(file, null))
            .Split(Path.DirectorySeparatorChar)
            .Any(part => CatchAllNames.Contains(part)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_InTree_StayReadable()
    {
        var tooLong = Sources.Where(file => File.ReadLines(file).Count() > 400).Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(tooLong);
    }
}
