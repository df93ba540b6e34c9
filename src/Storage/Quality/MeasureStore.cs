using System.Buffers.Binary;
using Studio.Imaging.Quality;

namespace Studio.Storage;

/// <summary>Brightness, sharpness and so on of images, so that each is measured once.</summary>
public sealed class MeasureStore(Database database)
    : PictureFactStore<PictureMeasures>(database, "image_measure", "The measures of images", PictureMeasures.Version)
{
    protected override byte[] Pack(PictureMeasures fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        float[] values =
        [
            fact.Mean, fact.Minimum, fact.Maximum, fact.Deviation, fact.InnerMean, fact.Contrast, .. fact.Percentiles, fact.BorderShare,
            fact.BlackShare, fact.Saturation, fact.Sharpness, fact.Colourfulness, fact.UnusedLevels, .. fact.Histogram,
        ];
        var content = new byte[values.Length * sizeof(float)];
        foreach (var (place, value) in values.Index())
        {
            BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(place * sizeof(float)), value);
        }

        return content;
    }

    protected override PictureMeasures Unpack(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var place = 0;
        return new PictureMeasures(
            Next(), Next(), Next(), Next(), Next(), Next(), Several(PictureMeasures.PercentRanks.Count), Next(), Next(), Next(), Next(), Next(), Next(),
            Several(PictureMeasures.Bins));

        float Next() => BinaryPrimitives.ReadSingleLittleEndian(content.AsSpan(sizeof(float) * place++));

        float[] Several(int count)
        {
            var values = new float[count];
            for (var index = 0; index < count; index++)
            {
                values[index] = Next();
            }

            return values;
        }
    }
}
