using System.Globalization;
using System.Text;
using Studio.Contracts.Projects;
using Studio.Training.Tasks;

namespace Studio.Training.Prediction;

/// <summary>
/// Answers that are no masks, as one CSV file (RFC 4180): tags.csv with a line for each frame, probability and yes or no of
/// each class; boxes.csv with a line for each box, in pixels of the image, (0, 0) = outer corner of the first pixel.
/// </summary>
sealed class AnswerTable(IReadOnlyList<ClassDefinition> classes)
{
    readonly StringBuilder lines = new();
    string? file;

    /// <param name="frame">0-based.</param>
    public void Add(string name, int frame, Answer answer)
    {
        switch (answer)
        {
            case TagAnswer tags:
                Begin("tags.csv", ["file", "frame", .. classes.SelectMany(definition => new[] { $"{definition.Name} probability", definition.Name })]);
                AddLine([name, Text(frame + 1), .. tags.Probabilities.Zip(tags.Yes, (share, yes) => new[] { Text(share), yes ? "yes" : "no" }).SelectMany(pair => pair)]);
                break;
            case BoxAnswer boxes:
                Begin("boxes.csv", ["file", "frame", "class", "x", "y", "width", "height", "confidence"]);
                foreach (var found in boxes.Boxes)
                {
                    AddLine([name, Text(frame + 1), NameOf(found.ClassIndex), Text(found.Box.X), Text(found.Box.Y), Text(found.Box.Width), Text(found.Box.Height), Text(found.Confidence)]);
                }

                break;
        }
    }

    /// <returns>The path, or null where there was nothing for a table.</returns>
    public string? Write(string folder)
    {
        if (file is null)
        {
            return null;
        }

        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, file);
        File.WriteAllText(path, lines.ToString());
        return path;
    }

    void Begin(string name, IReadOnlyList<string> header)
    {
        if (file is null)
        {
            file = name;
            AddLine(header);
        }
    }

    void AddLine(IReadOnlyList<string> cells) => lines.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    string NameOf(int index) => classes.FirstOrDefault(definition => definition.Index == index)?.Name ?? "box";

    static string Quote(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
