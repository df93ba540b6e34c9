namespace Studio.Features.Overview;

/// <summary>How far a step is. Computed, never ticked by hand.</summary>
public enum StepState
{
    /// <summary>Not its turn yet.</summary>
    Waiting,

    /// <summary>Done, with nothing left to worry about.</summary>
    Done,

    /// <summary>A job works on it now.</summary>
    Running,

    /// <summary>It went wrong and wants a person.</summary>
    Failed,

    /// <summary>What it found wants a person.</summary>
    Warned,
}

/// <summary>One line of the checklist.</summary>
/// <param name="Fact">What is so, or what is needed.</param>
/// <param name="LinkName">Word of the link when the step is not the open one.</param>
/// <param name="Action">Button of the open step.</param>
public sealed record ProjectStep(string Title, string Fact, StepState State, string Address, string LinkName, string Action);
