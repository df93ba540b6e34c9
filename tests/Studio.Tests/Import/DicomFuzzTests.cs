using Studio.Contracts.Import;
using Studio.Features.Import.Decoding;
using Studio.Harness;

namespace Studio.Tests.Import;

/// <summary>Damaged DICOM files of every transfer syntax through real import processes: each gets an answer, and the import goes on.</summary>
public sealed class DicomFuzzTests(ITestOutputHelper output) : IDisposable
{
    const int Mutants = 2000;
    const int HighThroughputMutants = 100;
    const int Processes = 2;

    /// <summary>A mutant may end the process of the codec that reads it; more than this share means a codec lets damage through.</summary>
    const double LargestStoppedShare = 0.02;

    readonly TemporaryFolder folder = new();

    [Fact]
    public Task DecodeAsync_MutantsOfEveryTransferSyntax_AllGetAnAnswer()
    {
        var seeds = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "vectors", "dicom"), "*.dcm").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Assert.True(seeds.Count > 50, $"Only {seeds.Count} files are there to damage.");
        return FuzzAsync(seeds, Mutants);
    }

    /// <summary>No packaged encoder writes this kind, so the real files stand in.</summary>
    [Fact]
    public Task DecodeAsync_MutantsOfHighThroughputJpeg2000_AllGetAnAnswer()
    {
        var data = Path.Combine(Repository.SharedData, "pydicom_data");
        Assert.SkipUnless(Directory.Exists(data), "The data folder ../shared/data/pydicom_data is not here.");
        return FuzzAsync(Directory.GetFiles(data, "HTJ2K*.dcm").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList(), HighThroughputMutants);
    }

    async Task FuzzAsync(List<byte[]> seeds, int count)
    {
        await using var pool = new DecodePool(DecodePoolOptions.ForTrainingProgram() with
        {
            Processes = Processes,
            Deadline = TimeSpan.FromSeconds(5),
            MemoryCapBytes = 512L << 20,
        });
        var answers = new string[count];
        var workers = Enumerable.Range(0, Processes).Select(worker => Task.Run(async () =>
        {
            for (var number = worker; number < count; number += Processes)
            {
                var mutant = DicomMutants.Of(seeds[number % seeds.Count], new Random(number));
                answers[number] = await ReadAsync(pool, worker, mutant);
            }
        }));
        await Task.WhenAll(workers);

        var kinds = answers.GroupBy(answer => answer).ToDictionary(group => group.Key, group => group.Count());
        foreach (var (kind, times) in kinds.OrderByDescending(entry => entry.Value))
            output.WriteLine($"{times} {kind}");
        Assert.Equal(count, answers.Count(answer => answer is not null));
        Assert.True(kinds.GetValueOrDefault("stopped") <= LargestStoppedShare * count, $"{kinds.GetValueOrDefault("stopped")} of {count} mutants ended their process.");
        Assert.InRange(kinds.GetValueOrDefault("rejected"), count / 10, count);
        for (var worker = 0; worker < Processes; worker++)
            Assert.Equal("read", await ReadAsync(pool, worker, seeds[0]));
    }

    async Task<string> ReadAsync(DecodePool pool, int worker, byte[] file)
    {
        var path = folder[$"{worker}.dcm"];
        var target = Directory.CreateDirectory(folder[$"out-{worker}"]).FullName;
        await File.WriteAllBytesAsync(path, file);
        var reply = await pool.DecodeAsync(path, "mutant.dcm", DecodePurpose.Image, target, CancellationToken.None);
        foreach (var left in Directory.GetFiles(target))
            File.Delete(left);
        return reply switch
        {
            DecodedImage => "read",
            DecodeRejected { Reason: var reason } when reason.Contains("stopped while reading", StringComparison.Ordinal) => "stopped",
            DecodeRejected { Reason: var reason } when reason.Contains("took longer than", StringComparison.Ordinal) => "too slow",
            DecodeRejected { Reason: var reason } when reason.Contains("MB of memory and was given up", StringComparison.Ordinal) => "too large",
            DecodeRejected { Reason: var reason } when reason.Contains("not understood", StringComparison.Ordinal) => "unforeseen " + reason[reason.IndexOf('(')..reason.IndexOf(')')],
            DecodeRejected => "rejected",
            _ => throw new InvalidOperationException($"{reply.GetType().Name} is no answer to a picture."),
        };
    }

    public void Dispose() => folder.Dispose();
}
