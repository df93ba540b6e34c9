using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>What the filters of a project's images can speak of.</summary>
/// <param name="Patients">Empty where there are more than anybody looks through in a list.</param>
public sealed record ImageVocabulary(
    IReadOnlyList<ClassDefinition> Classes,
    IReadOnlyList<Patient> Patients,
    IReadOnlyList<UserAccount> People,
    IReadOnlyList<Field> Fields,
    IReadOnlyList<ImageCollection> Collections,
    IReadOnlyList<SavedFilter> Saved)
{
    public static ImageVocabulary None { get; } = new([], [], [], [], [], []);
}

/// <summary>Reads it.</summary>
public sealed class ImageVocabularyReader(
    ClassStore classes, PatientStore patients, UserStore users, FieldStore fields, CollectionStore collections, SavedFilterStore saved)
{
    /// <summary>Beyond these a patient is found by typing.</summary>
    const int MostPatients = 500;

    public async Task<ImageVocabulary> ReadAsync(long projectId, CancellationToken cancellationToken = default) => new(
        await classes.ListAsync(projectId, cancellationToken),
        await patients.CountAsync(projectId, cancellationToken) <= MostPatients ? await patients.ListAsync(projectId, cancellationToken) : [],
        await users.ListAsync(cancellationToken),
        await fields.ListAsync(projectId, cancellationToken),
        await collections.ListAsync(projectId, cancellationToken),
        await saved.ListAsync(projectId, cancellationToken));
}
