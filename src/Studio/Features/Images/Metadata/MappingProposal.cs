using Studio.Imaging.Tables;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>How a table is likely meant, by its headings and values and by what the images have already.</summary>
static class MappingProposal
{
    static readonly HashSet<string> PatientHeadings = new(StringComparer.Ordinal)
    {
        "patient", "patientid", "patientindex", "patientkey", "patientnumber", "patientno", "pseudonym", "subject", "subjectid", "caseid",
    };

    static readonly HashSet<string> PartHeadings = new(StringComparer.Ordinal)
    {
        "split", "subset", "part", "partition", "dataset", "set", "trainvaltest", "traintest", "usage", "phase",
    };

    public static TableMapping Of(MetadataTable table)
    {
        var key = table.KeyFits is [var best, ..] ? best : new KeyFit(0, ImageKeyKind.File, 0);
        var columns = table.Survey.Columns.Select(column => new ColumnChoice(UseOf(table, column, key.Column), column.Heading)).ToList();
        // One of them; which of two is the patient is for a person to say.
        foreach (var use in (ColumnUse[])[ColumnUse.Patient, ColumnUse.Category])
        {
            foreach (var second in columns.Where(choice => choice.Use == use).Skip(1).ToList())
                columns[columns.IndexOf(second)] = second with { Use = ColumnUse.LeftOut };
        }

        return new TableMapping(key.Column, key.Kind, columns);
    }

    /// <summary>As a column of its own: the kind it has already, else what its values look like.</summary>
    public static ColumnUse FieldUseOf(MetadataTable table, ColumnSurvey column)
    {
        var known = table.Fields.FirstOrDefault(field => field.Source == FieldSource.Table && field.Name.Equals(column.Heading, StringComparison.OrdinalIgnoreCase));
        return known is { Kind: FieldKind.Text } || !column.IsNumber ? ColumnUse.Text : ColumnUse.Number;
    }

    static ColumnUse UseOf(MetadataTable table, ColumnSurvey column, int key)
    {
        var heading = TableText.Normalise(column.Heading);
        if (column.Index == key || heading.Length == 0 || column.Filled == 0)
            return ColumnUse.LeftOut;
        // A patient's number gets a pseudonym where it must not be known.
        if (PatientHeadings.Contains(heading))
            return ColumnUse.Patient;
        if (table.IsIdentifying(column.Index))
            return ColumnUse.LeftOut;
        if (heading == "category")
            return ColumnUse.Category;
        return PartHeadings.Contains(heading) && column.Choices.Count > 0 && column.Choices.All(choice => PartWord.Parse(choice) is not null)
            ? ColumnUse.Part
            : FieldUseOf(table, column);
    }
}
