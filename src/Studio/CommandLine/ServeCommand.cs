using System.CommandLine;
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

    public static Command Create()
    {
        var command = new Command("serve", "Start the web studio.");
        command.Options.Add(Urls);
        command.Options.Add(SharedOptions.Data);
        command.SetAction((result, cancellation) => RunAsync(result, cancellation));
        return command;
    }

    public static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var options = new StudioOptions
        {
            DataFolder = result.GetRequiredValue(SharedOptions.Data).FullName,
            Urls = result.GetRequiredValue(Urls),
        };
        await using var app = StudioHost.Build(options);
        await StudioHost.PrepareAsync(app, cancellation);
        await app.RunAsync(cancellation);
        return ExitCode.Done;
    }
}
