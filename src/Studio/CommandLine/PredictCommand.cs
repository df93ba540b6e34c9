using System.CommandLine;

namespace Studio.CommandLine;

/// <summary><c>predict</c>: run a model package on a folder of images. Needs no data folder; the training program does the work.</summary>
public static class PredictCommand
{
    static readonly Option<DirectoryInfo> Model = new("--model") { Description = "Folder of a model package.", Required = true };
    static readonly Option<string> Input = new("--input") { Description = "Image, or folder of images.", Required = true };
    static readonly Option<DirectoryInfo> Output = new("--output") { Description = "Folder for the masks; created when missing.", Required = true };

    public static Command Create() => Verb.Create(
        "predict",
        "Run a model package on images and write a mask for each.",
        [Model, Input, Output],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var model = parsed.GetRequiredValue(Model);
        var input = Path.GetFullPath(parsed.GetRequiredValue(Input));
        if (!model.Exists)
            throw new BadInputException($"There is no folder {model.FullName}. Name the folder that export wrote.");
        if (!Path.Exists(input))
            throw new BadInputException($"There is no image or folder {input}.");
        return await TrainingVerb.RunAsync(
            parsed, "predict", "--model", model.FullName, "--input", input, "--output", parsed.GetRequiredValue(Output).FullName);
    }
}
