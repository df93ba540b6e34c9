namespace Studio.Features.Runs;

public static class RunServices
{
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddSingleton<StartWeightsResolver>();
        services.AddSingleton<RunGate>();
        services.AddSingleton<EvaluationSamples>();
        services.AddSingleton<RunService>();
        services.AddSingleton<RunSummaries>();
        services.AddSingleton<RunOutcomes>();
        services.AddSingleton<RunDetailsReader>();
        return services;
    }
}
