namespace Studio.Storage;

/// <summary>Whether patient data may be drawn into the pixels of an image.</summary>
public enum BurnedIn
{
    None,

    /// <summary>The kind of image often carries names; nobody has looked yet.</summary>
    Risk,

    /// <summary>A person looked and found nothing.</summary>
    Cleared,

    /// <summary>A person blacked out rectangles; the pixels below are gone.</summary>
    BlackedOut,
}
