using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Projects;

/// <summary>What a project's card shows.</summary>
/// <param name="Pictures">Up to three images, labelled ones first.</param>
/// <param name="LatestModel">The newest model that is not retired.</param>
public sealed record ProjectCardFacts(
    ProjectSummary Summary,
    IReadOnlyList<ClassDefinition> Classes,
    IReadOnlyList<ImageListItem> Pictures,
    Run? OpenRun,
    Model? LatestModel);

/// <summary>The image at which a person last stopped.</summary>
/// <param name="Waiting">Images of the project that wait for this person.</param>
public sealed record ContinuePoint(
    Project Project,
    IReadOnlyList<ClassDefinition> Classes,
    ImageListItem Image,
    int Waiting);
