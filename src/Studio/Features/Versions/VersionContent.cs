using Studio.Contracts.Projects;

namespace Studio.Features.Versions;

/// <summary>How many images of one part hold one class.</summary>
public sealed record ClassShare(ClassDefinition Class, int Training, int Validation, int Test)
{
    public int In(Split split) => split switch
    {
        Split.Training => Training,
        Split.Validation => Validation,
        Split.Test => Test,
        _ => 0,
    };
}
