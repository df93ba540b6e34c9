using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>
/// What the values of an official split column mean: words in several spellings and languages, or 1, 2 and 3 where all three
/// occur (DeepLesion's Train_Val_Test). A value with two meanings has none.
/// </summary>
static class OfficialParts
{
    static readonly Dictionary<string, Split> Words = new Dictionary<Split, string[]>
    {
        [Split.Training] = ["train", "training", "trainset", "trainingset", "trainingsdaten", "tr", "entrenamiento", "entrainement", "entraînement", "apprentissage", "addestramento", "treino", "treinamento"],
        [Split.Validation] = ["val", "valid", "validation", "validate", "valset", "validationset", "validierung", "validierungsdaten", "tune", "tuning", "validacion", "validación", "validazione", "validação", "validacao"],
        [Split.Test] = ["test", "testing", "testset", "testdaten", "tst", "te", "holdout", "heldout", "prueba", "teste", "prova"],
    }.SelectMany(part => part.Value.Select(word => (word, part.Key))).ToDictionary(entry => entry.word, entry => entry.Key);

    static readonly Dictionary<string, Split> Numbers = new() { ["1"] = Split.Training, ["2"] = Split.Validation, ["3"] = Split.Test };

    /// <summary>The part of each value; values that mean nothing, or may mean two things, are missing.</summary>
    public static Dictionary<string, Split> Read(IReadOnlyCollection<string> values, IReadOnlyList<OfficialValue> said)
    {
        var known = new Dictionary<string, Split>(StringComparer.Ordinal);
        var hasAllNumbers = Numbers.Keys.All(values.Contains);
        foreach (var value in values)
        {
            if (said.FirstOrDefault(item => string.Equals(item.Value, value, StringComparison.OrdinalIgnoreCase)) is { } own)
                known[value] = own.Part;
            else if (Words.TryGetValue(Plain(value), out var part) || (hasAllNumbers && Numbers.TryGetValue(value, out part)))
                known[value] = part;
        }

        return known;
    }

    static string Plain(string value) => string.Concat(value.Where(char.IsLetter)).ToLowerInvariant() is { Length: > 0 } letters && !value.Any(char.IsDigit) ? letters : value;
}
