using Studio.Features.Images.Metadata;
using Studio.Features.Images.Quality;
using Studio.Features.Import;

namespace Studio.Features.Images;

public static class ImagesServices
{
    public static IServiceCollection AddImages(this IServiceCollection services) => services
        .AddSingleton<ImageVocabularyReader>()
        .AddSingleton<BulkEditor>()
        .AddSingleton<MetadataImport>()
        .AddSingleton<QualityFields>();

    /// <summary>Measures pictures in the background of the web studio.</summary>
    public static IServiceCollection AddBackgroundMeasuring(this IServiceCollection services) => services
        .AddSingleton<IImportFollower>(provider => provider.GetRequiredService<QualityFields>())
        .AddHostedService(provider => provider.GetRequiredService<QualityFields>());
}
