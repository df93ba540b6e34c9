using Studio.Features.Compare.Failures;
using Studio.Features.Compare.Groups;
using Studio.Features.Compare.Readers;
using Studio.Features.Compare.Report;

namespace Studio.Features.Compare;

public static class CompareServices
{
    public static IServiceCollection AddCompare(this IServiceCollection services)
    {
        services.AddSingleton<ComparisonSelector>();
        services.AddSingleton<ComparisonReader>();
        services.AddSingleton<SetupReader>();
        services.AddSingleton<CurveReader>();
        services.AddSingleton<RunOptions>();
        services.AddSingleton<MissingResults>();
        services.AddSingleton<ComparedRunReader>();
        services.AddSingleton<CompareReporter>();
        services.AddSingleton<ReaderAgreement>();
        services.AddSingleton<FailureReader>();
        services.AddSingleton<GroupReader>();
        services.AddSingleton<ClassExampleReader>();
        services.AddSingleton<GroupFigures>();
        services.AddSingleton<ExternalReader>();
        return services;
    }
}
