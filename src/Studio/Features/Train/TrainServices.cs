namespace Studio.Features.Train;

public static class TrainServices
{
    public static IServiceCollection AddTrain(this IServiceCollection services)
    {
        services.AddSingleton<RecipeCatalog>();
        services.AddSingleton<TrainFactsReader>();
        services.AddSingleton<TrainPreviewer>();
        return services;
    }
}
