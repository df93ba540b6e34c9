namespace Studio.Imaging;

/// <summary>Text tables that travel inside the assembly.</summary>
internal static class EmbeddedTable
{
    /// <summary>Lines of a table, comments and empty lines included.</summary>
    /// <param name="resource">Its logical name in the project file.</param>
    /// <exception cref="InvalidOperationException">The build left it out.</exception>
    public static IEnumerable<string> Lines(string resource)
    {
        using Stream stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The embedded table {resource} is missing from the build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
