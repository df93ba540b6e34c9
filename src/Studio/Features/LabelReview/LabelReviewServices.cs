namespace Studio.Features.LabelReview;

public static class LabelReviewServices
{
    public static IServiceCollection AddLabelReview(this IServiceCollection services) => services
        .AddSingleton<LabelReviewReader>()
        .AddSingleton<DoubtPictures>()
        .AddSingleton<LabelReviewService>();
}
