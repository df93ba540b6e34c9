using System.CommandLine;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Features.Import.Labels;
using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>import</c>: images and existing labels from a folder, a file or a zip. Works beside a running server.</summary>
public static class ImportCommand
{
    static readonly Argument<string?> PathArgument = new("path")
    {
        Description = "Folder, picture or zip to import.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<string?> ProjectOption = new("--project") { Description = "Name of the project; created when there is none of that name." };

    static readonly Option<ProjectTask> TaskOption = new("--task")
    {
        Description = "What models of a new project give.",
        DefaultValueFactory = _ => ProjectTask.Segmentation,
    };

    static readonly Option<string?> MasksOption = new("--masks") { Description = "Folder or zip with one mask per picture, matched by file name." };

    static readonly Option<string?> ClassesOption = new("--classes") { Description = "Names of the classes 1, 2, …, separated by commas." };

    static readonly Option<string?> MaskValuesOption = new("--mask-values")
    {
        Description = "What the values of the masks mean, e.g. 64=nerve,128=vessel,255=ignore.",
    };

    static readonly Option<bool> AcceptOption = new("--accept-mask-values") { Description = "Take the proposed meaning of the mask values." };

    static readonly Option<string?> BoxesOption = new("--boxes")
    {
        Description = "Boxes and areas: voc:FOLDER with one XML file per picture, or coco:FILE. Label files among the pictures are found without it.",
    };

    static readonly Option<string?> TagsOption = new("--tags")
    {
        Description = "CSV file of tags: a first column file, SeriesInstanceUID or PatientID, then one column per class (1/0, yes/no) or one of names separated by ; or |.",
    };

    static readonly Option<string?> LabelNamesOption = new("--label-names")
    {
        Description = "Which classes the names of boxes, areas and tags mean, e.g. RBC=Red cell,Artefact=ignore.",
    };

    static readonly Option<bool> AcceptNamesOption = new("--accept-label-names")
    {
        Description = "Take the proposed classes of label names: all of them, where the project has no class yet.",
    };

    static readonly Option<string?> PatientsOption = new("--patients")
    {
        Description = "CSV file with the columns file and patient, or regex: and a pattern such as regex:(?<patient>P\\d+)_.",
    };

    static readonly Option<Split?> SplitOption = new("--split") { Description = "Keep all images of this import in one part: training, validation or test." };

    static readonly Option<bool> SampleOption = new("--sample") { Description = "Create the sample project instead of importing a path." };

    static readonly Option<bool> IdentifiedOption = new("--keep-identity")
    {
        Description = "Do not de-identify DICOM headers. Only for a new project; later its owner decides in the settings.",
    };

    static readonly Option<bool> OriginalsOption = new("--keep-originals")
    {
        Description = "Store the imported files too, unchanged. Only for a new project; later its owner decides in the settings.",
    };

    public static Command Create()
    {
        var command = new Command("import", "Import images and existing labels.");
        command.Arguments.Add(PathArgument);
        Option[] options =
        [
            ProjectOption, TaskOption, MasksOption, ClassesOption, MaskValuesOption, AcceptOption, BoxesOption, TagsOption, LabelNamesOption, AcceptNamesOption, PatientsOption, SplitOption,
            IdentifiedOption, OriginalsOption, SampleOption, SharedOptions.Data, SharedOptions.Json,
        ];
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        if (FindFault(result) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return ExitCode.BadInput;
        }

        await using var services = new ServiceCollection()
            .AddStudioStorage(result.GetRequiredValue(SharedOptions.Data).FullName)
            .AddImport()
            .BuildServiceProvider();
        await services.GetRequiredService<Database>().OpenAsync(cancellation);
        var session = new ImportSession(services, result.GetValue(SharedOptions.Json));
        if (result.GetValue(SampleOption))
            return await session.CreateSampleAsync(cancellation);

        var project = await session.FindOrCreateProjectAsync(result.GetValue(ProjectOption)!, result.GetValue(TaskOption), Privacy(result), cancellation);
        if (project is null)
            return ExitCode.BadInput;
        return await session.ImportAsync(Request(result, project.Id), cancellation);
    }

    /// <summary>Null: as the project says.</summary>
    static ProjectPrivacy? Privacy(ParseResult result) => result.GetValue(IdentifiedOption) || result.GetValue(OriginalsOption)
        ? new ProjectPrivacy(Deidentifies: !result.GetValue(IdentifiedOption), KeepsOriginals: result.GetValue(OriginalsOption))
        : null;

    static ImportRequest Request(ParseResult result, long projectId) => new()
    {
        ProjectId = projectId,
        Source = Path.GetFullPath(result.GetValue(PathArgument)!),
        MaskSource = result.GetValue(MasksOption) is { } masks ? Path.GetFullPath(masks) : null,
        Patients = result.GetValue(PatientsOption),
        FixedSplit = result.GetValue(SplitOption) is { } split and not Split.Unassigned ? split : null,
        ClassNames = Names(result.GetValue(ClassesOption)),
        MaskValues = result.GetValue(MaskValuesOption) is { } text && MaskValueText.TryParse(text, out var values, out _) ? values : null,
        Consent = result.GetValue(AcceptOption) ? MaskConsent.AcceptProposal : MaskConsent.TakeClassNumbers,
        BoxSource = result.GetValue(BoxesOption),
        TagSource = result.GetValue(TagsOption) is { } tags ? Path.GetFullPath(tags) : null,
        LabelNames = result.GetValue(LabelNamesOption) is { } names && LabelNameText.TryParse(names, out var classOfName, out _) ? classOfName : null,
        AcceptsLabelNames = result.GetValue(AcceptNamesOption),
    };

    static string[] Names(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Everything that can be wrong before anything is written.</summary>
    static string? FindFault(ParseResult result)
    {
        if (result.GetValue(SampleOption))
            return null;
        if (result.GetValue(PathArgument) is not { } path)
            return "Say what to import: ./studio import FOLDER --project NAME.";
        if (!File.Exists(path) && !Directory.Exists(path))
            return $"{path} does not exist. Give a folder, a picture or a zip.";
        if (string.IsNullOrWhiteSpace(result.GetValue(ProjectOption)))
            return "Say which project to import into: --project NAME.";
        if (result.GetValue(MasksOption) is { } masks && !File.Exists(masks) && !Directory.Exists(masks))
            return $"--masks {masks} does not exist. Give a folder or a zip with masks.";
        if (result.GetValue(MaskValuesOption) is { } text && !MaskValueText.TryParse(text, out _, out var error))
            return error;
        if (FindLabelFault(result) is { } labelFault)
            return labelFault;
        return PatientRule.TryParse(result.GetValue(PatientsOption), out _, out var patientError) ? null : patientError;
    }

    static string? FindLabelFault(ParseResult result)
    {
        if (result.GetValue(BoxesOption) is { } boxes)
        {
            if (!LabelSource.TryParse(boxes, out var source, out var error))
                return $"--boxes: {error}";
            if (source.Kind == LabelFileKind.Coco && LabelSource.FindFault(source.Kind, source.Path) is { } fault)
                return $"--boxes {source.Path}: {fault}";
        }

        if (result.GetValue(TagsOption) is { } tags)
        {
            if (!File.Exists(tags))
                return $"--tags {tags} does not exist. Give a CSV file.";
            if (LabelSource.FindFault(LabelFileKind.Tags, tags) is { } fault)
                return $"--tags {tags}: {fault}";
        }

        return result.GetValue(LabelNamesOption) is { } names && !LabelNameText.TryParse(names, out _, out var namesError) ? namesError : null;
    }
}
