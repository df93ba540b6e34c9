using System.CommandLine;

namespace Studio.CommandLine;

/// <summary><c>inspect</c>: what one file holds. Needs no data folder and stores nothing; the training program reads the file.</summary>
public static class InspectCommand
{
    static readonly Argument<string> File = new("file") { Description = "Image file: DICOM, PNG, JPEG, TIFF, …" };

    public static Command Create()
    {
        var command = Verb.Create("inspect", "Say what an image file holds, without importing it.", [], RunAsync);
        command.Arguments.Add(File);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(parsed.GetRequiredValue(File));
        return System.IO.File.Exists(file)
            ? TrainingVerb.RunAsync(parsed, "inspect", file)
            : throw new BadInputException($"There is no file {file}.");
    }
}
