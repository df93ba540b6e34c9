namespace Studio.Features.Import;

/// <summary>Has work to do once images have come into a project.</summary>
public interface IImportFollower
{
    /// <summary>An import ended, however it ended. Returns at once.</summary>
    void OnImportEnded(long projectId);
}
