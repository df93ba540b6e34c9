using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>"The image shows this class", said of the image itself, of its series or of its patient.</summary>
public sealed record ImageTag
{
    public long ImageId { get; init; }
    public int ClassIndex { get; init; }
    public TagScope Scope { get; private init; }

    // The column's text is not the property's own form.
    internal string ScopeWord
    {
        init => Scope = Words.Parse<TagScope>(value);
    }
}

/// <summary>A tag that came with the images.</summary>
/// <param name="SubjectId">An image, a series or a patient, as the scope says.</param>
/// <param name="IsPresent">False: somebody looked and the class is not there.</param>
public sealed record NewTag(TagScope Scope, long SubjectId, int ClassIndex, bool IsPresent = true);

/// <summary>A series or patient that tags may name.</summary>
public sealed record TagSubject
{
    public long Id { get; init; }

    /// <summary>UID of the series, key of the patient.</summary>
    public required string Key { get; init; }
}
