namespace Studio.Storage;

/// <summary>How far the labelling of an image is.</summary>
public enum ImageState
{
    NotStarted,
    InProgress,
    InReview,
    Accepted,
}
