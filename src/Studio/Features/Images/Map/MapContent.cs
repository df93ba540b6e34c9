using System.Runtime.InteropServices;
using System.Text;
using Studio.Contracts;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Images.Map;

/// <summary>What the columns of the points' bytes mean.</summary>
/// <param name="Sets">Sets of classes that a point can hold, by their number.</param>
/// <param name="States">States by their number.</param>
/// <param name="Parts">Parts by their number.</param>
public sealed record MapHead(int Count, IReadOnlyList<IReadOnlyList<int>> Sets, IReadOnlyList<string> States, IReadOnlyList<string> Parts);

/// <summary>
/// Points for the browser: one line of JSON (<see cref="MapHead"/>) with spaces to a multiple of 8 bytes, the last of them a
/// line feed; then columns, little-endian: ids [n] of 64-bit floating point, x and y [n] of 32-bit floating point, sets [n] of
/// 16 bit, states and parts [n] of 8 bit.
/// </summary>
public static class MapContent
{
    const int Alignment = 8;

    /// <summary>One more set of classes than a number holds shares the last number; nobody tells so many apart.</summary>
    const int MostSets = ushort.MaxValue;

    public static byte[] Write(IReadOnlyList<MapPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var sets = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var classesOfSets = new List<IReadOnlyList<int>>();
        var setOf = points.Select(NumberOf).ToArray();
        var head = new MapHead(
            points.Count, classesOfSets, [.. Enum.GetValues<ImageState>().Select(Wording.InAddress)], [.. Enum.GetValues<Split>().Select(Wording.InAddress)]);
        using var content = new MemoryStream();
        content.Write(HeadLine(head));
        Append(content, points.Select(point => (double)point.ImageId).ToArray());
        Append(content, points.Select(point => point.Place.X).ToArray());
        Append(content, points.Select(point => point.Place.Y).ToArray());
        Append(content, setOf);
        content.Write([.. points.Select(point => (byte)point.State)]);
        content.Write([.. points.Select(point => (byte)point.Split)]);
        return content.ToArray();

        ushort NumberOf(MapPoint point)
        {
            var key = string.Join(',', point.Classes);
            if (sets.TryGetValue(key, out var number))
                return number;
            number = (ushort)Math.Min(MostSets - 1, classesOfSets.Count);
            sets.Add(key, number);
            if (number == classesOfSets.Count)
                classesOfSets.Add(point.Classes);
            return number;
        }
    }

    static byte[] HeadLine(MapHead head)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(head, ContractJson.Options);
        var length = Encoding.UTF8.GetByteCount(json) + 1;
        var padding = (Alignment - (length % Alignment)) % Alignment;
        return Encoding.UTF8.GetBytes($"{json}{new string(' ', padding)}\n");
    }

    static void Append<T>(MemoryStream content, T[] column)
        where T : struct => content.Write(MemoryMarshal.AsBytes<T>(column));
}
