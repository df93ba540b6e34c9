using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Studio.Contracts;
using Studio.Imaging;
using Studio.Training.Import;

namespace Studio.Training.Verbs;

/// <summary><c>bench-decode</c>: reads and decodes every file of a folder, one after the other; bench/peer/dicom_decode.py is the counterpart.</summary>
static class BenchDecodeVerb
{
    /// <summary>Neighbours that one process gets, so that each has the same mix of kinds.</summary>
    const int Block = 10;

    sealed record Result(int Files, double Seconds, string Sha256);

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Required = true, Description = "Folder with pictures." };
        var parts = new Option<int>("--parts") { DefaultValueFactory = _ => 1, Description = "Processes that share the files." };
        var part = new Option<int>("--part") { Description = "Which of them this is, from 0." };
        var command = new Command("bench-decode", "Times the decoding of pictures.") { folder, parts, part };
        command.SetAction(parsed =>
        {
            var result = Run(parsed.GetRequiredValue(folder), parsed.GetValue(parts), parsed.GetValue(part));
            Console.Out.WriteLine(JsonSerializer.Serialize(result, ContractJson.Options));
            return ExitCodes.Done;
        });
        return command;
    }

    static Result Run(DirectoryInfo folder, int parts, int part)
    {
        var decoder = FileReader.CreateDecoder();
        var files = folder.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Where((_, index) => index / Block % parts == part).ToList();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var clock = new Stopwatch();
        foreach (var file in files)
        {
            clock.Start();
            var outcome = decoder.Decode(File.ReadAllBytes(file.FullName), file.Name);
            clock.Stop();
            if (outcome is not DecodeOutcome.Decoded decoded)
                throw new InvalidOperationException($"{file.Name} was not decoded: {((DecodeOutcome.Rejected)outcome).Reason}");
            foreach (var frame in decoded.File.Frames)
                digest.AppendData(frame.Samples);
        }

        return new Result(files.Count, clock.Elapsed.TotalSeconds, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }
}
