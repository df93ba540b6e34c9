namespace Studio.Storage;

/// <summary>"This label is right", said where a model disagrees with it.</summary>
public sealed record LabelReview
{
    public long ImageId { get; init; }

    /// <summary>The label that was looked at; another key means that the label has changed since.</summary>
    public required string LabelKey { get; init; }

    /// <summary>Who said it.</summary>
    public required string UserName { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Who an image's label is from.</summary>
public sealed record LabelAuthor
{
    public long ImageId { get; init; }

    /// <summary>Of an answer its class; 0 where the whole label is from one document.</summary>
    public int ClassIndex { get; init; }

    /// <summary>0 stands for the labels that came with the images.</summary>
    public long UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>Of an answer: whether it says that the class is there.</summary>
    public bool IsPresent { get; init; }
}
