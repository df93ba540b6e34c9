using Studio.Contracts.Projects;

namespace Studio.Features.Projects;

/// <summary>What a person fills in for a new project.</summary>
public sealed class NewProjectForm
{
    public const int MaximumNameLength = 80;

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public List<ClassRow> Classes { get; } = [new()];

    /// <summary>Every fault at once, in words; empty when the form is complete.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(Name))
            faults.Add("Give the project a name.");
        else if (Name.Trim().Length > MaximumNameLength)
            faults.Add($"The name is longer than {MaximumNameLength} characters.");

        var names = NamedClasses();
        if (names.Count == 0)
            faults.Add("Name at least one class: what should be outlined?");
        faults.AddRange(names
            .GroupBy(n => n, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g => $"The class {g.Key} is there twice."));
        return faults;
    }

    /// <summary>The named classes with index, colour and pattern in order; empty rows are left out.</summary>
    public IReadOnlyList<ClassDefinition> DefineClasses() =>
        [.. NamedClasses().Select((name, place) => ClassPalette.Define(place + 1, name))];

    List<string> NamedClasses() => [.. Classes.Select(c => c.Name.Trim()).Where(n => n.Length > 0)];

    /// <summary>One line of the list of classes.</summary>
    public sealed class ClassRow
    {
        public string Name { get; set; } = "";
    }
}
