using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Contracts.Packages;

/// <summary>What a model answers, in words of its card and its page.</summary>
public static class AnswerText
{
    /// <summary>"Outlines of nerve, vessel", "Boxes around cells".</summary>
    public static string Of(Recipe recipe, IReadOnlyList<ClassDefinition> classes)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(classes);
        var names = string.Join(", ", classes.Select(definition => definition.Name));
        return ArchitectureFacts.Of(recipe.Architecture).Output switch
        {
            OutputKind.ClassMap => $"Outlines of {names}",
            OutputKind.Tags => $"Yes or no for {names}",
            OutputKind.OneBox => $"One box around {classes.FirstOrDefault(definition => definition.Index == recipe.Architecture.BoxClass)?.Name ?? names}",
            _ => $"Boxes around {names}",
        };
    }

    /// <summary>Which files a folder of images becomes, as a sentence.</summary>
    public static string Files(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return ArchitectureFacts.Of(recipe.Architecture).Output switch
        {
            OutputKind.ClassMap => "Every image gets a mask of its size.",
            OutputKind.Tags => "The answers are one table, tags.csv: a line for each image.",
            _ => "The boxes are one table, boxes.csv: a line for each box, in pixels of its image.",
        };
    }
}
