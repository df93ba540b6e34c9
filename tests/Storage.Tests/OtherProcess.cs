using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Studio.Storage.Tests;

/// <summary>
/// This executable as a second writing process: it puts blobs and appends strokes and prints a line for each one that
/// is acknowledged, until it has done what was asked or is killed.
/// </summary>
static class OtherProcess
{
    const string Variable = "STORAGE_TEST_WRITER";

    public static Process Start(string root, long imageId, long authorId, int operations)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OtherProcess).Assembly.Location);
        }

        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{imageId} {authorId} {operations} {root}");
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void TakeRole()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } task)
        {
            var parts = task.Split(' ', 4);
            Write(
                parts[3],
                long.Parse(parts[0], CultureInfo.InvariantCulture),
                long.Parse(parts[1], CultureInfo.InvariantCulture),
                int.Parse(parts[2], CultureInfo.InvariantCulture));
            Environment.Exit(0);
        }
    }

    // Synchronous: until a module's initializer has returned, no other thread may run the module's code.
    static void Write(string root, long imageId, long authorId, int operations)
    {
        var database = new Database(new DataFolder(root));
        var blobs = new BlobStore(database);
        var annotations = new AnnotationStore(database, blobs);
        for (var number = 0; number < operations; number++)
        {
            var operation = Guid.NewGuid();
            annotations.AppendOperationAsync(imageId, authorId, new NewOperation(operation, 0, "brush", Patches.First(1)))
                .GetAwaiter().GetResult();
            Console.WriteLine($"operation {operation}");
            var content = new byte[200_000];
            Random.Shared.NextBytes(content);
            var blob = blobs.PutAsync(content, "A blob of a test").GetAwaiter().GetResult();
            Console.WriteLine($"blob {blob.Sha256}");
        }
    }
}
