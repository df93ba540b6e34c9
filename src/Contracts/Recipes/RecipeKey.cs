using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Studio.Contracts.Recipes;

/// <summary>One key of a recipe file: what it may hold, where the value goes, how it is written.</summary>
public sealed class RecipeKey
{
    delegate string? Reader(YamlNode node, ref Recipe recipe);

    readonly Reader read;
    readonly Func<Recipe, string> write;

    RecipeKey(string path, string allowed, Reader read, Func<Recipe, string> write)
    {
        Path = path;
        Allowed = allowed;
        this.read = read;
        this.write = write;
    }

    /// <summary>Dotted key, e.g. <c>training.epochs</c>.</summary>
    public string Path { get; }

    /// <summary>What the key may hold, in words.</summary>
    public string Allowed { get; }

    /// <summary>The values to choose from; null where anything of a kind may stand.</summary>
    public IReadOnlyList<string>? Words { get; private init; }

    /// <summary>The value as it stands in a recipe file.</summary>
    public string Write(Recipe recipe) => write(recipe);

    /// <summary>Reads a value into the recipe; answers what is wrong with it, or null.</summary>
    internal string? Read(YamlNode node, ref Recipe recipe) => read(node, ref recipe);

    internal static RecipeKey Whole(
        string path, int least, int most, Func<Recipe, int> get, Func<Recipe, int, Recipe> set) => new(
        path,
        $"a whole number from {least} to {most}",
        (YamlNode node, ref Recipe recipe) =>
        {
            if (!TryPlain(node, out var text)
                || !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return $"{Show(node)} is not a whole number.";
            }

            if (value < least || value > most)
            {
                return $"{text} is out of range.";
            }

            recipe = set(recipe, value);
            return null;
        },
        recipe => get(recipe).ToString(CultureInfo.InvariantCulture));

    internal static RecipeKey Number(
        string path, double least, double most, Func<Recipe, double> get, Func<Recipe, double, Recipe> set) => new(
        path,
        $"a number from {Text(least)} to {Text(most)}",
        (YamlNode node, ref Recipe recipe) =>
        {
            if (!TryNumber(node, out var value))
            {
                return $"{Show(node)} is not a number.";
            }

            if (value < least || value > most)
            {
                return $"{Text(value)} is out of range.";
            }

            recipe = set(recipe, value);
            return null;
        },
        recipe => Text(get(recipe)));

    internal static RecipeKey Numbers(
        string path, double least, Func<Recipe, IReadOnlyList<double>> get, Func<Recipe, IReadOnlyList<double>, Recipe> set) => new(
        path,
        $"a list of numbers from {Text(least)} up, such as [1, 2.5]",
        (YamlNode node, ref Recipe recipe) =>
        {
            if (node is not YamlSequenceNode list)
            {
                return $"{Show(node)} is not a list.";
            }

            var values = new List<double>();
            foreach (var item in list)
            {
                if (!TryNumber(item, out var value) || value < least)
                {
                    return $"{Show(item)} cannot stand in this list.";
                }

                values.Add(value);
            }

            recipe = set(recipe, values);
            return null;
        },
        recipe => $"[{string.Join(", ", get(recipe).Select(Text))}]");

    internal static RecipeKey Flag(string path, Func<Recipe, bool> get, Func<Recipe, bool, Recipe> set) => new(
        path,
        "true or false",
        (YamlNode node, ref Recipe recipe) =>
        {
            if (!TryPlain(node, out var text) || !bool.TryParse(text, out var value))
            {
                return $"{Show(node)} is neither true nor false.";
            }

            recipe = set(recipe, value);
            return null;
        },
        recipe => get(recipe) ? "true" : "false")
    {
        Words = ["true", "false"],
    };

    internal static RecipeKey Word(
        string path, IReadOnlyList<string> words, Func<Recipe, string> get, Func<Recipe, string, Recipe> set) => new(
        path,
        string.Join(", ", words),
        (YamlNode node, ref Recipe recipe) =>
        {
            if (node is not YamlScalarNode { Value: { } word } || !words.Contains(word))
            {
                return $"{Show(node)} is not known.";
            }

            recipe = set(recipe, word);
            return null;
        },
        get)
    {
        Words = words,
    };

    internal static RecipeKey Sentence(
        string path, Func<Recipe, string> get, Func<Recipe, string, Recipe> set, string allowed = "a text", bool mayBeEmpty = false) => new(
        path,
        allowed,
        (YamlNode node, ref Recipe recipe) =>
        {
            if (node is not YamlScalarNode { Value: { } text } || (!mayBeEmpty && string.IsNullOrWhiteSpace(text)))
            {
                return $"{Show(node)} is not a text.";
            }

            recipe = set(recipe, text.Trim());
            return null;
        },
        recipe => JsonSerializer.Serialize(get(recipe)));

    /// <summary>A list of words, each from <paramref name="words"/>; of any words where that is null.</summary>
    internal static RecipeKey Texts(
        string path, string allowed, IReadOnlyList<string>? words, Func<Recipe, IReadOnlyList<string>> get, Func<Recipe, IReadOnlyList<string>, Recipe> set) => new(
        path,
        allowed,
        (YamlNode node, ref Recipe recipe) =>
        {
            if (node is not YamlSequenceNode list)
            {
                return $"{Show(node)} is not a list.";
            }

            var values = new List<string>();
            foreach (var item in list)
            {
                if (item is not YamlScalarNode { Value: { Length: > 0 } text } || words?.Contains(text) == false)
                {
                    return $"{Show(item)} cannot stand in this list.";
                }

                values.Add(text);
            }

            recipe = set(recipe, values);
            return null;
        },
        recipe => $"[{string.Join(", ", get(recipe).Select(text => JsonSerializer.Serialize(text)))}]");

    static bool TryNumber(YamlNode node, out double value)
    {
        value = 0;
        return TryPlain(node, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    static bool TryPlain(YamlNode node, out string text)
    {
        text = (node as YamlScalarNode)?.Value ?? "";
        return node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } && text.Length > 0;
    }

    static string Show(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => $"\"{text}\"",
        YamlScalarNode => "An empty value",
        YamlSequenceNode => "A list",
        _ => "A group of keys",
    };

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
