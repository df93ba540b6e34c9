using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Studio.Harness;
using Xunit;

namespace Studio.Architecture.Tests;

/// <summary>The arrows of ARCHITECTURE.md, read from the compiled assemblies.</summary>
public sealed class ArrowTests
{
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Imaging"] = ["Contracts"],
        ["Torch"] = [],
        ["Statistics"] = [],
        ["Storage"] = ["Contracts", "Imaging"],
        ["Training"] = ["Contracts", "Imaging", "Statistics", "Torch"],
        ["Studio"] = ["Contracts", "Imaging", "Statistics", "Storage"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfProject_AreDrawnArrows(string project)
    {
        var own = ReferencesOf(project).Select(ProjectOf).OfType<string>();

        Assert.Empty(own.Except(Allowed[project]));
    }

    [Fact]
    public void Projects_InSource_AreAllDrawn()
    {
        var found = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName);

        Assert.Equal(Allowed.Keys.Order(), found.Order());
    }

    [Fact]
    public void ProjectFiles_OfImagingAndContracts_ReferenceNoNativeCode()
    {
        foreach (var project in (string[])["Contracts", "Imaging", "Statistics", "Studio"])
        {
            var text = string.Concat(Directory
                .GetFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Select(File.ReadAllText));

            Assert.DoesNotContain("LibraryImport(", text, StringComparison.Ordinal);
            Assert.DoesNotContain("DllImport(", text, StringComparison.Ordinal);
        }
    }

    static string? ProjectOf(string assembly) =>
        assembly == "Studio" ? "Studio"
        : assembly.StartsWith("Studio.", StringComparison.Ordinal) ? assembly["Studio.".Length..]
        : null;

    static List<string> ReferencesOf(string project)
    {
        var assembly = project == "Studio" ? "Studio" : $"Studio.{project}";
        var file = Path.Combine(Repository.Root, "src", project, "bin", Repository.Configuration, "net10.0", $"{assembly}.dll");
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
