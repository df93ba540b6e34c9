namespace Studio.Features.Images;

public static class ImagesServices
{
    public static IServiceCollection AddImages(this IServiceCollection services) => services
        .AddSingleton<ImageVocabularyReader>()
        .AddSingleton<BulkEditor>();
}
