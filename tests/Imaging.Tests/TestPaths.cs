using System.Reflection;

namespace Studio.Imaging.Tests;

/// <summary>Where test vectors and real data lie, relative to the repository.</summary>
internal static class TestPaths
{
    public static string RepositoryRoot { get; } = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Vector(string name) => Path.Combine(RepositoryRoot, "tests", "vectors", name);

    /// <summary>A folder of real data, or a visible skip when the data is not on this machine.</summary>
    public static string SharedData(string folder)
    {
        string path = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data", folder));
        Assert.SkipUnless(Directory.Exists(path), $"The data folder ../shared/data/{folder} is not here.");
        return path;
    }
}
