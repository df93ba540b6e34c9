using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Studio.Features.Import.Expanding;

/// <summary>
/// Unpacks archives that may be hostile. Entry names never become file names on disk, sizes are counted while unpacking and
/// never believed, and an archive that goes over a limit is refused whole.
/// </summary>
public sealed class ZipExpander(string stagingFolder, ZipLimits limits)
{
    const int UnixTypeMask = 0xF000;
    const int UnixSymbolicLink = 0xA000;

    long unpackedBytes;
    int entries;
    int written;

    /// <summary>Whether a file starts like a zip archive of files; one of NumPy arrays is a picture file of its own.</summary>
    public static bool IsZip(string fullPath)
    {
        Span<byte> start = stackalloc byte[512];
        using var stream = File.OpenRead(fullPath);
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] is 3 or 5 && start[3] is 4 or 6
            && !StartsWithArray(start[..length]);
    }

    /// <summary>Whether the first file of an archive is named like an array (APPNOTE.TXT section 4.3.7).</summary>
    static bool StartsWithArray(ReadOnlySpan<byte> start) =>
        start.Length > 30 && start[30..Math.Min(start.Length, 30 + BinaryPrimitives.ReadUInt16LittleEndian(start[26..]))].EndsWith(".npy"u8);

    /// <summary>Adds the archive's files to <paramref name="into"/>, or one rejection that names the archive.</summary>
    public void Expand(ImportFile archive, ExpandedFiles into, CancellationToken cancellation) =>
        Expand(archive, into, depth: 0, cancellation);

    void Expand(ImportFile archive, ExpandedFiles into, int depth, CancellationToken cancellation)
    {
        try
        {
            using var zip = ZipFile.OpenRead(archive.FullPath);
            entries += zip.Entries.Count;
            if (entries > limits.MaxEntries)
                throw new HarmfulArchiveException($"It holds more than {limits.MaxEntries:N0} files. Import it in parts.");
            foreach (var entry in zip.Entries)
            {
                cancellation.ThrowIfCancellationRequested();
                ExpandEntry(entry, archive, into, depth, cancellation);
            }
        }
        catch (InvalidDataException)
        {
            into.RemoveUnder(archive.Path);
            into.Reject(archive.Path, "The zip file is damaged and cannot be opened. Pack it again.");
        }
        catch (HarmfulArchiveException harmful) when (depth == 0)
        {
            into.RemoveUnder(archive.Path);
            into.Reject(archive.Path, harmful.Message);
        }
    }

    void ExpandEntry(ZipArchiveEntry entry, ImportFile archive, ExpandedFiles into, int depth, CancellationToken cancellation)
    {
        var name = entry.FullName.Replace('\\', '/');
        if (name.EndsWith('/'))
            return;
        var path = $"{archive.Path}/{name}";
        if (ReasonToReject(entry, name) is { } reason)
        {
            into.Reject(path, reason);
            return;
        }

        var mayHoldLabels = JunkFile.MayHoldLabels(path);
        if (!mayHoldLabels && JunkFile.ReasonToSkip(path) is { } junk)
        {
            into.Skip(path, junk);
            return;
        }

        if (TryUnpack(entry, path, archive.Length, cancellation) is not { } file)
            into.Reject(path, "It is damaged inside the zip file and cannot be unpacked. Pack it again.");
        else if (mayHoldLabels || !IsZip(file.FullPath))
            into.Add(file);
        else if (depth < limits.MaxDepth)
            Expand(file, into, depth + 1, cancellation);
        else
            into.Reject(path, "A zip inside a zip inside a zip is not opened. Unpack it first.");
    }

    static string? ReasonToReject(ZipArchiveEntry entry, string name)
    {
        var type = (entry.ExternalAttributes >> 16) & UnixTypeMask;
        if (type == UnixSymbolicLink)
            return "A link to another file, not a picture. It was not followed.";
        if (name.StartsWith('/') || name.Contains(':') || name.Split('/').Contains(".."))
            return "Its name points outside the zip file. It was not unpacked.";
        if (name.Any(char.IsControl))
            return "Its name holds characters that no file name has. It was not unpacked.";
        if (entry.IsEncrypted)
            return "It is protected by a password. Unpack the zip file and import the folder.";
        return null;
    }

    /// <summary>Null where the entry's bytes are damaged.</summary>
    ImportFile? TryUnpack(ZipArchiveEntry entry, string path, long archiveBytes, CancellationToken cancellation)
    {
        try
        {
            return Unpack(entry, path, archiveBytes, cancellation);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    ImportFile Unpack(ZipArchiveEntry entry, string path, long archiveBytes, CancellationToken cancellation)
    {
        var target = Path.Combine(stagingFolder, (++written).ToString("D7", CultureInfo.InvariantCulture));
        using var from = entry.Open();
        using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 17];
        long length = 0;
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            length += read;
            unpackedBytes += read;
            Guard(archiveBytes);
            to.Write(buffer, 0, read);
        }

        return new ImportFile(path, target, length);
    }

    void Guard(long archiveBytes)
    {
        if (unpackedBytes > limits.MaxUnpackedBytes)
            throw new HarmfulArchiveException($"It unpacks to more than {limits.MaxUnpackedBytes >> 20:N0} MB. Import it in parts.");
        if (unpackedBytes > limits.FreeUnpackedBytes && unpackedBytes / limits.MaxRatio > archiveBytes)
            throw new HarmfulArchiveException($"It unpacks to more than {limits.MaxRatio} times its size, which no pictures do. Nothing of it was imported.");
    }
}

/// <summary>Ends the unpacking of an archive; the message is what the user reads.</summary>
sealed class HarmfulArchiveException(string reason) : Exception(reason);
