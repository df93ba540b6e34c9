using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Studio.Contracts.Recipes;

/// <summary>Reads recipe files. Reports everything that is wrong at once, with file, line, key and what is allowed.</summary>
public static class RecipeReader
{
    /// <summary>Reads a file; its name without extension becomes <see cref="Recipe.Id"/>.</summary>
    public static RecipeReading ReadFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Failed(new RecipeProblem(Path.GetFileName(path), 0, "", $"The file cannot be read: {problem.Message}"));
        }

        return Read(text, Path.GetFileName(path));
    }

    /// <summary>Reads the recipes of a folder, in order of their names.</summary>
    public static IReadOnlyList<RecipeReading> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(ReadFile)];

    /// <param name="text">The file's content.</param>
    /// <param name="file">Its name, for messages and as identifier.</param>
    public static RecipeReading Read(string text, string file)
    {
        var start = new Recipe { Id = Path.GetFileNameWithoutExtension(file), Name = "", Summary = "" };
        YamlNode root;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0)
            {
                return Failed(new RecipeProblem(file, 0, "", "The file is empty."));
            }

            root = stream.Documents[0].RootNode;
        }
        catch (YamlException problem)
        {
            return Failed(new RecipeProblem(file, (int)problem.Start.Line, "", $"The file is not valid YAML: {problem.Message}"));
        }

        return new Walk(file, start).Run(root);
    }

    static readonly string[] RequiredKeys = ["name", "summary"];

    static RecipeReading Failed(RecipeProblem problem) => new(null, [problem]);

    /// <summary>One pass over one file.</summary>
    sealed class Walk(string file, Recipe start)
    {
        readonly List<RecipeProblem> problems = [];
        readonly Dictionary<string, int> lines = [];
        Recipe recipe = start;

        public RecipeReading Run(YamlNode root)
        {
            if (root is not YamlMappingNode map)
            {
                Report(root, "", "The file must hold keys and values.", "");
                return new RecipeReading(null, problems);
            }

            ReadGroup(map, "");
            foreach (var required in RequiredKeys.Where(key => !lines.ContainsKey(key)))
            {
                problems.Add(new RecipeProblem(file, 0, required, "The key is missing.", RecipeSchema.Find(required)!.Allowed));
            }

            foreach (var broken in RecipeRules.Check(recipe).Where(rule => !Reported(rule.Key)))
            {
                problems.Add(new RecipeProblem(file, lines.GetValueOrDefault(broken.Key), broken.Key, broken.Message, broken.Allowed));
            }

            var ordered = problems.OrderBy(problem => problem.Line).ToList();
            return new RecipeReading(ordered.Count == 0 ? recipe : null, ordered);
        }

        bool Reported(string key) => problems.Exists(problem => problem.Key == key);

        void ReadGroup(YamlMappingNode map, string prefix)
        {
            foreach (var (keyNode, value) in map)
            {
                var path = prefix + ((keyNode as YamlScalarNode)?.Value ?? "");
                lines[path] = (int)keyNode.Start.Line;
                if (RecipeSchema.Find(path) is { } key)
                {
                    if (key.Read(value, ref recipe) is { } message)
                    {
                        Report(keyNode, path, message, key.Allowed);
                    }
                }
                else if (prefix.Length == 0 && RecipeSchema.Sections.Contains(path))
                {
                    ReadSection(value, path);
                }
                else
                {
                    Report(keyNode, path, "The key is not known.", KnownKeys(prefix));
                }
            }
        }

        void ReadSection(YamlNode value, string section)
        {
            if (value is YamlMappingNode group)
            {
                ReadGroup(group, section + ".");
                return;
            }

            Report(value, section, "A group of keys is expected here.", KnownKeys(section + "."));
        }

        static string KnownKeys(string prefix)
        {
            var names = RecipeSchema.Keys
                .Where(key => key.Path.StartsWith(prefix, StringComparison.Ordinal))
                .Select(key => key.Path[prefix.Length..].Split('.')[0]);
            return string.Join(", ", names.Distinct());
        }

        void Report(YamlNode node, string key, string message, string allowed) =>
            problems.Add(new RecipeProblem(file, (int)node.Start.Line, key, message, allowed));
    }
}
