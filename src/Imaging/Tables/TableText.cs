using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Studio.Imaging.Tables;

/// <summary>Text tables as spreadsheets and scripts write them.</summary>
/// <remarks>
/// Comma, semicolon and tab are recognised as separators by the heading line, UTF-8 and UTF-16 by their marks; what is
/// neither marked nor UTF-8 is read as Windows-1252, of which the printable part of Latin-1 is a part.
/// </remarks>
public static class TableText
{
    /// <summary>Larger files are refused.</summary>
    public const long MaxBytes = 64L << 20;

    private const int BufferChars = 1 << 16;

    private static ReadOnlySpan<byte> ZipMark => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> OldExcelMark => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Why the content is no text table, a sentence; null when it may be one.</summary>
    /// <param name="content">Seekable; is at its beginning afterwards.</param>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static string? FindFault(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > MaxBytes)
        {
            return $"The file is larger than {MaxBytes >> 20} MB. Split it.";
        }

        Span<byte> start = stackalloc byte[4];
        content.Position = 0;
        int length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        ReadOnlySpan<byte> mark = start[..length];
        return length == 0 ? "The file is empty. Its first line names the columns."
            : mark.SequenceEqual(ZipMark) || mark.SequenceEqual(OldExcelMark) ? "The file is a workbook or an archive. Save the sheet as CSV."
            : null;
    }

    /// <summary>A reader at the beginning of the table, before its heading line. Cells are trimmed.</summary>
    /// <param name="content">Seekable, without <see cref="FindFault">fault</see>; stays open.</param>
    /// <param name="onStrayQuote">Is told the line of each quotation mark in the middle of a cell; the cell is taken as it stands.</param>
    public static CsvReader Open(Stream content, Action<int>? onStrayQuote = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        Encoding encoding = EncodingOf(content);
        string delimiter;
        content.Position = 0;
        using (var heading = new StreamReader(content, encoding, true, BufferChars, leaveOpen: true))
        {
            delimiter = DelimiterOf(heading);
        }

        content.Position = 0;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            TrimOptions = TrimOptions.Trim,
            MissingFieldFound = null,
            BadDataFound = bad => onStrayQuote?.Invoke(bad.Context.Parser?.RawRow ?? 1),
        };
        return new CsvReader(new StreamReader(content, encoding, true, BufferChars, leaveOpen: true), configuration);
    }

    /// <summary>A heading without case and without anything but letters and digits: "File_Name" is "filename".</summary>
    public static string Normalise(string heading) =>
        string.Concat((heading ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static Encoding EncodingOf(Stream content)
    {
        content.Position = 0;
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        using var reader = new StreamReader(content, strict, true, BufferChars, leaveOpen: true);
        char[] buffer = new char[BufferChars];
        try
        {
            while (reader.Read(buffer) > 0)
            {
                // Only whether every byte can be read matters.
            }

            return strict;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;
        }
    }

    /// <summary>The separator that stands most often in the heading line, outside quotation marks.</summary>
    private static string DelimiterOf(TextReader text)
    {
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        bool isQuoted = false;
        for (int symbol = text.Read(); symbol >= 0 && (isQuoted || symbol is not ('\r' or '\n')); symbol = text.Read())
        {
            isQuoted ^= symbol == '"';
            if (!isQuoted && counts.TryGetValue((char)symbol, out int count))
            {
                counts[(char)symbol] = count + 1;
            }
        }

        return counts.MaxBy(entry => entry.Value).Key.ToString();
    }
}
