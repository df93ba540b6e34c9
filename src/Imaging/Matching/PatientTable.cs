using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Studio.Imaging.Matching;

/// <summary>Patients from a CSV file with a column for the file and one for the patient.</summary>
public sealed class PatientTable
{
    private static readonly string[] FileColumns = ["file", "image", "filename", "file_name", "path"];
    private static readonly string[] PatientColumns = ["patient", "patient_id", "patientid"];
    private readonly Dictionary<string, (string Patient, int Line)> _rows = new(StringComparer.OrdinalIgnoreCase);

    private PatientTable()
    {
    }

    /// <summary>Number of files in the table.</summary>
    public int Count => _rows.Count;

    /// <summary>Reads a table; comma, semicolon and tab are recognised as separators.</summary>
    /// <param name="error">What is wrong and in which line, for the user, when the result is false.</param>
    public static bool TryRead(TextReader reader, [NotNullWhen(true)] out PatientTable? table, [NotNullWhen(false)] out string? error)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
            TrimOptions = TrimOptions.Trim,
            MissingFieldFound = null,
            BadDataFound = null,
        };
        using var csv = new CsvReader(reader, configuration, leaveOpen: true);
        var candidate = new PatientTable();
        error = candidate.Fill(csv);
        table = error is null ? candidate : null;
        return error is null;
    }

    /// <summary>The patient of a file: by its relative path, else by its name, else by its name without extension.</summary>
    public string? PatientOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string normal = Normalise(path);
        string name = normal[(normal.LastIndexOf('/') + 1)..];
        foreach (string key in (string[])[normal, name, Path.GetFileNameWithoutExtension(name)])
        {
            if (_rows.TryGetValue(key, out var row))
            {
                return row.Patient;
            }
        }

        return null;
    }

    private static string Normalise(string path) => path.Trim().Replace('\\', '/');

    private string? Fill(CsvReader csv)
    {
        if (!csv.Read() || !csv.ReadHeader())
        {
            return "The patients file is empty. It needs a line with the columns file and patient.";
        }

        int fileColumn = Find(csv, FileColumns);
        int patientColumn = Find(csv, PatientColumns);
        if (fileColumn < 0 || patientColumn < 0)
        {
            string missing = fileColumn < 0 ? "file" : "patient";
            return $"The patients file has no column {missing}. Its columns are: {string.Join(", ", csv.HeaderRecord ?? [])}.";
        }

        while (csv.Read())
        {
            if (Add(csv.GetField(fileColumn), csv.GetField(patientColumn), csv.Parser.RawRow) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static int Find(CsvReader csv, string[] names) =>
        Array.FindIndex(csv.HeaderRecord ?? [], header => names.Contains(header.Trim().ToLowerInvariant()));

    private string? Add(string? file, string? patient, int line)
    {
        if (string.IsNullOrWhiteSpace(file) || string.IsNullOrWhiteSpace(patient))
        {
            return $"Line {line} of the patients file has no {(string.IsNullOrWhiteSpace(file) ? "file" : "patient")}.";
        }

        string key = Normalise(file);
        if (_rows.TryGetValue(key, out var earlier) && earlier.Patient != patient)
        {
            return $"The patients file names two patients for {key}: lines {earlier.Line} and {line}.";
        }

        _rows.TryAdd(key, (patient, line));
        return null;
    }
}
