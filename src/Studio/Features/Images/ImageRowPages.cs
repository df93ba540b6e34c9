using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>One row of the grid.</summary>
/// <param name="FirstPlace">Place of its first image in the whole list.</param>
public sealed record ImageRow(int FirstPlace, IReadOnlyList<ImageListItem> Images);

/// <summary>The filtered list cut into rows of the grid; only the rows in sight are read.</summary>
public static class ImageRowPages
{
    public static int CountRows(int images, int columns) => (images + columns - 1) / columns;

    public static async Task<IReadOnlyList<ImageRow>> ReadAsync(
        ImageBrowser browser,
        ImageFilter filter,
        int firstRow,
        int rows,
        int columns,
        CancellationToken cancellationToken)
    {
        var page = await browser.GetPageAsync(filter, firstRow * columns, rows * columns, cancellationToken);
        return [.. page.Items.Chunk(columns).Select((images, row) => new ImageRow((firstRow + row) * columns, images))];
    }
}
