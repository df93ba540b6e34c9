using System.CommandLine;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Previews;
using Studio.Training.Jobs;
using Studio.Training.Previews;

namespace Studio.Training.Verbs;

/// <summary><c>preview</c>: draws what a network would see of some training images.</summary>
static class PreviewVerb
{
    public static Command Create()
    {
        var command = new Command("preview", "Draws what a network would see: one JSON request on standard input, one JSON reply on standard output.");
        command.SetAction((_, cancellation) => RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), cancellation));
        return command;
    }

    static async Task<int> RunAsync(Stream input, Stream output, CancellationToken cancellation)
    {
        var request = await JsonSerializer.DeserializeAsync<PreviewRequest>(input, ContractJson.Options, cancellation);
        if (request is null)
        {
            return ExitCodes.BadInput;
        }

        PreviewReply reply;
        try
        {
            reply = new PreviewReply(await AugmentationPreview.DrawAsync(request, cancellation), Problem: null);
        }
        catch (JobFailureException problem)
        {
            reply = new PreviewReply([], problem.Message);
        }

        await JsonSerializer.SerializeAsync(output, reply, ContractJson.Options, cancellation);
        return ExitCodes.Done;
    }
}
