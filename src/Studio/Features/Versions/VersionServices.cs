namespace Studio.Features.Versions;

public static class VersionServices
{
    public static IServiceCollection AddVersions(this IServiceCollection services)
    {
        services.AddSingleton<VersionReader>();
        services.AddSingleton<SplitPlanner>();
        return services;
    }
}
