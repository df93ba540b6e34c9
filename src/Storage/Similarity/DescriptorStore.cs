using System.Runtime.InteropServices;
using Studio.Imaging.Embedding;

namespace Studio.Storage;

/// <summary>Descriptors of images, so that each is made once.</summary>
public sealed class DescriptorStore(Database database)
    : PictureFactStore<PictureDescriptor>(database, "image_descriptor", "The descriptors of images", PictureDescriptor.Version)
{
    protected override byte[] Pack(PictureDescriptor fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return MemoryMarshal.AsBytes<sbyte>(fact.Values).ToArray();
    }

    protected override PictureDescriptor Unpack(byte[] content) => new(MemoryMarshal.Cast<byte, sbyte>(content).ToArray());
}
