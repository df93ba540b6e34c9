using Studio.Features.Compare.Readers;

namespace Studio.Features.Compare;

public static class CompareServices
{
    public static IServiceCollection AddCompare(this IServiceCollection services)
    {
        services.AddSingleton<ComparisonSelector>();
        services.AddSingleton<ComparisonReader>();
        services.AddSingleton<ReaderAgreement>();
        return services;
    }
}
