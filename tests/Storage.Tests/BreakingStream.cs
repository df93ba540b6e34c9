namespace Studio.Storage.Tests;

/// <summary>Gives some zeros, then throws.</summary>
sealed class BreakingStream(int length, Func<Exception> failure) : Stream
{
    int left = length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (left == 0)
        {
            throw failure();
        }

        var read = Math.Min(count, left);
        Array.Clear(buffer, offset, read);
        left -= read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
