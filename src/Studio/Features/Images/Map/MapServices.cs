namespace Studio.Features.Images.Map;

public static class MapServices
{
    public static IServiceCollection AddImageMap(this IServiceCollection services) => services
        .AddSingleton<Describing>()
        .AddSingleton<MapMaking>();
}
