using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>One filter that is set, as a chip, and the filter without it.</summary>
public sealed record ActiveFilter(string Name, ImageFilter Without)
{
    /// <param name="texts">What the tokens of texts stand for, as far as it is known.</param>
    public static IReadOnlyList<ActiveFilter> Of(ImageFilter filter, ImageVocabulary words, IReadOnlyDictionary<string, string> texts)
    {
        var (classes, patients, people) = (words.Classes, words.Patients, words.People);
        var chips = new List<ActiveFilter>();
        if (filter.ImageIds.Count > 0)
            chips.Add(new($"{Wording.Number(filter.ImageIds.Count)} chosen", filter with { ImageIds = [] }));
        if (filter.States.Count > 0)
            chips.Add(new($"State: {OneOrCount([.. filter.States.Select(Wording.State)], Enum.GetValues<ImageState>().Length)}", filter with { States = [] }));
        if (filter.ClassIndexes.Count > 0 || filter.NothingLabelled)
            chips.Add(new($"Contains: {Classes(filter, classes)}", filter with { ClassIndexes = [], NothingLabelled = false }));
        if (filter.Splits.Count > 0)
            chips.Add(new($"Split: {OneOrCount([.. filter.Splits.Select(Wording.Split)], Enum.GetValues<Split>().Length)}", filter with { Splits = [] }));
        if (filter.AssignedTo.Count > 0)
            chips.Add(new($"Assigned: {string.Join(" or ", filter.AssignedTo.Select(id => Person(id, people)))}", filter with { AssignedTo = [] }));
        if (filter.PatientId is { } patient)
            chips.Add(new($"Patient: {patients.FirstOrDefault(p => p.Id == patient)?.Key ?? "not in this project"}", filter with { PatientId = null }));
        if (filter.Collections.Count > 0)
            chips.Add(new($"Collection: {string.Join(" or ", filter.Collections.Select(id => words.Collections.FirstOrDefault(c => c.Id == id)?.Name ?? "one that is gone"))}", filter with { Collections = [] }));
        if (filter.OnlyExcluded)
            chips.Add(new("Left out", filter with { OnlyExcluded = false }));
        foreach (var field in filter.Fields)
            chips.Add(new(Field(field, words, texts), filter with { Fields = [.. filter.Fields.Where(other => other != field)] }));
        if (!string.IsNullOrWhiteSpace(filter.Text))
            chips.Add(new($"Search: {filter.Text}", filter with { Text = null }));
        return chips;
    }

    static string Field(FieldFilter filter, ImageVocabulary words, IReadOnlyDictionary<string, string> texts)
    {
        var name = words.Fields.FirstOrDefault(field => field.Id == filter.FieldId)?.Name ?? "A column that is gone";
        return filter switch
        {
            { Missing: true } => $"{name}: not known",
            { Tokens.Count: > 0 } => $"{name}: {string.Join(" or ", filter.Tokens.Select(token => texts.GetValueOrDefault(token, "a value that is gone")))}",
            { Min: { } min, Max: { } max } => $"{name} {FieldWording.Number(min)} to {FieldWording.Number(max)}",
            { Min: { } min } => $"{name} ≥ {FieldWording.Number(min)}",
            { Max: { } max } => $"{name} ≤ {FieldWording.Number(max)}",
            _ => $"{name}: known",
        };
    }

    static string Person(long id, IReadOnlyList<UserAccount> people) => id == ImageFilter.Nobody
        ? "nobody"
        : people.FirstOrDefault(p => p.Id == id)?.Name ?? "somebody unknown";

    static string OneOrCount(IReadOnlyList<string> chosen, int all) =>
        chosen.Count == 1 ? chosen[0].ToLowerInvariant() : $"{chosen.Count} of {all}";

    static string Classes(ImageFilter filter, IReadOnlyList<ClassDefinition> classes)
    {
        var names = filter.ClassIndexes.Select(i => classes.FirstOrDefault(c => c.Index == i)?.Name ?? $"class {i}");
        return string.Join(" or ", filter.NothingLabelled ? names.Append("nothing") : names);
    }
}
