using System.Runtime.InteropServices;
using Studio.Imaging.Embedding;

namespace Studio.Storage;

/// <summary>Descriptors of images, so that each is made once.</summary>
public sealed class DescriptorStore(Database database)
{
    static readonly PixelDerived Rows = new("image_descriptor", PictureDescriptor.Version);

    /// <summary>By image; missing where there is none of the image's present pixels.</summary>
    public Task<IReadOnlyDictionary<long, PictureDescriptor>> ListAsync(
        IEnumerable<MapPicture> pictures, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<long, PictureDescriptor>>(
            session => Rows.List(session, pictures.Select(picture => (picture.ImageId, picture.PixelSha256)))
                .ToDictionary(row => row.ImageId, row => new PictureDescriptor(MemoryMarshal.Cast<byte, sbyte>(row.Content).ToArray())),
            cancellationToken);

    public Task SaveAsync(
        IReadOnlyCollection<(MapPicture Picture, PictureDescriptor Descriptor)> made, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The descriptors of images",
            session =>
            {
                foreach (var (picture, descriptor) in made)
                    Rows.Save(session, picture.ImageId, picture.PixelSha256, MemoryMarshal.AsBytes<sbyte>(descriptor.Values).ToArray());
            },
            cancellationToken);
}
