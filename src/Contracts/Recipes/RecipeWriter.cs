using System.Text;

namespace Studio.Contracts.Recipes;

/// <summary>Writes a recipe as YAML with every key, so that the file says all that decided a run.</summary>
public static class RecipeWriter
{
    /// <summary>Text that <see cref="RecipeReader"/> reads back to the same recipe.</summary>
    public static string Write(Recipe recipe)
    {
        var text = new StringBuilder();
        var section = "";
        foreach (var key in RecipeSchema.Keys)
        {
            var parts = key.Path.Split('.');
            if (parts.Length == 2 && parts[0] != section)
            {
                section = parts[0];
                text.Append('\n').Append(section).Append(":\n");
            }

            text.Append(parts.Length == 2 ? "  " : "").Append(parts[^1]).Append(": ").Append(key.Write(recipe)).Append('\n');
        }

        return text.ToString();
    }
}
