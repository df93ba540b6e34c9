using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Studio.Contracts.Jobs;

namespace Studio.Features.Jobs;

/// <summary>
/// Starts job processes on this machine. Each gets its own session, so that Ctrl+C at the studio does not reach it, and
/// a file for its output, so that it goes on undisturbed when the studio stops.
/// </summary>
public sealed class LocalLauncher(JobOptions options) : IJobLauncher
{
    // The shell only opens the log and then becomes the program: same process id, no shell left behind.
    const string Script = """exec setsid "$@" </dev/null >"$STUDIO_JOB_LOG" 2>&1""";
    const string LogVariable = "STUDIO_JOB_LOG";

    public IJobProcess Start(JobLaunch launch)
    {
        var program = TrainingProgram.Locate(options.TrainingProgram);
        Directory.CreateDirectory(Path.GetDirectoryName(launch.LogFile)!);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in new[] { "-c", Script, "sh", DotnetHost(), program, "run" })
            start.ArgumentList.Add(argument);
        start.Environment[WorkerProtocol.UrlVariable] = launch.StudioUrl;
        start.Environment[WorkerProtocol.TokenVariable] = launch.Token;
        start.Environment[LogVariable] = launch.LogFile;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The job process did not start.");
        return new StartedProcess(process);
    }

    public IJobProcess? FindRunning(int processId, string logFile)
    {
        if (!IsAttempt(processId, logFile))
            return null;
        try
        {
            return new FoundProcess(Process.GetProcessById(processId), logFile);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The dotnet command that runs this studio, so that both use the same runtime.</summary>
    public static string DotnetHost()
    {
        var folder = RuntimeEnvironment.GetRuntimeDirectory();   // <root>/shared/Microsoft.NETCore.App/<version>/
        var host = Path.GetFullPath(Path.Combine(folder, "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }

    /// <summary>A process id may since belong to another program: only the one started with the attempt's log is meant.</summary>
    static bool IsAttempt(int processId, string logFile)
    {
        try
        {
            var environment = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{processId}/environ"));
            return environment.Split('\0').Contains($"{LogVariable}={logFile}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended in the meantime, which is what was wanted.
        }
    }

    sealed class StartedProcess(Process process) : IJobProcess
    {
        public int Id { get; } = process.Id;

        public bool HasExited => process.HasExited;

        public int? ExitCode => process.HasExited ? process.ExitCode : null;

        public void Kill() => KillTree(process);

        public void Dispose() => process.Dispose();
    }

    /// <summary>Not our child, so its exit code is unknown.</summary>
    sealed class FoundProcess(Process process, string logFile) : IJobProcess
    {
        public int Id { get; } = process.Id;

        public bool HasExited => !IsAttempt(Id, logFile);

        public int? ExitCode => null;

        public void Kill() => KillTree(process);

        public void Dispose() => process.Dispose();
    }
}
