using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Studio.Features.Account;
using Studio.Features.Jobs;
using Studio.Hosting;

namespace Studio.CommandLine;

/// <summary><c>serve</c>: the web studio, until Ctrl+C.</summary>
public static class ServeCommand
{
    static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by semicolons.",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    static readonly Option<bool> ProcessorBesideGpu = new("--processor-beside-gpu")
    {
        Description = "Let a job on the processor run beside one on the GPU. Both become slower.",
    };

    public static Command Create()
    {
        var command = new Command("serve", "Start the web studio.");
        command.Options.Add(Urls);
        command.Options.Add(ProcessorBesideGpu);
        command.Options.Add(SharedOptions.Data);
        command.SetAction(RunAsync);
        return command;
    }

    public static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var options = new StudioOptions
        {
            DataFolder = result.GetRequiredValue(SharedOptions.Data).FullName,
            Urls = result.GetRequiredValue(Urls),
            Jobs = new JobOptions { ProcessorBesideGpu = result.GetValue(ProcessorBesideGpu) },
        };
        await using var app = StudioHost.Build(options);
        await StudioHost.PrepareAsync(app, cancellation);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(
                $"The studio cannot listen on {options.Urls}: {error.Message} Stop the other program or choose another address with --urls.");
            return ExitCode.Failed;
        }

        await AnnounceAsync(app, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }

    static async Task AnnounceAsync(WebApplication app, CancellationToken cancellation)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        await Console.Out.WriteLineAsync($"Studio is ready: {address}");
        if (await app.Services.GetRequiredService<SetupLink>().CreateAsync(address, cancellation) is { } link)
            await Console.Out.WriteLineAsync($"First start: open this link once to create the owner's account: {link}");
        await Console.Out.FlushAsync(cancellation);
    }
}
