using System.CommandLine;
using System.Text.Json;
using Studio.Contracts;
using Studio.Training.Prediction;

namespace Studio.Training.Verbs;

/// <summary><c>predict</c>: applies a model package to images; needs neither studio nor libtorch.</summary>
static class PredictVerb
{
    public static Command Create()
    {
        var model = new Option<DirectoryInfo>("--model") { Description = "Folder of a model package.", Required = true };
        var input = new Option<string>("--input") { Description = "Image, or folder of images.", Required = true };
        var output = new Option<DirectoryInfo>("--output") { Description = "Folder for the masks; created when missing.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("predict", "Writes a mask for each image with a model package.") { model, input, output, json };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            parsed.GetRequiredValue(model).FullName,
            parsed.GetRequiredValue(input),
            parsed.GetRequiredValue(output).FullName,
            parsed.GetValue(json),
            cancellationToken)));
        return command;
    }

    static int Run(string model, string input, string output, bool json, CancellationToken cancellationToken)
    {
        if (!Path.Exists(input))
        {
            Console.Error.WriteLine($"There is no image or folder {input}.");
            return ExitCodes.BadInput;
        }

        try
        {
            using var package = ModelPackage.Open(model);
            var report = new FolderPrediction(package, output).Run(
                input, (done, total) => Console.Error.WriteLine($"{done} of {total}"), cancellationToken);
            Print(report, json);
            return report.Outputs.Count > 0 ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (PackageUnusableException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return ExitCodes.BadInput;
        }
    }

    static void Print(PredictionReport report, bool json)
    {
        foreach (var file in report.Rejected)
        {
            Console.Error.WriteLine($"{file.Path}: {file.Reason}");
        }

        if (report.Outputs.Count == 0)
        {
            Console.Error.WriteLine("No image could be read, so no mask was written.");
        }

        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(report, ContractJson.Options)
            : FormattableString.Invariant($"{report.Outputs.Count} masks written, {report.Rejected.Count} files rejected, {report.ImagesPerSecond:0.0} images/s."));
    }
}
