using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Training.Tests.Worker;

namespace Studio.Training.Tests.Jobs;

/// <summary>The real executable, as the studio starts it.</summary>
sealed class TrainingProcess : IDisposable
{
    readonly Process process;
    readonly Task<string> output;
    readonly Task<string> errors;

    TrainingProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public static TrainingProcess Run(TestStudio studio) => Start(["run"], studio);

    public static TrainingProcess Start(IEnumerable<string> arguments, TestStudio? studio = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Studio.Training.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Helper threads that spin while they wait are many times slower when other tests use the same cores.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        if (studio is not null)
        {
            start.Environment[WorkerProtocol.UrlVariable] = studio.Url.ToString();
            start.Environment[WorkerProtocol.TokenVariable] = TestStudio.Token;
        }

        return new TrainingProcess(start);
    }

    /// <summary>As the kernel does when memory runs out: no chance to clean up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>As a service manager does it: SIGTERM.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();

    public async Task<(int ExitCode, string Output, string Errors)> WaitAsync(int seconds = 120)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
