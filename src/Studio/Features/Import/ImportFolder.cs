using System.Globalization;
using System.Text.Json;
using Studio.Contracts;
using Studio.Features.Import.Labels;
using Studio.Features.Import.Masks;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>The staging folder of one batch: the request, unpacked archives, decoded files, masks that wait for classes.</summary>
public sealed class ImportFolder
{
    readonly string root;
    int lastOutput;

    public ImportFolder(DataFolder data, long batchId)
    {
        root = Path.Combine(RootOf(data), batchId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Unpacked);
    }

    /// <summary>Where archives are unpacked.</summary>
    public string Unpacked => Path.Combine(root, "unpacked");

    string RequestFile => Path.Combine(root, "request.json");

    string MasksFile => Path.Combine(root, "masks.json");

    string PlanFile => Path.Combine(root, "plan.json");

    string LabelsFile => Path.Combine(root, "labels.json");

    string NamesFile => Path.Combine(root, "names.json");

    public static string RootOf(DataFolder data) => Path.Combine(data.Staging, "imports");

    /// <summary>A new empty folder for what is decoded from one file.</summary>
    public string NewOutput()
    {
        var number = Interlocked.Increment(ref lastOutput);
        var folder = Path.Combine(root, "decoded", string.Create(CultureInfo.InvariantCulture, $"{number:D7}-{Guid.NewGuid():N}"));
        Directory.CreateDirectory(folder);
        return folder;
    }

    public void WriteRequest(ImportRequest request) => Write(RequestFile, request);

    public ImportRequest? ReadRequest() => Read<ImportRequest>(RequestFile);

    public void WriteMasks(IReadOnlyList<StagedMask> masks) => Write(MasksFile, masks);

    public IReadOnlyList<StagedMask> ReadMasks() => Read<IReadOnlyList<StagedMask>>(MasksFile) ?? [];

    public void WritePlan(MaskValuePlan plan) => Write(PlanFile, plan);

    /// <summary>What a person said about the masks, or null while nobody has.</summary>
    public MaskValuePlan? ReadPlan() => Read<MaskValuePlan>(PlanFile);

    /// <summary>The masks are stored; what else waits goes on without them.</summary>
    public void DropPlan() => File.Delete(PlanFile);

    public void WriteLabels(StagedLabels labels) => Write(LabelsFile, labels);

    public StagedLabels ReadLabels() => Read<StagedLabels>(LabelsFile) ?? StagedLabels.None;

    public void WriteNames(LabelNamePlan plan) => Write(NamesFile, plan);

    /// <summary>What a person said about the names of boxes, areas and tags, or null while nobody has.</summary>
    public LabelNamePlan? ReadNames() => Read<LabelNamePlan>(NamesFile);

    /// <summary>As <see cref="DropPlan"/>, for boxes, areas and tags.</summary>
    public void DropNames() => File.Delete(NamesFile);

    /// <summary>What was unpacked is a copy that a new start must not meet.</summary>
    public void ClearUnpacked()
    {
        Directory.Delete(Unpacked, recursive: true);
        Directory.CreateDirectory(Unpacked);
    }

    /// <summary>
    /// Keeps other processes (server, command line) from running the same batch; null when one is doing so.
    /// The system lets go of it when the process ends, however it ends.
    /// </summary>
    public FileStream? TryHold()
    {
        try
        {
            return new FileStream(Path.Combine(root, "running"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (!ImportFullException.IsCause(held))
        {
            return null;
        }
    }

    public void Delete()
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }

    static void Write<T>(string file, T value)
    {
        var temporary = file + ".part";
        File.WriteAllText(temporary, JsonSerializer.Serialize(value, ContractJson.Options));
        File.Move(temporary, file, overwrite: true);
    }

    static T? Read<T>(string file)
        where T : class =>
        File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file), ContractJson.Options) : null;
}
