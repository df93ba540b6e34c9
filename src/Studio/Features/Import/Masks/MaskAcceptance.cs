using Studio.Contracts.Import;
using Studio.Imaging.Masks;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>Turns staged masks into labels once the meaning of their values is settled.</summary>
sealed class MaskAcceptance(long projectId, ImportStores stores)
{
    /// <summary>Adds the classes the plan names and gives each value its class.</summary>
    public async Task<MaskValueMapping> SettleAsync(MaskValuePlan plan, CancellationToken cancellation)
    {
        foreach (var name in plan.Classes)
            await stores.Classes.AddAsync(projectId, name, cancellation);
        var classes = await stores.Classes.ListAsync(projectId, cancellation);
        var indexByName = classes.ToDictionary(item => item.Name, item => item.Index, StringComparer.OrdinalIgnoreCase);
        return new MaskValueMapping(plan.ClassOfValue.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Length == 0 ? MaskValueMapping.Ignore : indexByName[entry.Value]));
    }

    /// <summary>Stores the labels of one mask, one per frame. An empty frame is a label too: nothing is there.</summary>
    public async Task<ImportItem> AcceptAsync(StagedMask mask, MaskValueMapping mapping, CancellationToken cancellation)
    {
        try
        {
            var fates = new List<AlternateFate>();
            foreach (var frame in mask.Frames)
            {
                var mapped = mapping.Apply(mask.Read(frame));
                if (mapped.Labelmap is not { } labelmap)
                {
                    var values = string.Join(", ", mapped.WithoutClass.Select(entry => entry.Value));
                    return new ImportItem(mask.Path, ImportFate.Rejected, $"It holds values without a class: {values}.", null);
                }

                if (mask.OtherPath is { } path)
                    fates.Add(await stores.AlternateLabels.AddAsync(frame.ImageId, ImageName.Of(path), path, labelmap, cancellation));
                if (mask.OtherPath is null || fates[^1] == AlternateFate.NoLabelYet)
                    await stores.Annotations.ImportAsync(frame.ImageId, labelmap, ImageState.Accepted, cancellation);
            }

            return await DescribeAsync(mask, fates);
        }
        catch (StorageException refused) when (refused is not StorageFullException)
        {
            return new ImportItem(mask.Path, ImportFate.Rejected, refused.Message, null);
        }
    }

    /// <summary>A second label of a picture says what became of it; any other mask needs no words.</summary>
    async Task<ImportItem> DescribeAsync(StagedMask mask, List<AlternateFate> fates)
    {
        var imageId = mask.Frames[0].ImageId;
        if (fates.TrueForAll(fate => fate == AlternateFate.NoLabelYet) || await stores.Images.FindAsync(imageId) is not { } image)
            return new ImportItem(mask.Path, ImportFate.Imported, "", imageId);
        var name = ImageName.Of(image.SourcePath);
        return fates.Contains(AlternateFate.Kept)
            ? new ImportItem(mask.Path, ImportFate.Imported, $"Its picture is the same as {name}, which is labelled differently. It is kept as another label of {name}; the audit compares the two.", imageId)
            : new ImportItem(mask.Path, ImportFate.Skipped, $"Its picture is the same as {name}, and its label too.", imageId);
    }
}
