using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Audit;

public enum AuditSeverity
{
    /// <summary>Figures cannot be trusted as long as it is so.</summary>
    Problem,

    /// <summary>Worth a look.</summary>
    Hint,
}

/// <summary>Something about the data that a reader of the results would want to know.</summary>
/// <param name="Kind">Stable word, e.g. same-picture, near-duplicate, patient-in-several-parts.</param>
/// <param name="Title">A few words, e.g. "Same picture in training and test".</param>
/// <param name="Extent">How much of the data, e.g. "1 pair" or "6 images".</param>
/// <param name="Message">What it is and what to do, for people.</param>
/// <param name="Evidence">What it is seen by.</param>
public sealed record AuditFinding(string Kind, AuditSeverity Severity, string Title, string Extent, string Message, AuditEvidence Evidence)
{
    /// <summary>What it means for the score; empty where the message says it.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>What a person can do about it, the best first.</summary>
    public IReadOnlyList<AuditFix> Fixes { get; init; } = [];

    /// <summary>Names the finding over several audits of the same data: what it is, and of which images.</summary>
    public string Key => $"{Kind}:{Storage.Sha256Text.Of(string.Join(',', Evidence.ImageIds) + '|' + Evidence.Subject)[..16]}";
}

/// <param name="ImageIds">Of a pair both.</param>
/// <param name="Images">Their names, in the same order.</param>
/// <param name="Values">Figures by name, e.g. dice.nerve.</param>
public sealed record AuditEvidence(IReadOnlyList<long> ImageIds, IReadOnlyList<string> Images, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>What it is about where that is no image: a class, a patient, a site.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Pictures worth drawing, in this order; pairs beside each other. Empty: the images as they are.</summary>
    public IReadOnlyList<AuditPicture> Pictures { get; init; } = [];

    /// <summary>Figures worth drawing, in this order.</summary>
    public IReadOnlyList<AuditBar> Bars { get; init; } = [];

    /// <summary>One line each, with an icon's name: what was seen beside the pictures.</summary>
    public IReadOnlyList<AuditFact> Facts { get; init; } = [];

    public static AuditEvidence Of(string subject, IReadOnlyDictionary<string, double>? values = null) =>
        new([], [], values ?? new Dictionary<string, double>()) { Subject = subject };
}

/// <param name="ImageId">Whose pixels are drawn.</param>
/// <param name="Name">Under which the picture came; of another label of an image not the image's own.</param>
/// <param name="Patient">Empty where the patient is not known.</param>
/// <param name="Part">Null where it takes no part in versions.</param>
/// <param name="Outlines">The label to draw; null: the image's own.</param>
public sealed record AuditPicture(long ImageId, string Name, string Patient, Split? Part, IReadOnlyList<ClassOutline>? Outlines = null)
{
    /// <summary>What to mark in the picture; empty where it is about the whole.</summary>
    public IReadOnlyList<AuditMark> Marks { get; init; } = [];

    public static AuditPicture Of(SampleSpec sample) => new(sample.ImageId, sample.Name, sample.KnownPatient() ?? "", sample.Split);
}

/// <summary>A place in a picture, in its pixels; (0, 0) is the outer corner of the first pixel.</summary>
public sealed record AuditMark(double Left, double Top, double Width, double Height);

/// <param name="Value">From 0 to 1.</param>
/// <param name="Low">Lower end of the 95 % interval; null where there is none.</param>
/// <param name="Reference">What it would be for nothing, e.g. 0.5 of an AUC.</param>
public sealed record AuditBar(string Name, double Value, double? Low = null, double? High = null, double? Reference = null);

/// <param name="Icon">Of Material Symbols.</param>
public sealed record AuditFact(string Icon, string Text);

public enum AuditFixKind
{
    /// <summary>Leave the images out of versions, with the finding as the reason.</summary>
    Exclude,

    /// <summary>Say that all the images are of one patient: that in the argument.</summary>
    SamePatient,

    /// <summary>Look at the images on the Images page.</summary>
    ShowImages,

    /// <summary>Go to a page of the project: that in the argument, e.g. versions.</summary>
    OpenPage,
}

/// <param name="Label">On the button.</param>
public sealed record AuditFix(AuditFixKind Kind, string Label, IReadOnlyList<long> ImageIds, string Argument = "");
