using Studio.Features.Import.Labels;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Imaging.Tables;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>A table that was read once, beside the images it may speak about.</summary>
public sealed class MetadataTable
{
    internal MetadataTable(
        Project project, string path, TableSurvey survey, IReadOnlyList<TableSubject> images, IReadOnlyList<Field> fields, LabelSubjects subjects, DeIdentificationOptions? privacy)
    {
        (Project, Path, Survey, Images, Fields, Subjects, Privacy) = (project, path, survey, images, fields, subjects, privacy);
        Keys = new ImageKeys(images, subjects);
        KeyFits = new KeySearch(this).Find();
        Proposal = MappingProposal.Of(this);
    }

    public Project Project { get; }

    public TableSurvey Survey { get; }

    /// <summary>Columns and ways in which they name images, the best first; empty where none does.</summary>
    public IReadOnlyList<KeyFit> KeyFits { get; }

    /// <summary>How the table is likely meant.</summary>
    public TableMapping Proposal { get; }

    /// <summary>Columns that the images have already.</summary>
    public IReadOnlyList<Field> Fields { get; }

    internal string Path { get; }

    internal IReadOnlyList<TableSubject> Images { get; }

    internal ImageKeys Keys { get; }

    internal LabelSubjects Subjects { get; }

    /// <summary>What the project keeps when it de-identifies; null where it does not.</summary>
    internal DeIdentificationOptions? Privacy { get; }

    /// <summary>Whether a column likely tells who somebody is, in a project that wants no such thing.</summary>
    public bool IsIdentifying(int column) =>
        Privacy is { } privacy && IdentifyingHeading.IsIdentifying(Survey.Columns[column].Heading, privacy);

    /// <summary>Every row in turn; the file is open as long as they are asked for.</summary>
    internal IEnumerable<TableRow> ReadRows()
    {
        using var content = File.OpenRead(Path);
        foreach (var row in Survey.ReadRows(content))
            yield return row;
    }
}
