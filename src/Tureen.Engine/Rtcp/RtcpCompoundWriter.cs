namespace Tureen.Engine.Rtcp;

/// <summary>Appends RTCP packets to a span, one after the other.</summary>
/// <remarks>
/// Every <c>Write</c> of this folder returns the bytes that it wrote, or 0 when its packet did not fit. Thus
/// <c>writer.TryAppend(SenderReport.Write(writer.Free, …))</c> says whether there was room.
/// </remarks>
internal ref struct RtcpCompoundWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public readonly bool IsEmpty => Length == 0;

    /// <summary>The room that is left.</summary>
    public readonly Span<byte> Free => _destination[Length..];

    public readonly ReadOnlySpan<byte> Written => _destination[..Length];

    public readonly bool Fits(int length) => length <= _destination.Length - Length;

    /// <summary>Takes the packet that was just written into <see cref="Free"/>; false when it did not fit.</summary>
    public bool TryAppend(int written)
    {
        Length += written;
        return written > 0;
    }

    /// <summary>Forgets what was written, to begin the next compound in the same span.</summary>
    public void Reset() => Length = 0;
}
