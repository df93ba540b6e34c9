using Studio.Features.Versions.Export;

namespace Studio.Features.Versions;

public static class VersionServices
{
    public static IServiceCollection AddVersions(this IServiceCollection services) => services
        .AddSingleton<VersionReader>()
        .AddSingleton<SplitPlanner>()
        .AddSingleton<FrozenLabelReader>()
        .AddSingleton<VersionFiles>()
        .AddSingleton<DatasetExporter>()
        .AddSingleton<DownloadProgress>();
}
