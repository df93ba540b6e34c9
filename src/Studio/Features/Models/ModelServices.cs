namespace Studio.Features.Models;

public static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services) => services.AddSingleton<ModelReader>();
}
