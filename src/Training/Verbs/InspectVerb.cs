using System.CommandLine;
using System.Text.Json;
using Studio.Contracts;
using Studio.Imaging;
using Studio.Training.Import;

namespace Studio.Training.Verbs;

/// <summary><c>inspect</c>: says what one file holds, without storing anything.</summary>
static class InspectVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Image file." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("inspect", "Says what an image file holds: size, kind of pixels, windows, place in the patient.") { file, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return command;
    }

    static int Run(string path, bool json)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Refuse($"The file {path} cannot be read: {problem.Message}", json);
        }

        switch (FileReader.CreateDecoder().Decode(bytes, Path.GetFileName(path)))
        {
            case DecodeOutcome.Decoded decoded:
                var inspection = FileInspection.Of(decoded.File);
                Console.Out.WriteLine(json ? JsonSerializer.Serialize(inspection, ContractJson.Indented) : InspectionText.Of(inspection));
                return ExitCodes.Done;
            case DecodeOutcome.Rejected rejected:
                return Refuse(rejected.Reason, json);
            default:
                throw new InvalidOperationException("The decoder gave an outcome that is not known here.");
        }
    }

    static int Refuse(string reason, bool json)
    {
        Console.Error.WriteLine(reason);
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(new { error = reason }, ContractJson.Indented));
        return ExitCodes.BadInput;
    }
}
