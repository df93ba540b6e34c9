using Studio.Features.Import.Decoding;
using Studio.Features.Import.Uploads;
using Studio.Features.Sample;

namespace Studio.Features.Import;

public static class ImportServices
{
    /// <summary>Everything an import needs; the stores must be registered.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddSingleton<ImportStores>()
        .AddSingleton<UploadStore>()
        .AddSingleton(_ => new DecodePool(DecodePoolOptions.ForTrainingProgram()))
        .AddSingleton<ImportRunner>()
        .AddSingleton<SampleProject>();

    /// <summary>The queue that imports in the background of the web studio.</summary>
    public static IServiceCollection AddBackgroundImport(this IServiceCollection services) => services
        .AddImport()
        .AddSingleton<ImportService>()
        .AddHostedService(provider => provider.GetRequiredService<ImportService>());
}
