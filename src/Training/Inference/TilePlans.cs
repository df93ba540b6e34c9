using Studio.Contracts.Packages;

namespace Studio.Training.Inference;

/// <summary>How tiles of a trained size cover an image.</summary>
static class TilePlans
{
    public static TilePlan PlanFor(this TileFacts tiles, int imageHeight, int imageWidth) =>
        TilePlan.Of(imageHeight, imageWidth, tiles.Height, tiles.Width, tiles.Overlap);
}
