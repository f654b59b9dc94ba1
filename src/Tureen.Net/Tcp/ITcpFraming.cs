namespace Tureen.Net.Tcp;

/// <summary>Where packets begin and end in a stream of bytes.</summary>
internal interface ITcpFraming
{
    /// <summary>Bytes in front of each packet that are no part of it.</summary>
    int HeaderLength { get; }

    /// <summary>Bytes that must be there before a packet can be measured.</summary>
    int MeasuredLength { get; }

    /// <summary>The length of the packet, from the first <see cref="MeasuredLength"/> bytes of header and packet; -1 when they cannot begin one.</summary>
    int Measure(ReadOnlySpan<byte> bytes);

    /// <summary>Writes the <see cref="HeaderLength"/> bytes in front of a packet.</summary>
    void WriteHeader(Span<byte> destination, int length);
}
