using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Studio.Contracts.Recipes;

/// <summary>Changes to a recipe given as <c>key=value</c>, e.g. <c>training.epochs=24</c>. Values are written as in YAML.</summary>
public static class RecipeOverrides
{
    const string Source = "--set";

    /// <summary>Applies all changes; answers every problem at once.</summary>
    public static RecipeReading Apply(Recipe recipe, IEnumerable<string> assignments)
    {
        var problems = new List<RecipeProblem>();
        foreach (var assignment in assignments)
        {
            if (ApplyOne(ref recipe, assignment) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count == 0)
        {
            problems.AddRange(RecipeRules.Check(recipe)
                .Select(rule => new RecipeProblem(Source, 0, rule.Key, rule.Message, rule.Allowed)));
        }

        return new RecipeReading(problems.Count == 0 ? recipe : null, problems);
    }

    static RecipeProblem? ApplyOne(ref Recipe recipe, string assignment)
    {
        var equals = assignment.IndexOf('=');
        if (equals <= 0)
        {
            return new RecipeProblem(Source, 0, "", $"\"{assignment}\" is not of the form key=value.", "for example training.epochs=24");
        }

        var path = assignment[..equals].Trim();
        if (RecipeSchema.Find(path) is not { } key)
        {
            return new RecipeProblem(Source, 0, path, "The key is not known.", string.Join(", ", RecipeSchema.Keys.Select(known => known.Path)));
        }

        var message = TryParse(assignment[(equals + 1)..], out var value)
            ? key.Read(value, ref recipe)
            : $"\"{assignment[(equals + 1)..]}\" is not a value.";
        return message is null ? null : new RecipeProblem(Source, 0, path, message, key.Allowed);
    }

    static bool TryParse(string text, out YamlNode value)
    {
        value = new YamlScalarNode("");
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count > 0)
            {
                // No key holds a group of keys, so "a: b" is a text with a colon in it.
                var node = stream.Documents[0].RootNode;
                value = node is YamlMappingNode ? new YamlScalarNode(text) : node;
            }

            return true;
        }
        catch (YamlException)
        {
            return false;
        }
    }
}
