using System.Diagnostics;
using Studio.Contracts.Import;
using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Imaging.Formats.Png;
using Studio.Training.Data;
using Studio.Training.Import.Codecs;
using Studio.Training.Tasks;

namespace Studio.Training.Prediction;

/// <summary>The <c>--json</c> answer of predict.</summary>
/// <param name="Outputs">Masks written, one for each frame; or one table of tags or boxes for all.</param>
/// <param name="ImagesPerSecond">Decoding, prediction and writing together.</param>
sealed record PredictionReport(IReadOnlyList<string> Outputs, IReadOnlyList<RejectedFile> Rejected, double ImagesPerSecond);

/// <summary>Predicts a file or every file of a folder; one bad file never stops the rest.</summary>
sealed class FolderPrediction(ModelPackage package, string output)
{
    readonly ImageDecoder decoder = new(ImageFormatCatalog.Create(new NativeJpegCodec(), NativeFrameCodec.All));
    readonly List<string> outputs = [];
    readonly List<RejectedFile> rejected = [];
    readonly HashSet<string> taken = [];
    readonly AnswerTable table = new(package.Preprocessing.Classes);

    /// <param name="input">A file, or a folder with everything in it.</param>
    /// <param name="progress">Called with the number of finished files and of all files.</param>
    public PredictionReport Run(string input, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var root = Directory.Exists(input) ? input : Path.GetDirectoryName(Path.GetFullPath(input))!;
        var files = FilesOf(input);
        for (var index = 0; index < files.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PredictFile(files[index], Path.GetRelativePath(root, files[index]), cancellationToken);
            progress(index + 1, files.Count);
        }

        if (table.Write(output) is { } written)
        {
            outputs.Add(written);
        }

        return new PredictionReport(outputs, rejected, outputs.Count / clock.Elapsed.TotalSeconds);
    }

    /// <summary>Files in order of their names; hidden ones and what an earlier prediction wrote are left out.</summary>
    List<string> FilesOf(string input)
    {
        if (File.Exists(input))
        {
            return [input];
        }

        var written = Path.GetFullPath(output) + Path.DirectorySeparatorChar;
        return [.. Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith('.') && !Path.GetFullPath(path).StartsWith(written, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    void PredictFile(string path, string name, CancellationToken cancellationToken)
    {
        try
        {
            switch (decoder.Decode(File.ReadAllBytes(path), name, cancellationToken))
            {
                case DecodeOutcome.Decoded decoded:
                    PredictFrames(WorkingForm.Of(decoded.File), name);
                    break;
                case DecodeOutcome.Rejected refused:
                    rejected.Add(new RejectedFile(name, refused.Reason));
                    break;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            rejected.Add(new RejectedFile(name, $"The file cannot be read or its mask cannot be written: {problem.Message}"));
        }
    }

    void PredictFrames(DecodedFile file, string name)
    {
        for (var frame = 0; frame < file.Frames.Count; frame++)
        {
            var image = file.Frames[frame];
            if (!FileInput.TryMake(file, frame, package.Preprocessing.Input, out var source, out var reason))
            {
                rejected.Add(new RejectedFile(name, reason));
                return;
            }

            var answer = package.Predict(source!);
            if (answer is ClassMapAnswer map)
            {
                WriteMask(map.Classes, image.Rows, image.Columns, NameOf(name, file.Frames.Count > 1 ? $"-{frame + 1:000}" : ""));
            }
            else
            {
                table.Add(name, frame, answer);
            }
        }
    }

    void WriteMask(byte[] labelmap, int rows, int columns, string name)
    {
        var path = Path.Combine(output, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, PngWriter.WriteIndexed(labelmap, rows, columns, package.Palette));
        outputs.Add(path);
    }

    /// <summary>The image's name with .png; where two images would share it, the second keeps its extension too.</summary>
    string NameOf(string name, string frame)
    {
        var plain = $"{Path.ChangeExtension(name, null)}{frame}.png";
        if (taken.Add(plain))
        {
            return plain;
        }

        var full = $"{name}{frame}.png";
        taken.Add(full);
        return full;
    }
}
