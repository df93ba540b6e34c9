using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Studio.Features.Audit;
using Studio.Features.Images.Quality;
using Studio.Storage;
using Studio.Tests.Import;

namespace Studio.Tests.Images.Quality;

/// <summary>Measures as columns of the table of images.</summary>
public sealed class QualityFieldsTests
{
    [Fact]
    public async Task Complete_NewImages_AreMeasuredOnceAndDamagedOnesLeftOut()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Write("flat.png", Pictures.Mask(8, 8, new byte[64]));
        bench.Write("noise.png", Pictures.Png(64, 64, seed: 1));
        await bench.ImportAsync();
        using var quality = Create(bench);

        Assert.Equal(2, await quality.CompleteAsync(bench.Project.Id, restores: false, CancellationToken.None));
        Assert.Equal(0, await quality.CompleteAsync(bench.Project.Id, restores: false, CancellationToken.None));

        var sharpness = await ValuesAsync(bench, "sharpness");
        Assert.Equal(0, sharpness["flat"]);
        Assert.InRange(sharpness["noise"], 0.6, 1);

        bench.Write("later.png", Pictures.Png(64, 64, seed: 2));
        bench.Write("damaged.png", Pictures.Png(64, 64, seed: 3));
        await bench.ImportAsync();
        var damaged = (await bench.Images.ListAsync(bench.Project.Id)).Single(image => image.Name == "damaged");
        File.Delete(bench.Blobs.GetPath(damaged.PixelSha256));

        Assert.Equal(1, await quality.CompleteAsync(bench.Project.Id, restores: false, CancellationToken.None));
        Assert.Equal(["flat", "later", "noise"], (await ValuesAsync(bench, "saturation")).Keys.Order());
    }

    [Fact]
    public async Task Request_InTheBackground_FillsTheColumnsAndEnds()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Write("noise.png", Pictures.Png(64, 64, seed: 1));
        await bench.ImportAsync();
        using var quality = Create(bench);

        await quality.StartAsync(CancellationToken.None);
        quality.OnImportEnded(bench.Project.Id);
        Assert.NotNull(quality.Watch(bench.Project.Id));
        for (var wait = 0; wait < 600 && quality.Watch(bench.Project.Id) is not null; wait++)
            await Task.Delay(50);
        await quality.StopAsync(CancellationToken.None);

        Assert.Null(quality.Watch(bench.Project.Id));
        Assert.Single(await ValuesAsync(bench, "contrast"));
    }

    static QualityFields Create(ImportBench bench) => new(
        bench.Get<MeasuredFieldStore>(), bench.Get<FieldStore>(), bench.Get<MeasureStore>(), new StoredPictures(bench.Blobs), bench.Get<ProjectStore>(),
        NullLogger<QualityFields>.Instance);

    /// <summary>By the image's name.</summary>
    static async Task<Dictionary<string, double>> ValuesAsync(ImportBench bench, string element)
    {
        var names = (await bench.Images.ListAsync(bench.Project.Id)).ToDictionary(image => image.Id, image => image.Name);
        var field = (await bench.Get<FieldStore>().ListAsync(bench.Project.Id)).Single(known => known.Element == element);
        var values = new Dictionary<string, double>();
        await bench.Get<FieldStore>().VisitAsync(field, value => values[names[value.ImageId]] = value.Number!.Value);
        return values;
    }
}
