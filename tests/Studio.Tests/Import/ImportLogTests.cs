using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>Nothing that tells who a patient is reaches a log, whatever happens to the files.</summary>
public sealed class ImportLogTests
{
    const string Name = "CANARYNAME";

    [Fact]
    public async Task Import_GoodDamagedAndImpossibleFiles_LogNoNames()
    {
        using var folder = new TemporaryFolder();
        var files = Directory.CreateDirectory(folder[$"{Name}_{Name}"]).FullName;
        var good = Pictures.Dicom(8, 8, seed: 1, patient: Name);
        await File.WriteAllBytesAsync(Path.Combine(files, $"{Name}.dcm"), good);
        await File.WriteAllBytesAsync(Path.Combine(files, $"{Name}_cut.dcm"), good[..^20]);
        await File.WriteAllBytesAsync(Path.Combine(files, $"{Name}.zip"), [.. "PK\u0003\u0004"u8, 1, 2, 3]);
        using var log = new LogLines();
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddStudioStorage(folder["data"])
            .AddBackgroundImport()
            .BuildServiceProvider();
        await services.GetRequiredService<Database>().OpenAsync();
        var project = await services.GetRequiredService<ProjectStore>().CreateAsync("Log", "", ProjectTask.Segmentation);
        var imports = services.GetRequiredService<ImportService>();
        await ((IHostedService)imports).StartAsync(CancellationToken.None);

        await RunAsync(services, imports, new ImportRequest { ProjectId = project.Id, Source = files });
        // A source that is gone by the time it is read ends in an error that nobody foresaw.
        await RunAsync(services, imports, new ImportRequest { ProjectId = project.Id, Source = Path.Combine(folder.Path, $"{Name}-gone") });
        await ((IHostedService)imports).StopAsync(CancellationToken.None);

        Assert.Contains(log.Lines, line => line.Contains("failed", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(Name, StringComparison.OrdinalIgnoreCase));
    }

    static async Task RunAsync(IServiceProvider services, ImportService imports, ImportRequest request)
    {
        var batches = services.GetRequiredService<ImportBatchStore>();
        var batch = await imports.StartAsync(request, CancellationToken.None);
        while (imports.Watch(batch.Id) is not null || (await batches.FindAsync(batch.Id))!.State == ImportBatchState.Running)
            await Task.Delay(20);
    }

    sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{formatter(state, exception)} {exception}"));

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
